using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Reach;
using BindCheck.Rules;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2016: source ranges of one family on a Service that has the other. kube-proxy sorts the ranges by family and builds a filter for a family only if it
/// has one (pkg/proxy/serviceport.go, newBaseServiceInfo; nftables: usesFWChain).
/// </summary>
internal sealed class SourceRangesOneFamily() : ServiceRule(ManifestRules.SourceRangesOneFamily)
{
    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        if (service.Text("type") != "LoadBalancer" || service.IsPartial
            || service.Spec.Entry("loadBalancerSourceRanges") is not { Value.Target: YamlSequence { Items: { IsEmpty: false } items } } entry
            || ServiceFamilies.Possible(service, cluster) is not { IsEmpty: false } possible)
        {
            yield break;
        }

        // The API server tolerates space around a range.
        var ranges = items.Select(static item => item.Target is YamlScalar scalar ? AddressRange.ParseCidr(scalar.Value.Trim()) : null).ToArray();
        if (ranges.Contains(null)) yield break;

        var filtered = ranges.Aggregate(Families.None, static (all, range) => all | range!.Value.Family);
        var open = possible.Aggregate(Families.Both, static (all, families) => all & families) & ~filtered;
        if (open is not (Families.IPv4 or Families.IPv6)) yield break;
        var isAll = possible.All(families => (families & filtered) == Families.None);
        yield return new(ManifestRules.SourceRangesOneFamily, entry.Key.Span, isAll
            ? $"loadBalancerSourceRanges has no {open} range, and the Service is {open}: none of the ranges applies and the VIP is open to everyone. Write {open} ranges."
            : $"loadBalancerSourceRanges has no {open} range: kube-proxy filters each family by its own ranges, so the {open} VIP is open to everyone. Add the {open} ranges that may connect.");
    }
}
