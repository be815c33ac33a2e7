using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Reach;
using BindCheck.Rules;

namespace BindCheck.Manifests.Pools;

/// <summary>
/// BIND2101: a pool without addresses, or with one that is neither a CIDR nor a range. MetalLB refuses the whole configuration
/// (internal/config/config.go, ParseCIDR, addressPoolFromCR).
/// </summary>
internal sealed class PoolInvalid() : ObjectRule(ManifestRules.PoolInvalid)
{
    // "192.168.x.0/24" stands for an address; whether Go reads zero-padded groups such as "00000" depends on its version.
    private static readonly Regex s_unknown = new(@"(?:^|[.:\-\s])[xX]+(?:[.:/\-\s]|$)|(?:^|[:\-\s])0[0-9a-fA-F]{4,}", RegexOptions.CultureInvariant);

    private protected override IEnumerable<Finding> Check(KubernetesObject item, ManifestScope scope)
    {
        if (!AddressPool.IsPool(item) || item.Spec is not { HasMerge: false } spec) yield break;
        var entry = spec.Entry("addresses");
        if (entry?.Value.Target is null or YamlScalar { IsNull: true } or YamlSequence { Items.IsEmpty: true })
        {
            // An overlay may fill a base in.
            if (!item.File.IsPatch && item.File.Root.Length == 0)
                yield return new(ManifestRules.PoolInvalid, (entry ?? item.Root.Entry("spec")!).Key.Span, "This pool has no addresses: MetalLB refuses its whole configuration. Add at least one CIDR or range.");
            yield break;
        }

        if (entry.Value is YamlScalar lone && !IsUnknown(lone.Value))
        {
            yield return new(ManifestRules.PoolInvalid, lone.Inner ?? lone.Span, $"addresses is a list, and the API server refuses the text '{lone.Value}'. Write it as an item of a list.");
            yield break;
        }

        foreach (var node in (entry.Value.Target as YamlSequence)?.Items ?? ImmutableArray<YamlNode>.Empty)
        {
            if (node.Target is not YamlScalar scalar || IsUnknown(scalar.Value) || AddressRange.Parse(scalar.Value) is not null) continue;

            // A mapped address is IPv4, but its prefix counts the bits of IPv6.
            var single = ClusterAddress.Parse(scalar.Value) is null ? null : scalar.Value + (scalar.Value.Contains(":") ? "/128" : "/32");
            var editor = new YamlEditor(item.File.Text);
            if (single is not null) editor.SetScalar(new(scalar, node), single);
            var isOwn = item.IsOwn("spec") && entry.Value is YamlSequence { IsAnchored: false };
            yield return new Finding(ManifestRules.PoolInvalid, entry.Value is YamlAlias ? entry.Value.Span : (node as YamlScalar)?.Inner ?? node.Span,
                $"'{scalar.Value}' is no range of addresses{Reason(scalar.Value)}: MetalLB refuses its whole configuration. Write {single ?? "a CIDR such as 192.0.2.0/28, or a range such as 192.0.2.10-192.0.2.20"}.")
                .Offer(isOwn && single is not null, new Repair("add-prefix", $"Write {single}", editor.Changes));
        }
    }

    private static bool IsUnknown(string text) => YamlValue.IsPlaceholder(text) || s_unknown.IsMatch(text);

    private static string Reason(string text) =>
        text.Split('-') is { Length: 2 } ends && ClusterAddress.Parse(ends[0].Trim()) is { } first && ClusterAddress.Parse(ends[1].Trim()) is { } last
            ? first.Family != last.Family ? ", since its ends are of two families" : ", since it ends before it starts"
            : "";
}
