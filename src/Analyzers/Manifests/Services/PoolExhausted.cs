using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Reach;
using BindCheck.Rules;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2027: more Services than IPv4 addresses. The ones that come last stay pending with "no available IPs" (measured: the 49th Service of 48 addresses).
/// What is counted is a lower bound: Services that share an address, or of which a part is unknown, count as few as they can be.
/// </summary>
internal sealed class PoolExhausted() : ManifestRule(ManifestRules.PoolExhausted)
{
    internal override IEnumerable<Finding> Check(ManifestFile file, ManifestScope scope) =>
        scope.Once(Exhaustion).Value is { } found && found.Last.File == file
            ? [new(ManifestRules.PoolExhausted, found.Last.Spec.Entry("type")!.Value.Span, found.Message)]
            : [];

    private static StrongBox<(ServiceView Last, string Message)?> Exhaustion(ManifestScope scope)
    {
        var services = DistinctServices(scope);
        if (services.Count == 0) return new();
        var cluster = scope.ClusterOf(services[services.Count - 1].File);
        var pools = cluster.Pools ?? ImmutableArray<AddressPool>.Empty;
        var capacity = pools.SelectMany(static pool => pool.Ranges).Where(static range => range.Family == Families.IPv4).Sum(static range => range.Size);
        var limit = Math.Min(capacity > 0 ? capacity : double.MaxValue, cluster.Ipv4Budget ?? double.MaxValue);

        var groups = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        var (demand, last) = (0, (ServiceView?)null);
        foreach (var service in services.Where(service => NeedsIPv4(service, scope.ClusterOf(service.File)) && IsOfPools(service, pools)))
        {
            var added = Added(groups, service);
            demand += added;
            if (added > 0) last = service;
        }

        if (last is null || demand <= limit) return new();
        const string Advice = "Let Services share an address, or make some IPv6 only.";
        return new((last, limit < capacity || capacity == 0
            ? $"{demand} LoadBalancer Services need IPv4 addresses, and the project may take {limit} (bindcheck.ipv4_budget). {Advice}"
            : $"{demand} LoadBalancer Services need IPv4 addresses, and the pools have {capacity}: the last ones stay pending with \"no available IPs\". {Advice}"));
    }

    /// <summary>The Services that certainly are different ones: where one has no namespace, those of its name may all be the same.</summary>
    private static List<ServiceView> DistinctServices(ManifestScope scope)
    {
        var services = new List<ServiceView>();
        var named = scope.Services.Where(static service => service.IsForMetalLB && !service.IsPartial && service.Object.Name is not null);
        foreach (var group in named.GroupBy(static service => service.Object.Name!, StringComparer.Ordinal))
        {
            var bySpace = group.GroupBy(static service => service.File.NamespaceOf(service.Object), StringComparer.Ordinal).ToArray();
            services.AddRange(bySpace.Any(static space => space.Key.Length == 0 || YamlValue.IsPlaceholder(space.Key)) ? [group.First()] : bySpace.Select(static space => space.First()));
        }

        return [.. services.OrderBy(static service => service.File.Path, StringComparer.Ordinal).ThenBy(static service => service.Object.Root.Span.Start)];
    }

    private static bool NeedsIPv4(ServiceView service, ClusterFacts cluster)
    {
        // Of a pin that is unknown nothing tells whether a pool has it; field and annotation together are refused.
        if (service.Metadata is not { HasMerge: false } || service.Annotations is { HasMerge: true }) return false;
        if ((service.PinField ?? service.PinAnnotation) is not null && service.Pins.IsEmpty) return false;
        var possible = ServiceFamilies.Possible(service, cluster);
        if (possible.IsEmpty || possible.Any(static families => (families & Families.IPv4) == Families.None)) return false;
        if (possible.All(static families => families == Families.IPv4)) return true;

        // Both addresses come from one pool: without one of both families RequireDualStack gets none, and PreferDualStack does without the second.
        return ServiceFamilies.Policy(service) == ServiceFamilies.RequireDualStack
            ? cluster.Pools?.Any(static pool => pool.Has(Families.IPv4) && pool.Has(Families.IPv6)) == true
            : (service.Families.IsEmpty ? cluster.DefaultFamily : service.Families[0]) == Families.IPv4;
    }

    // A pin outside of the pools takes none of their addresses.
    private static bool IsOfPools(ServiceView service, ImmutableArray<AddressPool> pools) =>
        pools.IsEmpty || service.Pins.All(pin => pools.Any(pool => pool.Contains(ClusterAddress.Parse(pin.Text)!.Value)));

    /// <summary>How many addresses more are needed. Services that share one may not have a port in common.</summary>
    private static int Added(Dictionary<string, Dictionary<string, int>> groups, ServiceView service)
    {
        var (name, isKey) = GroupOf(service);
        if (name is null) return 1;
        if (!groups.TryGetValue(name, out var uses)) groups.Add(name, uses = new(StringComparer.Ordinal) { [""] = 0 });

        // The entry "" keeps what has been counted so far.
        var needed = Math.Max(1, uses[""]);
        foreach (var port in service.Ports.Where(port => isKey && port is { Port: not null, Protocol: not null }).Select(static port => port.Protocol + "/" + port.Port).Distinct())
        {
            uses[port] = uses.TryGetValue(port, out var count) ? count + 1 : 1;
            needed = Math.Max(needed, uses[port]);
        }

        var added = needed - uses[""];
        uses[""] = needed;
        return added;
    }

    /// <summary>What Services have in common that take one address: the sharing key, or the address itself. Null: each its own.</summary>
    private static (string? Name, bool IsKey) GroupOf(ServiceView service) =>
        service.MetalLBAnnotation(Sharing.Annotation) is { } entry && entry.Value.Target is not (YamlScalar { IsNull: true } or YamlScalar { Value: "" })
            ? ("key " + (entry.Value.Target as YamlScalar)?.Value, true)
            : service.Pins.FirstOrDefault(static pin => pin.Family == Families.IPv4) is { } pin ? ("pin " + ClusterAddress.Parse(pin.Text), false)
            : (null, false);
}
