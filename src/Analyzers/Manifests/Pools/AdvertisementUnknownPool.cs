using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;

namespace BindCheck.Manifests.Pools;

/// <summary>BIND2103: an advertisement of a pool that is not there. MetalLB skips the name (setBGPAdvertisementsToPools), so the one that was meant is not advertised.</summary>
internal sealed class AdvertisementUnknownPool() : ObjectRule(ManifestRules.AdvertisementUnknownPool)
{
    // A name may be changed on its way, or the pool may come from where nobody looks.
    private const KustomizeChanges Unknown = KustomizeChanges.Names | KustomizeChanges.Fields | KustomizeChanges.Objects;

    private protected override IEnumerable<Finding> Check(KubernetesObject item, ManifestScope scope)
    {
        if (Advertisement.Of(item) is not { Names: { IsEmpty: false } nodes } || item.File.IsPatch || (item.File.Changes & Unknown) != 0) yield break;

        // An overlay has the pools of its base as well, so that every pool of the project is a possible one.
        var pools = scope.ProjectObjects(AddressPool.Kind).Where(AddressPool.IsPool).ToArray();
        var names = pools.Select(static pool => pool.Name).Distinct().ToArray();
        if (pools.Length == 0 || names.Contains(null) || pools.Any(static pool => (pool.File.Changes & KustomizeChanges.Names) != 0)) yield break;

        var named = nodes.Select(KubernetesObject.TextOf).ToArray();
        foreach (var node in nodes)
        {
            if (KubernetesObject.TextOf(node) is not { } name || names.Contains(name)) continue;

            // MetalLB refuses a name that stands there twice. Of two names that differ in a letter either may be meant, hence no repair in bulk.
            var meant = NearestWord.Of(name, names.Except(named).OfType<string>());
            var editor = new YamlEditor(item.File.Text);
            if (meant is not null && node is YamlScalar scalar) editor.SetScalar(new(scalar, node), meant);
            yield return new Finding(ManifestRules.AdvertisementUnknownPool, (node as YamlScalar)?.Inner ?? node.Span,
                $"There is no address pool '{name}': MetalLB skips it without a word, and no router learns of the pool that was meant. {(meant is null ? $"Pools are {string.Join(", ", names)}." : $"Write {meant}, if that was meant.")}")
                .Offer(item.IsOwn("spec") && item.Spec!.Entry("ipAddressPools")?.Value is YamlSequence, new Repair("correct-name", $"Write {meant}", editor.Changes) { IsManual = true });
        }
    }
}
