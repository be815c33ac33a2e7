using System.Collections.Immutable;
using BindCheck.Manifests.Objects;
using BindCheck.Reach;

namespace BindCheck.Manifests.Cluster;

/// <summary>
/// What is known of the cluster that manifests are applied to: from manifests of the cluster itself, else from options, else from the profile
/// that they name. Without it, rules speak only of what is so on every cluster. Null always means unknown.
/// </summary>
internal sealed record ClusterFacts
{
    /// <summary>The prefix of MetalLB's annotations since 0.14.9, and the one that all versions read.</summary>
    internal const string NewPrefix = "metallb.io/", OldPrefix = "metallb.universe.tf/";

    internal static readonly ClusterFacts Unknown = new();

    private static readonly Version s_newPrefix = new(0, 14, 9);

    /// <summary>The family of a Service without ipFamilies: that of the first service CIDR.</summary>
    internal Families? DefaultFamily { get; init; }

    /// <summary>Whether the cluster has service CIDRs of both families.</summary>
    internal bool? IsDualStack { get; init; }

    /// <summary>MetalLB's address pools.</summary>
    internal ImmutableArray<AddressPool>? Pools { get; init; }

    /// <summary>Whether the pools are IPAddressPool manifests of the project, rather than options: then they are certain.</summary>
    internal bool ArePoolsManifests { get; init; }

    /// <summary>The TCP ports of VIPs that the cluster's network policy lets in by default.</summary>
    internal ImmutableArray<int>? InboundPorts { get; init; }

    /// <summary>The protocols that reach a VIP: "TCP", "UDP", "SCTP".</summary>
    internal ImmutableArray<string>? Protocols { get; init; }

    /// <summary>The version of MetalLB.</summary>
    internal Version? MetalLBVersion { get; init; }

    /// <summary>The prefix of annotations that this version reads: "metallb.io/" since 0.14.9, and the old one, which all versions read.</summary>
    internal string AnnotationPrefix => ReadsOldPrefixOnly ? OldPrefix : NewPrefix;

    /// <summary>Whether annotations with the prefix "metallb.io/" are ignored.</summary>
    internal bool ReadsOldPrefixOnly => IsBefore(s_newPrefix);

    /// <summary>Whether MetalLB is certainly older than a version.</summary>
    internal bool IsBefore(Version version) => MetalLBVersion is { } known && known < version;

    /// <summary>The namespace of MetalLB, in which its objects must be.</summary>
    internal string? MetalLBNamespace { get; init; }

    /// <summary>MetalLB's --lb-class.</summary>
    internal string? LoadBalancerClass { get; init; }

    /// <summary>Whether VIPs are to be advertised as host routes, /32 and /128.</summary>
    internal bool? HasHostRoutes { get; init; }

    /// <summary>How many IPv4 addresses the project may take of the pools.</summary>
    internal int? Ipv4Budget { get; init; }

    /// <summary>What is known of the cluster that a file of a scope is applied to.</summary>
    internal static ClusterFacts Of(ManifestFile file, ManifestScope scope)
    {
        var facts = ClusterProfile.From(file.Settings);
        return scope.ClusterObjects(AddressPool.IsPool, AddressPool.Kind) switch
        {
            null => facts with { Pools = null },
            { IsEmpty: true } => facts,
            { } objects => facts with { Pools = scope.Once(AddressPool.DeclaredIn).Value, ArePoolsManifests = true },
        };
    }
}
