using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Reach;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2003: a dual-stack Service, and no pool with both families. MetalLB takes all addresses of a Service from one pool (poolFor,
/// findBestPoolForService): measured with 0.16.1, PreferDualStack gets one address and RequireDualStack none; before 0.14.9 neither gets any.
/// </summary>
internal sealed class DualStackAcrossPools() : ServiceRule(ManifestRules.DualStackAcrossPools)
{
    private static readonly Version s_fallback = new(0, 14, 9);

    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        if (!service.IsForMetalLB || service.IsPartial || ArePinsUnknown(service) || cluster.Pools is not { IsEmpty: false } pools || service.Pins.Length == 1
            || service.Spec.Entry("ipFamilyPolicy")?.Value is not { } policy
            || ServiceFamilies.Possible(service, cluster) is not { Length: 1 } families || families[0] != Families.Both)
        {
            yield break;
        }

        var isPinned = !service.Pins.IsEmpty;
        var requested = service.MetalLBAnnotation("address-pool") is { } annotation ? KubernetesObject.TextOf(annotation.Value) ?? "" : null;
        if ((requested is not null && pools.All(pool => pool.Name != requested)) || pools.Any(pool => pool.Has(Families.IPv4) && pool.Has(Families.IPv6) && (requested is null ? pool.IsAutoAssigned || isPinned : pool.Name == requested))) yield break;

        var isPending = isPinned || ServiceFamilies.Policy(service) == ServiceFamilies.RequireDualStack || cluster.IsBefore(s_fallback);
        var first = service.Families.IsEmpty ? cluster.DefaultFamily : service.Families[0];
        var consequence = isPending ? "the Service stays pending"
            : $"only {(first is null ? "one family" : first.ToString())} gets a VIP{(cluster.MetalLBVersion is null ? ", and none before MetalLB 0.14.9" : "")}";
        yield return new Finding(ManifestRules.DualStackAcrossPools, policy.Span,
            $"MetalLB takes both addresses of a Service from one pool, and {Missing(pools, requested)}: {consequence}. Split it into two single-stack Services, or ask for a pool of both families.")
        {
            Severity = isPending || cluster.ArePoolsManifests ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
        }.Offer(service.IsRepairable && !isPinned, Split(service));
    }

    // What else pins, or might, is for other rules.
    private static bool ArePinsUnknown(ServiceView service) =>
        service.Spec.HasMerge || service.Metadata is { HasMerge: true } || service.Annotations is { HasMerge: true }
        || (service.Pins.IsEmpty && (service.PinField ?? service.PinAnnotation) is not null);

    private static string Missing(IReadOnlyList<AddressPool> pools, string? requested) =>
        requested is not null ? $"pool '{requested}' has one family"
        : pools.Count == 1 ? $"pool '{pools[0].Name}' has one family"
        : "none of " + string.Join(", ", pools.Select(static pool => $"'{pool.Name}'")) + " has both families";

    /// <summary>Two documents of one: the Service with its first family, which an existing one cannot change, and a copy with the other.</summary>
    private static Repair? Split(ServiceView service)
    {
        var (text, root) = (service.File.Text, service.Object.Root);
        var isDocument = !root.IsFlow && service.File.Yaml.Documents.Contains(root);
        if (!isDocument || service.Metadata?.Entry("name") is not { } name || service.Object.Name is not { } value
            || !service.IsAbsent("clusterIP") || !service.IsAbsent("clusterIPs") || !service.IsAbsent("healthCheckNodePort") || service.Ports.Any(static port => port.Mapping["nodePort"] is not null))
        {
            return null;
        }

        var first = service.Families.IsEmpty ? Families.IPv4 : service.Families[0];
        var (other, suffix) = first == Families.IPv4 ? (Families.IPv6, "-v6") : (Families.IPv4, "-v4");
        var kept = Single(service, first, null);
        var copied = Single(service, other, editor => editor.SetScalar(name, value + suffix));
        if (kept.IsEmpty || copied.IsEmpty) return null;

        var line = text.LineBreakOf(text.Lines[0]);
        var end = text.Lines.GetLineFromPosition(root.Span.End).End;
        var copy = text.WithChanges(copied).ToString(TextSpan.FromBounds(root.Span.Start, end + copied.Sum(static change => change.NewText!.Length - change.Span.Length)));
        return new("split", $"Split into {value} and {value}{suffix}, one family each", kept.Add(new TextChange(new TextSpan(end, 0), line + "---" + line + copy))) { IsManual = true };
    }

    private static System.Collections.Immutable.ImmutableArray<TextChange> Single(ServiceView service, Families family, Action<YamlEditor>? also)
    {
        var editor = new YamlEditor(service.File.Text);
        editor.SetScalar(service.Spec.Entry("ipFamilyPolicy")!, ServiceFamilies.SingleStack);
        if (service.Spec.Entry("ipFamilies") is { } families) editor.SetList(families, [family.ToString()]);
        else editor.Insert(service.Spec, service.Spec.Entry("ipFamilyPolicy")!, [("ipFamilies", [family.ToString()], true)]);
        also?.Invoke(editor);
        return editor.Changes;
    }
}
