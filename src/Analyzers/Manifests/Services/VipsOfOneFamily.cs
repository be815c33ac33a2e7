using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2006: an annotation with two addresses of one family, or with three. MetalLB refuses both: "IPFamilyForAddresses: same address family",
/// "invalid ips length 3" (measured with 0.16.1).
/// </summary>
internal sealed class VipsOfOneFamily() : ServiceRule(ManifestRules.VipsOfOneFamily)
{
    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        if (!service.MayBeForMetalLB || service.PinEntry is not { } entry || service.Pins.Length < 2) yield break;
        var surplus = service.Pins.Where((pin, i) => i > 1 || service.Pins.Take(i).Any(other => other.Family == pin.Family)).ToArray();
        if (surplus.Length == 0) yield break;
        yield return new(ManifestRules.VipsOfOneFamily, surplus[0].Span, service.Pins.Length > 2
            ? $"{entry.Key.Value} holds {service.Pins.Length} addresses, but a Service has at most one of each family: MetalLB assigns none. Keep one IPv4 and one IPv6 address."
            : $"{entry.Key.Value} holds two {surplus[0].Family} addresses, but a Service has at most one of each family: MetalLB assigns none. Keep one of them.");
    }
}
