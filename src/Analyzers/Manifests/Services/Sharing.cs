using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;

namespace BindCheck.Manifests.Services;

/// <summary>With whom a Service shares its address.</summary>
/// <param name="Service">The Service.</param>
/// <param name="Key">The sharing key: empty where there is none, null where it is unknown.</param>
/// <param name="Backends">The selector of a Service that keeps traffic local, empty for any other and for no selector; null where it is unknown.</param>
/// <param name="Ports">Those of its ports that are known, such as "TCP/443".</param>
/// <param name="ArePortsKnown">Whether these are all.</param>
internal sealed record Sharing(ServiceView Service, string? Key, string? Backends, ImmutableArray<string> Ports, bool ArePortsKnown)
{
    internal const string Annotation = "allow-shared-ip";

    /// <summary>What a Service shares; null for one that is not whole, has no certain name, or that a kustomization may change.</summary>
    internal static Sharing? Of(ServiceView service, ClusterFacts cluster)
    {
        if (service.IsPartial || service.Object.Name is null || service.File.Layout.MayChange(service.File.Root, "Service", Annotation)) return null;
        var ports = service.Ports.Where(static port => port is { Port: not null, Protocol: not null }).Select(static port => port.Protocol + "/" + port.Port).Distinct().ToImmutableArray();
        return new(service, KeyOf(service, cluster), BackendsOf(service), ports, service.ArePortsKnown && service.Ports.All(static port => port is { Port: not null, Protocol: not null }));
    }

    /// <summary>Whether it is certainly another Service: one object may be written twice, and an absent namespace may be any.</summary>
    internal bool IsOther(Sharing other)
    {
        if (Service.Object.Name != other.Service.Object.Name) return true;
        var (space, otherSpace) = (Service.File.NamespaceOf(Service.Object), other.Service.File.NamespaceOf(other.Service.Object));
        return space.Length > 0 && otherSpace.Length > 0 && space != otherSpace && !YamlValue.IsPlaceholder(space) && !YamlValue.IsPlaceholder(otherSpace);
    }

    /// <summary>Whether key and backends are known, and the same.</summary>
    internal bool IsKnownAs(Sharing other) => Key is not null && Backends is not null && Key == other.Key && Backends == other.Backends;

    /// <summary>Whether they may share once they have one key.</summary>
    internal bool MayShareWith(Sharing other) =>
        Backends == "" && other.Backends == "" && ArePortsKnown && other.ArePortsKnown && !Ports.Intersect(other.Ports).Any();

    /// <summary>Why they do not share whatever their ports are; null where they do, or that is unknown.</summary>
    internal string? KeyProblem(Sharing other)
    {
        const string Advice = "the later one stays pending (\"can't change sharing key\"). Pin another address, or give both " + Annotation + " with one value.";
        if (Key == "" && other.Key == "") return "they have no sharing key: " + Advice;
        if (Key == "" || other.Key == "" || (Key is not null && other.Key is not null && Key != other.Key)) return "they have different sharing keys: " + Advice;
        if (Key is null || other.Key is null) return null;
        return Backends is null || other.Backends is null || Backends == other.Backends
            ? null
            : "externalTrafficPolicy: Local lets only Services of the same selector share an address: the later one stays pending. Pin another address, or make both Cluster.";
    }

    // Of two annotations the new one counts, be it empty (SharingKey of controller/service.go).
    private static string? KeyOf(ServiceView service, ClusterFacts cluster)
    {
        if (service.Metadata is not { HasMerge: false } metadata) return null;
        if (service.Annotations is not { } annotations) return metadata["annotations"] is null or YamlScalar { IsNull: true } ? "" : null;
        if (annotations.HasMerge) return null;
        var entry = service.MetalLBAnnotation(Annotation);

        // A key that this MetalLB does not read is BIND2008's: once that is mended, they may share.
        if (cluster.ReadsOldPrefixOnly && entry is not null && entry == annotations.Entry(ServiceView.MetalLBPrefixes[0] + Annotation)) return null;
        return entry?.Value.Target switch
        {
            null or YamlScalar { IsNull: true } => "",
            YamlScalar scalar when !YamlValue.IsPlaceholder(scalar.Value) => scalar.Value,
            _ => null,
        };
    }

    private static string? BackendsOf(ServiceView service) =>
        service.IsAbsent("externalTrafficPolicy") || service.Text("externalTrafficPolicy") == "Cluster" ? ""
        : service.Text("externalTrafficPolicy") == "Local" && service.Selector is { } selector
            ? string.Join(",", selector.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => pair.Key + "=" + pair.Value))
            : null;
}
