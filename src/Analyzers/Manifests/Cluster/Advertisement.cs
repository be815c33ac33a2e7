using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Manifests.Objects;

namespace BindCheck.Manifests.Cluster;

/// <summary>An advertisement of MetalLB: which pools' addresses its speakers announce.</summary>
internal sealed class Advertisement
{
    internal static readonly string[] Kinds = ["BGPAdvertisement", "L2Advertisement"];

    private Advertisement(KubernetesObject item)
    {
        Object = item;
        Names = (item.Spec?["ipAddressPools"] as YamlSequence)?.Items ?? ImmutableArray<YamlNode>.Empty;
        Selectors = (item.Spec?["ipAddressPoolSelectors"] as YamlSequence)?.Items ?? ImmutableArray<YamlNode>.Empty;
    }

    internal KubernetesObject Object { get; }

    /// <summary>spec.ipAddressPools, as written.</summary>
    internal ImmutableArray<YamlNode> Names { get; }

    private ImmutableArray<YamlNode> Selectors { get; }

    internal static bool IsAdvertisement(KubernetesObject item) => item.Group == "metallb.io" && Kinds.Contains(item.Kind);

    internal static Advertisement? Of(KubernetesObject item) => IsAdvertisement(item) ? new(item) : null;

    /// <summary>Whether it selects a pool: by name or selector, and every pool where it has neither (setBGPAdvertisementsToPools). Null: unknown.</summary>
    internal bool? Selects(AddressPool pool)
    {
        if (Object.Spec is { HasMerge: true } || Object.File.IsTransformed) return null;
        if (Names.IsEmpty && Selectors.IsEmpty) return Object.Spec?["ipAddressPools"] is null or YamlSequence;
        var names = Names.Select(KubernetesObject.TextOf).ToArray();
        if (names.Contains(pool.Name)) return true;
        var answers = Selectors.Select(selector => Matches(selector.Target as YamlMapping, pool.Source?.Labels)).ToArray();
        return answers.Contains(true) ? true : answers.Contains(null) || names.Contains(null) ? null : false;
    }

    // metav1.LabelSelector: all of matchLabels and of matchExpressions.
    private static bool? Matches(YamlMapping? selector, ImmutableDictionary<string, string>? labels)
    {
        if (selector is not { HasMerge: false } || labels is null || KubernetesObject.Texts(selector["matchLabels"]) is not { } wanted) return null;
        var isMatch = wanted.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value);
        foreach (var node in (selector["matchExpressions"] as YamlSequence)?.Items ?? ImmutableArray<YamlNode>.Empty)
        {
            if (node.Target is not YamlMapping expression || KubernetesObject.TextOf(expression["key"]) is not { } key) return null;
            var values = ((expression["values"] as YamlSequence)?.Items ?? ImmutableArray<YamlNode>.Empty).Select(KubernetesObject.TextOf).ToArray();
            var isPresent = labels.TryGetValue(key, out var label);
            switch (KubernetesObject.TextOf(expression["operator"]))
            {
                case "In": isMatch &= isPresent && values.Contains(label); break;
                case "NotIn": isMatch &= !isPresent || !values.Contains(label); break;
                case "Exists": isMatch &= isPresent; break;
                case "DoesNotExist": isMatch &= !isPresent; break;
                default: return null;
            }
        }

        return isMatch;
    }
}
