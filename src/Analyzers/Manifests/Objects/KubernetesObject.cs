using System.Collections.Immutable;
using BindCheck.Files;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Manifests.Objects;

/// <summary>An object of a manifest: a document, or an item of a List. Only what every kind has; views of a kind add the rest.</summary>
/// <param name="Root">Its mapping.</param>
/// <param name="ApiVersion">Group and version, such as "v1" or "metallb.io/v1beta1".</param>
/// <param name="Kind">Its kind.</param>
/// <param name="File">Where it is written.</param>
internal sealed record KubernetesObject(YamlMapping Root, string ApiVersion, string Kind, ManifestFile File)
{
    /// <summary>The group of its API; empty for the core group.</summary>
    internal string Group => ApiVersion.IndexOf('/') is >= 0 and var slash ? ApiVersion.Substring(0, slash) : "";

    internal YamlMapping? Metadata => Root["metadata"] as YamlMapping;

    /// <summary>The specification; null where it is absent, null, unknown or no mapping.</summary>
    internal YamlMapping? Spec => Root["spec"] as YamlMapping;

    /// <summary>metadata.name; null where it is absent or unknown.</summary>
    internal string? Name => TextOf(Metadata?["name"]);

    /// <summary>metadata.namespace; null where a kustomization, the command line or the default decides.</summary>
    internal string? Namespace => TextOf(Metadata?["namespace"]);

    /// <summary>The labels; null where some of them are unknown.</summary>
    internal ImmutableDictionary<string, string>? Labels => Texts(Metadata?["labels"]);

    /// <summary>Whether nothing on the way from the root to a field is shared with another node or merged into it, so that a repair may touch it.</summary>
    internal bool IsOwn(params string[] path)
    {
        var mapping = Root;
        foreach (var key in path.Prepend(""))
        {
            if (key.Length > 0)
            {
                if (mapping.Entry(key)?.Value is not YamlMapping next) return mapping.Entry(key) is null;
                mapping = next;
            }

            if (mapping.IsAnchored || mapping.HasMerge) return false;
        }

        return true;
    }

    /// <summary>"namespace/name", or the name alone; for messages.</summary>
    internal string DisplayName => (Namespace is null ? "" : Namespace + "/") + (Name ?? "?");

    /// <summary>The objects of a document: itself, or those of a List. Kinds such as "ServiceList" are lists of their kind.</summary>
    internal static IEnumerable<KubernetesObject> In(YamlNode document, ManifestFile file)
    {
        if (document is not YamlMapping root || TextOf(root["apiVersion"]) is not { } version || TextOf(root["kind"]) is not { } kind) return [];

        // Only items that stand here: an alias could stand for a list of aliases, and so on without end.
        if (!kind.EndsWith("List", StringComparison.Ordinal) || root.Entry("items")?.Value is not YamlSequence items) return [new(root, version, kind, file)];
        if (kind == "List") return version == "v1" ? items.Items.SelectMany(item => In(item, file)) : [];
        return items.Items.OfType<YamlMapping>().Select(item => new KubernetesObject(item, version, kind.Substring(0, kind.Length - "List".Length), file));
    }

    /// <summary>The text of a scalar that is known and not null.</summary>
    internal static string? TextOf(YamlNode? node) =>
        node?.Target is YamlScalar { IsNull: false } scalar && !YamlValue.IsPlaceholder(scalar.Value) ? scalar.Value : null;

    /// <summary>A mapping of texts, such as labels or a selector: empty where it is absent, null where a part is unknown.</summary>
    internal static ImmutableDictionary<string, string>? Texts(YamlNode? node)
    {
        if (node is null or YamlScalar { IsNull: true }) return ImmutableDictionary<string, string>.Empty;
        if (node is not YamlMapping { HasMerge: false } mapping) return null;
        var texts = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var entry in mapping.Entries)
        {
            if (entry.Value.Target is not YamlScalar scalar || YamlValue.IsPlaceholder(scalar.Value)) return null;
            texts[entry.Key.Value] = scalar.Value;
        }

        return texts.ToImmutable();
    }
}
