using BindCheck.Files;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;

namespace BindCheck.Manifests.Pools;

/// <summary>BIND2105: an aggregation other than /32 and /128 where VIPs are to be host routes. MetalLB sends the VIP's prefix of that length (speaker/bgp_controller.go, SetBalancer).</summary>
internal sealed class AggregationNotHostRoute() : ObjectRule(ManifestRules.AggregationNotHostRoute)
{
    private protected override IEnumerable<Finding> Check(KubernetesObject item, ManifestScope scope)
    {
        if (item is not { Kind: "BGPAdvertisement", Group: "metallb.io" } || scope.ClusterOf(item.File).HasHostRoutes != true) yield break;
        foreach (var (field, bits) in new[] { ("aggregationLength", 32), ("aggregationLengthV6", 128) })
        {
            if (item.Spec?.Entry(field) is not { Value.Target: YamlScalar scalar } entry || YamlValue.IntegerOf(scalar) is not { } length || length < 0 || length >= bits) continue;
            var editor = new YamlEditor(item.File.Text);
            editor.SetScalar(entry, bits.ToString(System.Globalization.CultureInfo.InvariantCulture));
            yield return new Finding(ManifestRules.AggregationNotHostRoute, entry.Value.Span,
                $"VIPs are advertised as /{length}, and this cluster expects /{bits}: the prefix also attracts traffic for addresses that no Service has, and 'show bgp' does not list the VIP itself. Set {field}: {bits}, or take it out.")
                .Offer(item.IsOwn("spec"), new Repair("host-route", $"Set {field}: {bits}", editor.Changes) { IsManual = true });
        }
    }
}
