using BindCheck.Files;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;

namespace BindCheck.Manifests.Pools;

/// <summary>
/// BIND2106: an aggregation that is wider than a prefix of the pool, or with Service selectors. MetalLB refuses the configuration (validateBGPAdvPerPool): the
/// prefix would have addresses of others.
/// </summary>
internal sealed class AggregationWiderThanPool() : ObjectRule(ManifestRules.AggregationWiderThanPool)
{
    /// <summary>Why MetalLB refuses a length, and what to do; null where it does not, as far as is known.</summary>
    internal static string? Refusal(Aggregation aggregation, ManifestScope scope)
    {
        var (field, length, bits) = (aggregation.Entry.Key.Value, aggregation.Length, aggregation.Bits);
        return !aggregation.IsPrefix ? $"{field} is the length of an {aggregation.Family} prefix, 0 to {bits}: MetalLB refuses {length}."
            : aggregation.Narrower(scope) is var (pool, range) ? $"A /{length} is wider than {range} of pool '{pool.Name}', whose largest prefix is a /{range.ShortestPrefix}: MetalLB refuses the configuration. Use /{range.ShortestPrefix} or longer."
            : aggregation.IsRefusedForSelectors ? $"With serviceSelectors an advertisement may not aggregate: MetalLB refuses {field}: {length}. Set {bits}, or take the selectors out."
            : null;
    }

    private protected override IEnumerable<Finding> Check(KubernetesObject item, ManifestScope scope) =>
        from aggregation in Aggregation.Of(item)
        let refusal = item.File.IsPatch ? null : Refusal(aggregation, scope)
        where refusal is not null
        select new Finding(ManifestRules.AggregationWiderThanPool, aggregation.Entry.Value.Span, refusal);
}
