using BindCheck.Files;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;

namespace BindCheck.Manifests.Pools;

/// <summary>BIND2107: MetalLB's objects outside of its namespace: its webhook refuses them ("resource must be created in … namespace").</summary>
internal sealed class MetalLBNamespace() : ObjectRule(ManifestRules.MetalLBNamespace)
{
    private static readonly HashSet<string> s_kinds = new(StringComparer.Ordinal) { "IPAddressPool", "BGPAdvertisement", "L2Advertisement", "BGPPeer", "BFDProfile", "Community" };

    private protected override IEnumerable<Finding> Check(KubernetesObject item, ManifestScope scope)
    {
        if (item.Group != "metallb.io" || !s_kinds.Contains(item.Kind) || (item.File.Changes & (KustomizeChanges.Namespaces | KustomizeChanges.Fields)) != 0 || item.Namespace is not { } name
            || scope.ClusterOf(item.File).MetalLBNamespace is not { } expected || name == expected)
        {
            yield break;
        }

        var entry = item.Metadata!.Entry("namespace")!;
        var editor = new YamlEditor(item.File.Text);
        editor.SetScalar(entry, expected);
        yield return new Finding(ManifestRules.MetalLBNamespace, entry.Value.Span, $"MetalLB reads its configuration from namespace {expected} only: this {item.Kind} in {name} is refused, or does nothing. Set namespace: {expected}.")
            .Offer(item.IsOwn("metadata"), new Repair("set-namespace", $"Set namespace: {expected}", editor.Changes));
    }
}
