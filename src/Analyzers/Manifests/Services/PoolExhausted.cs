using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Reach;
using BindCheck.Rules;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2027: more Services than IPv4 addresses. The ones that come last stay pending with "no available IPs" (measured: the 49th Service of 48 addresses).
/// What is counted is a lower bound: Services that share an address, or whose family is unknown, count as few as they can be.
/// </summary>
internal sealed class PoolExhausted() : ManifestRule(ManifestRules.PoolExhausted)
{
    internal override IEnumerable<Finding> Check(ManifestFile file, ManifestScope scope)
    {
        // Once for a scope: in the file of the last Service.
        var services = scope.LoadBalancers;
        if (services.IsEmpty || services[services.Length - 1] is var last && last.File != file) yield break;
        var cluster = scope.ClusterOf(file);
        if (cluster.Pools is not { IsEmpty: false } pools) yield break;

        var capacity = pools.SelectMany(static pool => pool.Ranges).Where(static range => range.Family == Families.IPv4).Sum(static range => range.Size);
        var limit = Math.Min(capacity, cluster.Ipv4Budget ?? double.MaxValue);
        var demand = Demand(services, cluster, pools);
        if (capacity == 0 || demand <= limit) yield break;
        yield return new(ManifestRules.PoolExhausted, last.Spec.Entry("type")!.Value.Span, limit < capacity
            ? $"{demand} LoadBalancer Services need IPv4 addresses, and the project may take {limit} (bindcheck.ipv4_budget). Let Services share an address, or make some IPv6 only."
            : $"{demand} LoadBalancer Services need IPv4 addresses, and the pools have {capacity}: the last ones stay pending with \"no available IPs\". Let Services share an address, or make some IPv6 only.");
    }

    private static int Demand(IEnumerable<ServiceView> services, ClusterFacts cluster, IReadOnlyList<AddressPool> pools)
    {
        var needing = services
            .GroupBy(static service => (service.Object.Namespace, service.Object.Name))
            .Select(static group => group.First())
            .Where(service => service.Object.Name is not null && NeedsIPv4(service, cluster) && IsOfPools(service, pools));
        return needing.GroupBy(GroupOf).Sum(static group => group.Key is null
            ? group.Count()
            // Services that share an address may not share a port.
            : group.SelectMany(static service => service.Ports.Select(static port => (port.Protocol, port.Port)).Distinct()).GroupBy(static port => port).Select(static port => port.Count()).DefaultIfEmpty(1).Max());
    }

    private static bool NeedsIPv4(ServiceView service, ClusterFacts cluster)
    {
        var possible = ServiceFamilies.Possible(service, cluster);
        if (possible.IsEmpty || possible.Any(static families => (families & Families.IPv4) == Families.None)) return false;
        // With PreferDualStack the second family is given up where no pool has both.
        return possible.All(static families => families == Families.IPv4) || ServiceFamilies.Policy(service) == ServiceFamilies.RequireDualStack
            || (service.Families.IsEmpty ? cluster.DefaultFamily == Families.IPv4 : service.Families[0] == Families.IPv4);
    }

    // A pin outside of the pools takes none of their addresses.
    private static bool IsOfPools(ServiceView service, IReadOnlyList<AddressPool> pools) =>
        service.Pins.All(pin => pools.Any(pool => pool.Contains(ClusterAddress.Parse(pin.Text)!.Value)));

    /// <summary>What Services have in common that take one address: the sharing key, or the address itself. Null: each its own.</summary>
    private static string? GroupOf(ServiceView service) =>
        service.MetalLBAnnotation("allow-shared-ip") is { Value.Target: YamlScalar { Value: { Length: > 0 } key } } ? "key " + key
        : service.Pins.FirstOrDefault(static pin => pin.Family == Families.IPv4) is { } pin ? "pin " + pin.Text
        : null;
}
