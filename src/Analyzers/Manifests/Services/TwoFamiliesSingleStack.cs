using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Reach;
using BindCheck.Rules;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2011: two families and one stack. The API server refuses to create that: "must be 'RequireDualStack' or 'PreferDualStack' when multiple IP
/// families are specified" (pkg/registry/core/service/storage/alloc.go, initIPFamilyFields).
/// </summary>
internal sealed class TwoFamiliesSingleStack() : ServiceRule(ManifestRules.TwoFamiliesSingleStack)
{
    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        if (service.IsPartial || service.Text("type") == "ExternalName" || ServiceFamilies.Policy(service) != ServiceFamilies.SingleStack) yield break;

        // A headless Service without a selector gets both families (the same function).
        var isAbsent = service.IsAbsent("ipFamilyPolicy");
        if (isAbsent && service.Text("clusterIP") == "None" && service.Selector is null or { IsEmpty: true }) yield break;

        var entry = NamesBoth(service) ? service.Spec.Entry("ipFamilies") : ClusterIPs(service);
        if (entry is null) yield break;
        yield return new Finding(ManifestRules.TwoFamiliesSingleStack, isAbsent ? entry.Key.Span : service.Spec.Entry("ipFamilyPolicy")!.Value.Span,
            $"{entry.Key.Value} names two families, but {(isAbsent ? "without ipFamilyPolicy a new Service is" : "ipFamilyPolicy makes the Service")} SingleStack: the API server refuses to create it. "
            + "Set ipFamilyPolicy: PreferDualStack, or keep one family.")
            .Offer(service.IsRepairable, Repairs(service, entry));
    }

    /// <summary>Whatever the case: one that is wrong is another rule's, and its repair must not bring this one about.</summary>
    private static bool NamesBoth(ServiceView service) =>
        service.Spec["ipFamilies"] is YamlSequence { Items: { Length: 2 } items }
        && new[] { "IPv4", "IPv6" }.All(family => items.Any(item => item.Target is YamlScalar scalar && scalar.Value.Equals(family, StringComparison.OrdinalIgnoreCase)));

    private static YamlEntry? ClusterIPs(ServiceView service) =>
        service.Spec["clusterIPs"] is YamlSequence { Items: { Length: 2 } items }
        && items.Select(static item => item.Target is YamlScalar scalar ? ClusterAddress.FamilyOf(scalar.Value) : Families.None).ToArray() is var families
        && families.Contains(Families.IPv4) && families.Contains(Families.IPv6)
            ? service.Spec.Entry("clusterIPs")
            : null;

    // An address that is pinned says which family is meant.
    private static Repair?[] Repairs(ServiceView service, YamlEntry entry)
    {
        var editor = new YamlEditor(service.File.Text);
        if (service.Spec.Entry("ipFamilyPolicy") is { } policy) editor.SetScalar(policy, ServiceFamilies.PreferDualStack);
        else editor.InsertBefore(service.Spec, entry, "ipFamilyPolicy", ServiceFamilies.PreferDualStack);
        var both = new Repair("prefer-dual-stack", "Set ipFamilyPolicy: PreferDualStack", editor.Changes);
        if (service.Families.Length != 2) return [both];
        if (service.PinEntry is not null && service.Pins.IsEmpty) return [];

        var kept = service.Pins.Length == 1 ? service.Pins[0].Family : service.Families[0];
        var one = new YamlEditor(service.File.Text);
        one.SetList(entry, [kept.ToString()]);
        var single = new Repair("keep-family", $"Keep {kept} alone", one.Changes);
        return service.Pins.Length == 1 ? [single] : [both, single];
    }
}
