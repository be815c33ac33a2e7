using System.Collections.Immutable;
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
    private protected override IEnumerable<Finding> Check(KubernetesObject item, ManifestScope scope)
    {
        if (!AddressPool.IsPool(item) || item.File.IsPatch || item.Spec is not { HasMerge: false } spec) yield break;
        if (spec["addresses"] is null or YamlScalar { IsNull: true } or YamlSequence { Items.IsEmpty: true })
        {
            yield return new(ManifestRules.PoolInvalid, (spec.Entry("addresses") ?? item.Root.Entry("spec")!).Key.Span, "This pool has no addresses: MetalLB refuses its whole configuration. Add at least one CIDR or range.");
            yield break;
        }

        foreach (var node in (spec["addresses"] as YamlSequence)?.Items ?? ImmutableArray<YamlNode>.Empty)
        {
            if (node.Target is not YamlScalar scalar || YamlValue.IsPlaceholder(scalar.Value) || AddressRange.Parse(scalar.Value) is not null) continue;
            var single = ClusterAddress.Parse(scalar.Value) is { } address ? $"{scalar.Value}/{address.Bits}" : null;
            var editor = new YamlEditor(item.File.Text);
            if (single is not null) editor.SetScalar(new(scalar, node), single);
            yield return new Finding(ManifestRules.PoolInvalid, node.Span, $"'{scalar.Value}' is no range of addresses{Reason(scalar.Value)}: MetalLB refuses its whole configuration. Write {single ?? "a CIDR such as 192.0.2.0/28, or a range such as 192.0.2.10-192.0.2.20"}.")
                .Offer(item.IsOwn("spec") && single is not null, new Repair("add-prefix", $"Write {single}", editor.Changes));
        }
    }

    private static string Reason(string text) =>
        text.Split('-') is { Length: 2 } ends && ClusterAddress.Parse(ends[0].Trim()) is { } first && ClusterAddress.Parse(ends[1].Trim()) is { } last
            ? first.Family != last.Family ? ", since its ends are of two families" : ", since it ends before it starts"
            : "";
}
