using System.Globalization;
using BindCheck.Files;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;

namespace BindCheck.Manifests.Pools;

/// <summary>BIND2105: an aggregation other than /32 and /128 where VIPs are to be host routes. MetalLB sends the VIP's prefix of that length (speaker/bgp_controller.go, SetBalancer).</summary>
internal sealed class AggregationNotHostRoute() : ObjectRule(ManifestRules.AggregationNotHostRoute)
{
    private protected override IEnumerable<Finding> Check(KubernetesObject item, ManifestScope scope)
    {
        foreach (var aggregation in Aggregation.Of(item))
        {
            var (entry, length, bits) = (aggregation.Entry, aggregation.Length, aggregation.Bits);
            if (length == bits || scope.ClusterOf(item.File).HasHostRoutes != true || !aggregation.MayMatter(scope)) continue;

            // What MetalLB refuses is announced in no length at all.
            if (AggregationWiderThanPool.Refusal(aggregation, scope) is not null) continue;
            var editor = new YamlEditor(item.File.Text);
            editor.SetScalar(entry, bits.ToString(CultureInfo.InvariantCulture));
            yield return new Finding(ManifestRules.AggregationNotHostRoute, entry.Value.Span,
                $"VIPs are advertised as /{length}, and this cluster expects /{bits}: the prefix also attracts traffic for addresses that no Service has, and 'show bgp' does not list the VIP itself. Set {entry.Key.Value}: {bits}, or take it out.")
                .Offer(item.IsOwn("spec"), new Repair("host-route", $"Set {entry.Key.Value}: {bits}", editor.Changes) { IsManual = true });
        }
    }
}
