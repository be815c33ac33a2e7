using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Reach;

namespace BindCheck.Manifests.Objects;

/// <summary>
/// The families that the API server gives a Service, after initIPFamilyFields of Kubernetes' pkg/registry/core/service/storage/alloc.go. What
/// the manifest leaves to the cluster is answered by the profile; what that does not know either stays open, so the answer is a set.
/// </summary>
internal static class ServiceFamilies
{
    internal const string SingleStack = "SingleStack", PreferDualStack = "PreferDualStack", RequireDualStack = "RequireDualStack";

    private static readonly ImmutableArray<Families> s_any = ImmutableArray.Create(Families.IPv4, Families.IPv6, Families.Both);

    /// <summary>The families it may get: one entry where that is certain, none where the API server refuses it.</summary>
    internal static ImmutableArray<Families> Possible(ServiceView service, ClusterFacts cluster)
    {
        if (Policy(service) is not { } policy || Written(service, cluster) is not { } written) return s_any;

        var outcomes = written.SelectMany(families => Outcomes(policy, families, cluster.IsDualStack)).Distinct();
        return outcomes.ToImmutableArray();
    }

    /// <summary>spec.ipFamilyPolicy or its default; null where it is unknown.</summary>
    internal static string? Policy(ServiceView service)
    {
        if (service.IsAbsent("ipFamilyPolicy")) return service.IsPartial ? null : SingleStack;
        return service.Text("ipFamilyPolicy") is SingleStack or PreferDualStack or RequireDualStack ? service.Text("ipFamilyPolicy") : null;
    }

    /// <summary>The families that the manifest names, by itself or through its cluster IPs; else the cluster's default, which may be either. Null: unknown.</summary>
    private static Families[]? Written(ServiceView service, ClusterFacts cluster)
    {
        if (!service.FamiliesAreKnown) return null;
        if (!service.Families.IsEmpty) return [service.Families.Aggregate(Families.None, (all, family) => all | family)];
        if (service.IsPartial) return null;
        if (!service.IsAbsent("clusterIP") || !service.IsAbsent("clusterIPs"))
            return ClusterAddresses(service) is { } families and not Families.None ? [families] : null;
        return cluster.DefaultFamily is { } family ? [family] : [Families.IPv4, Families.IPv6];
    }

    private static Families? ClusterAddresses(ServiceView service)
    {
        YamlNode?[] addresses = service.Spec["clusterIPs"] is YamlSequence list ? [.. list.Items] : [service.Spec["clusterIP"]];
        var families = addresses.Select(address => address?.Target is YamlScalar scalar ? ClusterAddress.FamilyOf(scalar.Value) : Families.None).ToArray();
        return families.Contains(Families.None) ? null : families.Aggregate(Families.None, (all, family) => all | family);
    }

    private static Families[] Outcomes(string policy, Families written, bool? isDualStack) => (policy, written, isDualStack) switch
    {
        (SingleStack, Families.Both, _) => [],
        (SingleStack, _, _) => [written],
        (_, Families.Both, _) or (RequireDualStack, _, _) or (_, _, true) => [Families.Both],
        (_, _, false) => [written],
        _ => [written, Families.Both],
    };
}
