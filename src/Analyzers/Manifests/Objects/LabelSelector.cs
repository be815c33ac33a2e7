using System.Collections.Immutable;
using BindCheck.Files;

namespace BindCheck.Manifests.Objects;

/// <summary>A metav1.LabelSelector: all of matchLabels and all of matchExpressions; an empty one matches everything (LabelSelectorAsSelector).</summary>
internal static class LabelSelector
{
    /// <summary>The operators, given the label's value, null where it is absent, and the values (labels.Requirement.Matches).</summary>
    private static readonly Dictionary<string, Func<string?, string?[], bool>> s_operators = new(StringComparer.Ordinal)
    {
        ["In"] = static (label, values) => label is not null && values.Contains(label),
        ["NotIn"] = static (label, values) => label is null || !values.Contains(label),
        ["Exists"] = static (label, _) => label is not null,
        ["DoesNotExist"] = static (label, _) => label is null,
    };

    /// <summary>Whether a selector matches an object of these labels; null where the selector, or a label that it asks for, is unknown.</summary>
    internal static bool? Matches(YamlNode selector, ImmutableDictionary<string, string>? labels)
    {
        if (selector is not YamlMapping mapping || KubernetesObject.Texts(mapping["matchLabels"]) is not { } wanted || Items(mapping["matchExpressions"]) is not { } expressions) return null;
        if (wanted.IsEmpty && expressions.IsEmpty) return true;
        if (labels is null) return null;

        var answers = expressions.Select(expression => Matches(expression.Target as YamlMapping, labels))
            .Append(wanted.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value))
            .ToArray();
        return answers.Contains(false) ? false : answers.Contains(null) ? null : true;
    }

    /// <summary>The items of a list: none where it is absent, null where it is unknown or no list.</summary>
    internal static ImmutableArray<YamlNode>? Items(YamlNode? list) => list switch
    {
        null or YamlScalar { IsNull: true } => ImmutableArray<YamlNode>.Empty,
        YamlSequence { Items: var items } => items,
        _ => null,
    };

    private static bool? Matches(YamlMapping? expression, ImmutableDictionary<string, string> labels)
    {
        if (KubernetesObject.TextOf(expression?["key"]) is not { } key || KubernetesObject.TextOf(expression?["operator"]) is not { } name) return null;
        if (!s_operators.TryGetValue(name, out var matches) || Items(expression!["values"]) is not { } items) return null;
        var values = items.Select(KubernetesObject.TextOf).ToArray();
        return values.Contains(null) ? null : matches(labels.TryGetValue(key, out var label) ? label : null, values);
    }
}
