using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Reach;
using BindCheck.Rules;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2004: an address that no pool gives out, or a pool that cannot serve the Service. MetalLB then assigns nothing: "is not allowed in
/// config", "unknown pool", "is not compatible with requested address pool" (measured with 0.16.1).
/// </summary>
internal sealed class VipOutsidePools() : ServiceRule(ManifestRules.VipOutsidePools)
{
    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        if (!service.MayBeForMetalLB || cluster.Pools is not { IsEmpty: false } pools) yield break;

        var requested = service.MetalLBAnnotation("address-pool");
        var name = KubernetesObject.TextOf(requested?.Value);
        var pool = name is null ? null : pools.FirstOrDefault(pool => pool.Name == name);
        if (name is { Length: > 0 } && pool is null)
        {
            yield return new(ManifestRules.VipOutsidePools, requested!.Value.Span,
                $"There is no address pool '{name}': MetalLB leaves the Service pending with \"unknown pool\". Pools are {Names(pools)}.");
            yield break;
        }

        if (pool is not null && !MayServe(pool, service))
        {
            yield return new(ManifestRules.VipOutsidePools, requested!.Value.Span,
                $"Pool '{name}' serves the namespaces {string.Join(", ", pool.Namespaces)} only: MetalLB assigns none to this Service (\"not compatible for ip assignment\"). Name another pool.");
            yield break;
        }

        foreach (var pin in service.Pins)
        {
            if (Problem(service, pools, pool, ClusterAddress.Parse(pin.Text)!.Value) is not { } problem) continue;
            yield return new Finding(ManifestRules.VipOutsidePools, pin.Span, $"{pin.Text} {problem}").Offer(
                service.IsRepairable,
                PinRepairs.Remove(service, service.PinEntry!, "remove-pin", $"Remove {service.PinEntry!.Key.Value}: the Service gets an address of a pool") with { IsManual = true });
        }

        // Without a pool of both families BIND2003 says so.
        var addresses = service.Pins.Select(static pin => ClusterAddress.Parse(pin.Text)!.Value).ToArray();
        if (addresses.Length == 2 && addresses.All(address => pools.Any(pool => pool.Contains(address))) && !pools.Any(pool => addresses.All(pool.Contains))
            && pools.Any(static pool => pool.Has(Families.IPv4) && pool.Has(Families.IPv6)))
        {
            yield return new(ManifestRules.VipOutsidePools, service.Pins[1].Span,
                $"{service.Pins[0].Text} and {service.Pins[1].Text} are in different pools, and MetalLB takes both addresses of a Service from one: it leaves the Service pending. Pin two addresses of one pool.");
        }

        if (service.PinField is null && service.PinAnnotation is null && requested is null && service is { IsForMetalLB: true, IsPartial: false }
            && ServiceFamilies.Possible(service, cluster) is { Length: 1 } only && only[0] != Families.Both
            && !pools.Any(pool => pool.Has(only[0]) && pool.IsAutoAssigned && MayServe(pool, service)))
        {
            yield return new(ManifestRules.VipOutsidePools, service.Spec.Entry("type")!.Value.Span,
                $"No address pool gives {only[0]} addresses to this Service by itself: MetalLB leaves it pending with \"no available IPs\". Name a pool with the annotation {cluster.AnnotationPrefix}address-pool, or set ipFamilies. Pools are {Names(pools)}.");
        }

        if (service.Pins.IsEmpty && pool is not null && ServiceFamilies.Possible(service, cluster) is { Length: 1 } families
            && families[0] != Families.Both && !pool.Has(families[0]))
        {
            yield return new(ManifestRules.VipOutsidePools, requested!.Value.Span,
                $"Pool '{name}' has no {families[0]} address, and that is the family of the Service: MetalLB assigns none. Name another pool or set ipFamilies.");
        }
    }

    private static string? Problem(ServiceView service, IReadOnlyList<AddressPool> pools, AddressPool? requested, ClusterAddress address)
    {
        var inRange = pools.FirstOrDefault(pool => pool.Ranges.Any(range => range.Contains(address)));
        if (inRange is null)
        {
            var ranges = string.Join(", ", pools.SelectMany(static pool => pool.Ranges).Where(range => range.Family == address.Family));
            return $"is in no address pool{(ranges.Length == 0 ? $": none has {address.Family} addresses" : $" ({ranges})")}. MetalLB leaves the Service pending with \"is not allowed in config\".";
        }

        if (!inRange.Contains(address))
            return $"is not given out, because pool '{inRange.Name}' sets avoidBuggyIPs and the address ends in .0 or .255. MetalLB leaves the Service pending.";
        if (requested is not null && requested != inRange)
            return $"is in pool '{inRange.Name}', but the Service asks for pool '{requested.Name}': MetalLB assigns none. Name the pool of the address, or none.";
        return !MayServe(inRange, service)
            ? $"is in pool '{inRange.Name}', which serves the namespaces {string.Join(", ", inRange.Namespaces)} only: MetalLB assigns none."
            : null;
    }

    // Whom selectors match is not in the manifest.
    private static bool MayServe(AddressPool pool, ServiceView service) =>
        pool.HasSelectors || pool.Namespaces.IsEmpty || service.Object.Namespace is not { } name || pool.Namespaces.Contains(name);

    private static string Names(IEnumerable<AddressPool> pools) => string.Join(", ", pools.Select(static pool => $"'{pool.Name}'"));
}
