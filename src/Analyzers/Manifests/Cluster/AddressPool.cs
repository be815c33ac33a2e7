using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BindCheck.Files;
using BindCheck.Manifests.Objects;
using BindCheck.Reach;

namespace BindCheck.Manifests.Cluster;

/// <summary>An address pool of MetalLB.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ranges">Its addresses.</param>
internal sealed record AddressPool(string Name, ImmutableArray<AddressRange> Ranges)
{
    internal const string Kind = "IPAddressPool";

    /// <summary>spec.autoAssign: whether Services that do not ask for it get addresses of it.</summary>
    internal bool IsAutoAssigned { get; init; } = true;

    /// <summary>spec.avoidBuggyIPs: whether the IPv4 addresses that end in .0 and .255 are not given out.</summary>
    internal bool AvoidsBuggyIPs { get; init; }

    /// <summary>spec.serviceAllocation.namespaces; empty where any may use it.</summary>
    internal ImmutableArray<string> Namespaces { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Whether spec.serviceAllocation has selectors, of which the manifests do not tell whom they match.</summary>
    internal bool HasSelectors { get; init; }

    /// <summary>The manifest that declares it; null for a pool of the options.</summary>
    internal KubernetesObject? Source { get; init; }

    /// <summary>Its labels; null where they are unknown, as those of a pool of the options are.</summary>
    internal ImmutableDictionary<string, string>? Labels => Source is null || (Source.File.Changes & KustomizeChanges.Labels) != 0 ? null : Source.Labels;

    internal bool Has(Families family) => Ranges.Any(range => range.Family == family);

    /// <summary>Whether an address lies in one of the ranges and is given out.</summary>
    internal bool Contains(ClusterAddress address) =>
        Ranges.Any(range => range.Contains(address))
        && !(AvoidsBuggyIPs && address.Family == Families.IPv4 && (address.Low & 0xFF) is 0 or 0xFF);

    internal static bool IsPool(KubernetesObject item) => item is { Kind: Kind, Group: "metallb.io" };

    /// <summary>The pools that manifests declare; null where one of them cannot be read: MetalLB then takes none of the configuration.</summary>
    internal static ImmutableArray<AddressPool>? ReadAll(ImmutableArray<KubernetesObject> objects)
    {
        var pools = objects.Select(Read).ToArray();
        return pools.Contains(null) ? null : pools.Select(pool => pool!).ToImmutableArray();
    }

    /// <summary>The pools that the manifests of a scope's cluster declare; null inside as in <see cref="ReadAll"/>.</summary>
    internal static StrongBox<ImmutableArray<AddressPool>?> DeclaredIn(ManifestScope scope) =>
        new(scope.ClusterObjects(IsPool, Kind) is { } objects ? ReadAll(objects) : null);

    /// <summary>The pool that a manifest declares; null where its name or an address cannot be read.</summary>
    internal static AddressPool? Read(KubernetesObject item)
    {
        if (item.Name is not { } name || item.Spec?["addresses"] is not YamlSequence { Items.IsEmpty: false } addresses) return null;
        var ranges = addresses.Items.Select(node => node.Target is YamlScalar scalar ? AddressRange.Parse(scalar.Value) : null).ToArray();
        if (ranges.Contains(null)) return null;

        var allocation = item.Spec["serviceAllocation"];
        var namespaces = (allocation as YamlMapping)?["namespaces"] as YamlSequence;
        return new(name, ranges.Select(range => range!.Value).ToImmutableArray())
        {
            IsAutoAssigned = !Is(item.Spec["autoAssign"], false),
            AvoidsBuggyIPs = Is(item.Spec["avoidBuggyIPs"], true),
            Namespaces = namespaces is null ? ImmutableArray<string>.Empty : namespaces.Items.Select(KubernetesObject.TextOf).OfType<string>().ToImmutableArray(),
            HasSelectors = allocation is not (null or YamlMapping)
                || (allocation is YamlMapping mapping && (mapping["namespaceSelectors"] is not null || mapping["serviceSelectors"] is not null)),
            Source = item,
        };
    }

    private static bool Is(YamlNode? node, bool expected) => node is YamlScalar scalar && bool.TryParse(scalar.Value, out var value) && value == expected;
}
