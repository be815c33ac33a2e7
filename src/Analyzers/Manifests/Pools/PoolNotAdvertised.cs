using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Reach;
using BindCheck.Rules;

namespace BindCheck.Manifests.Pools;

/// <summary>BIND2104: a pool that none of the advertisements selects: its addresses are assigned, and no client reaches them (ShouldAnnounce: noMatchingAdvertisement).</summary>
internal sealed class PoolNotAdvertised() : ObjectRule(ManifestRules.PoolNotAdvertised)
{
    // The name may be another one on the cluster, or the advertisement may come from where nobody looks. Labels are unknown by themselves.
    private const KustomizeChanges Unknown = KustomizeChanges.Names | KustomizeChanges.Fields | KustomizeChanges.Objects;

    private protected override IEnumerable<Finding> Check(KubernetesObject item, ManifestScope scope)
    {
        if (!AddressPool.IsPool(item) || item.File.IsPatch || (item.File.Changes & Unknown) != 0 || item.Name is not { } name
            || scope.ClusterObjects(Advertisement.IsAdvertisement, Advertisement.Kinds) is not { IsEmpty: false })
        {
            yield break;
        }

        // Those of a base are an overlay's as well, so that every advertisement of the project is a possible one.
        var pool = new AddressPool(name, ImmutableArray<AddressRange>.Empty) { Source = item };
        if (scope.ProjectObjects(Advertisement.Kinds).Select(Advertisement.Of).OfType<Advertisement>().All(advertisement => advertisement.Selects(pool) == false))
            yield return new(ManifestRules.PoolNotAdvertised, item.Metadata!.Entry("name")!.Value.Span, $"No advertisement selects pool '{name}': Services get addresses of it that no router learns of. Add it to ipAddressPools of an advertisement.");
    }
}
