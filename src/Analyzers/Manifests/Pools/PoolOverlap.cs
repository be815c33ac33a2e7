using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Reach;
using BindCheck.Rules;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Manifests.Pools;

/// <summary>
/// BIND2102: an address in two ranges, of one pool or of two. MetalLB refuses the whole configuration: 'CIDR "…" in pool "…" overlaps with already defined
/// CIDR "…"' (internal/config/config.go, poolsFor).
/// </summary>
internal sealed class PoolOverlap() : ManifestRule(ManifestRules.PoolOverlap)
{
    private sealed record Place(string Pool, AddressRange Range, KubernetesObject Source, TextSpan Span);

    internal override IEnumerable<Finding> Check(ManifestFile file, ManifestScope scope)
    {
        if (!file.Objects.Any(AddressPool.IsPool)) return [];
        // Folders without a kustomization may be those of several clusters, or examples.
        var isOneCluster = scope.Name.Length > 0;
        var places = scope.Objects.Where(static item => AddressPool.IsPool(item) && !item.File.IsPatch).SelectMany(PlacesOf).ToArray();
        return places.Select((place, i) => (place, i)).Where(pair => pair.place.Source.File == file).Select(pair => Check(pair.place, places.Take(pair.i), isOneCluster)).OfType<Finding>();
    }

    private static Finding? Check(Place place, IEnumerable<Place> earlier, bool isOneCluster)
    {
        var other = earlier.FirstOrDefault(other => other.Range.Overlaps(place.Range) && (other.Source == place.Source || AreTogether(other, place, isOneCluster)));
        if (other is null) return null;
        var finding = new Finding(ManifestRules.PoolOverlap, place.Span,
            $"This range overlaps {other.Range} of {(other.Source == place.Source ? "the same pool" : $"pool '{other.Pool}'")}: MetalLB refuses its whole configuration. Take the common addresses out of one of them.");
        return place.Source.File.PointTo(finding, other.Source.File, other.Span);
    }

    /// <summary>Whether one MetalLB reads both pools, as they are. A pool of the same name in another file is the same pool, written twice.</summary>
    private static bool AreTogether(Place one, Place other, bool isOneCluster) =>
        one.Pool != other.Pool
        && (one.Source.Namespace is not { } name || other.Source.Namespace is not { } otherName || name == otherName)
        && ((one.Source.File.Changes | other.Source.File.Changes) & KustomizeChanges.Fields) == 0
        && (isOneCluster || FilePath.Beside(one.Source.File.Path, "") == FilePath.Beside(other.Source.File.Path, ""));

    private static IEnumerable<Place> PlacesOf(KubernetesObject item) =>
        from node in (item.Spec?["addresses"] as YamlSequence)?.Items ?? ImmutableArray<YamlNode>.Empty
        let range = node.Target is YamlScalar scalar ? AddressRange.Parse(scalar.Value) : null
        where range is not null && item.Name is not null
        select new Place(item.Name!, range.Value, item, (node as YamlScalar)?.Inner ?? node.Span);
}
