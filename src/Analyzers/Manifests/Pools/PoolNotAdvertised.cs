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
    private protected override IEnumerable<Finding> Check(KubernetesObject item, ManifestScope scope)
    {
        if (!AddressPool.IsPool(item) || item.File.IsPatch || item.File.IsTransformed || item.Name is not { } name
            || scope.ClusterObjects(Advertisement.IsAdvertisement, Advertisement.Kinds) is not { IsEmpty: false } advertisements)
        {
            yield break;
        }

        var pool = new AddressPool(name, ImmutableArray<AddressRange>.Empty) { Source = item };
        if (advertisements.Select(static other => Advertisement.Of(other)!).All(advertisement => advertisement.Selects(pool) == false))
            yield return new(ManifestRules.PoolNotAdvertised, item.Metadata!.Entry("name")!.Value.Span, $"No advertisement selects pool '{name}': Services get addresses of it that no router learns of. Add it to ipAddressPools of an advertisement.");
    }
}
