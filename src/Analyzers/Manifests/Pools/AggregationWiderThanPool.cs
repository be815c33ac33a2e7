using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Reach;
using BindCheck.Rules;

namespace BindCheck.Manifests.Pools;

/// <summary>
/// BIND2106: an aggregation that is wider than a prefix of the pool, or with Service selectors. MetalLB refuses the configuration (validateBGPAdvPerPool): the
/// prefix would have addresses of others.
/// </summary>
internal sealed class AggregationWiderThanPool() : ObjectRule(ManifestRules.AggregationWiderThanPool)
{
    private protected override IEnumerable<Finding> Check(KubernetesObject item, ManifestScope scope)
    {
        if (item is not { Kind: "BGPAdvertisement", Group: "metallb.io" } || item.File.IsPatch || Advertisement.Of(item) is not { } advertisement) yield break;
        var cluster = scope.ClusterOf(item.File);
        foreach (var (field, bits, family) in new[] { ("aggregationLength", 32, Families.IPv4), ("aggregationLengthV6", 128, Families.IPv6) })
        {
            if (item.Spec?.Entry(field) is not { Value.Target: YamlScalar scalar } entry || YamlValue.IntegerOf(scalar) is not { } length) continue;
            if (length < 0 || length > bits)
            {
                yield return new(ManifestRules.AggregationWiderThanPool, entry.Value.Span, $"{field} is the length of an {family} prefix, 0 to {bits}: MetalLB refuses {length}.");
                continue;
            }

            var pools = cluster is { ArePoolsManifests: true, Pools: { } known } ? known.Where(pool => advertisement.Selects(pool) == true) : [];
            var narrow = pools.SelectMany(static pool => pool.Ranges.Select(range => (pool, range))).FirstOrDefault(pair => pair.range.Family == family && pair.range.LongestPrefix > length);
            if (narrow.pool is not null)
                yield return new(ManifestRules.AggregationWiderThanPool, entry.Value.Span, $"A /{length} is wider than {narrow.range} of pool '{narrow.pool.Name}', which takes a prefix of /{narrow.range.LongestPrefix}: MetalLB refuses the configuration. Use /{narrow.range.LongestPrefix} or longer.");
            else if (length != bits && item.Spec["serviceSelectors"] is YamlSequence { Items.IsEmpty: false })
                yield return new(ManifestRules.AggregationWiderThanPool, entry.Value.Span, $"With serviceSelectors an advertisement may not aggregate: MetalLB refuses {field}: {length}. Set {bits}, or take the selectors out.");
        }
    }
}
