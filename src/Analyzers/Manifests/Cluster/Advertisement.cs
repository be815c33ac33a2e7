using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Manifests.Objects;

namespace BindCheck.Manifests.Cluster;

/// <summary>An advertisement of MetalLB: which pools' addresses its speakers announce.</summary>
internal sealed class Advertisement
{
    internal static readonly string[] Kinds = ["BGPAdvertisement", "L2Advertisement"];

    private readonly bool _isKnown;

    private Advertisement(KubernetesObject item)
    {
        Object = item;
        _isKnown = !item.File.IsPatch
            && (item.File.Changes & (KustomizeChanges.Names | KustomizeChanges.Fields)) == 0
            && item.Root["spec"] is null or YamlMapping or YamlScalar { IsNull: true };
        Names = LabelSelector.Items(item.Spec?["ipAddressPools"]);
    }

    internal KubernetesObject Object { get; }

    /// <summary>spec.ipAddressPools, as written: none where it is absent, null where it is unknown.</summary>
    internal ImmutableArray<YamlNode>? Names { get; }

    internal static bool IsAdvertisement(KubernetesObject item) => item.Group == "metallb.io" && Kinds.Contains(item.Kind);

    internal static Advertisement? Of(KubernetesObject item) => IsAdvertisement(item) ? new(item) : null;

    /// <summary>Whether it selects a pool: by name or selector, and every pool where it has neither (setBGPAdvertisementsToPools). Null: unknown.</summary>
    internal bool? Selects(AddressPool pool)
    {
        if (!_isKnown || Names is not { } names || LabelSelector.Items(Object.Spec?["ipAddressPoolSelectors"]) is not { } selectors) return null;
        if (names.IsEmpty && selectors.IsEmpty) return true;

        var answers = names.Select(name => KubernetesObject.TextOf(name) is { } text ? text == pool.Name : (bool?)null)
            .Concat(selectors.Select(selector => LabelSelector.Matches(selector.Target, pool.Labels)))
            .ToArray();
        return answers.Contains(true) ? true : answers.Contains(null) ? null : false;
    }
}
