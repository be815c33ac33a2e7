using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;

namespace BindCheck.Manifests.Pools;

/// <summary>BIND2103: an advertisement of a pool that is not there. MetalLB skips the name (setBGPAdvertisementsToPools), so the one that was meant is not advertised.</summary>
internal sealed class AdvertisementUnknownPool() : ObjectRule(ManifestRules.AdvertisementUnknownPool)
{
    private protected override IEnumerable<Finding> Check(KubernetesObject item, ManifestScope scope)
    {
        if (item.File.IsPatch || item.File.IsTransformed || Advertisement.Of(item) is not { } advertisement || scope.ClusterObjects(AddressPool.IsPool, AddressPool.Kind) is not { IsEmpty: false } pools) yield break;
        var names = pools.Select(static pool => pool.Name).ToArray();
        if (names.Contains(null)) yield break;

        foreach (var node in advertisement.Names)
        {
            if (KubernetesObject.TextOf(node) is not { } name || names.Contains(name)) continue;
            var meant = NearestWord.Of(name, names.OfType<string>());
            var editor = new YamlEditor(item.File.Text);
            if (meant is not null && node is YamlScalar scalar) editor.SetScalar(new(scalar, node), meant);
            yield return new Finding(ManifestRules.AdvertisementUnknownPool, node.Span,
                $"There is no address pool '{name}': MetalLB skips it without a word, and no router learns of the pool that was meant. {(meant is null ? $"Pools are {string.Join(", ", names)}." : $"Write {meant}.")}")
                .Offer(item.IsOwn("spec") && meant is not null, new Repair("correct-name", $"Write {meant}", editor.Changes));
        }
    }
}
