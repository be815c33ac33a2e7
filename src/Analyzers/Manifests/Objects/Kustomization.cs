using System.Collections.Immutable;
using BindCheck.Files;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Manifests.Objects;

/// <summary>A kustomization, as far as it decides what becomes of the manifests that it applies.</summary>
internal sealed class Kustomization
{
    private static readonly string[] s_patches = ["patches", "patchesJson6902", "patchesStrategicMerge"];

    /// <summary>Fields that may change any field of any object.</summary>
    private static readonly string[] s_rewriting = ["components", "replacements", "transformers", "vars", "configurations"];

    /// <summary>Fields that may change the labels or contents of pods and selectors.</summary>
    private static readonly string[] s_relabelling = ["commonLabels", "labels", .. s_patches, .. s_rewriting];

    /// <summary>Fields that bring objects which the manifests do not show.</summary>
    private static readonly string[] s_bringing = ["bases", "components", "generators", "helmCharts", "helmChartInflationGenerator"];

    private readonly ImmutableArray<YamlMapping> _roots;
    private readonly bool _isUnknown;

    /// <summary>Reads a kustomization, given its normalized path.</summary>
    internal Kustomization(string path, SourceText text)
    {
        var yaml = YamlFile.Of(text);
        _roots = yaml.Documents.OfType<YamlMapping>().ToImmutableArray();
        _isUnknown = !yaml.Problems.IsEmpty || _roots.Any(static root => root.HasMerge);
        Patches = s_patches.SelectMany(ItemsOf).Select(item => Patch.Of(item, path)).ToImmutableArray();
        Resources = ItemsOf("resources").Select(item => item.Target is YamlScalar scalar ? FilePath.Beside(path, scalar.Value) : "").ToImmutableArray();
        Namespace = _roots.Select(static root => root["namespace"]).OfType<YamlScalar>().FirstOrDefault(static scalar => !scalar.IsNull)?.Value;
    }

    /// <summary>A patch: a file by its normalized path, or its text, and the kind that it names as its target: null where it names no target, "" where any.</summary>
    internal sealed record Patch(string? Path, string? Text, string? TargetKind)
    {
        internal static Patch Of(YamlNode node, string kustomization)
        {
            var item = node.Target as YamlMapping;
            var target = item?["target"];
            var kind = target is null ? null : ((target as YamlMapping)?["kind"] as YamlScalar)?.Value ?? "";
            var text = ((item is null ? null : item["patch"]) as YamlScalar)?.Value;
            var path = ((item is null ? node.Target : item["path"]) as YamlScalar)?.Value;
            return path is null || path.Contains("\n") ? new(null, text ?? path, kind) : new(FilePath.Beside(kustomization, path), null, kind);
        }

        /// <summary>Whether it may be for objects of a kind. A target is a regular expression: what is more than letters may match anything.</summary>
        internal bool MayBeFor(string kind, Func<string, SourceText?> textAt) =>
            TargetKind is { Length: > 0 } && TargetKind.All(char.IsLetter) ? TargetKind == kind
            : TargetKind is not null || (Path is null ? Text?.Contains(kind) != false : textAt(Path)?.Mentions(kind) != false);
    }

    internal ImmutableArray<Patch> Patches { get; }

    /// <summary>The files, folders and URLs that it applies, as normalized paths; empty for one that cannot be read.</summary>
    internal ImmutableArray<string> Resources { get; }

    /// <summary>The namespace that it gives to all objects, as written; null where they keep theirs.</summary>
    internal string? Namespace { get; }

    /// <summary>Whether it may change the labels or contents of pods and selectors.</summary>
    internal bool IsRelabelling => Has(s_relabelling);

    /// <summary>Whether it brings objects of bases in the old form, components, charts or generators.</summary>
    internal bool BringsObjects => Has(s_bringing);

    /// <summary>Whether it may change the contents of objects of a kind, or give them an annotation that ends in a word.</summary>
    internal bool MayChange(string kind, string annotation, Func<string, SourceText?> textAt) =>
        Has(s_rewriting)
        || Patches.Any(patch => patch.MayBeFor(kind, textAt))
        || _roots.Any(root => KubernetesObject.Texts(root["commonAnnotations"])?.Keys.Any(key => key.EndsWith(annotation, StringComparison.Ordinal)) != false);

    private bool Has(string[] fields) => _isUnknown || _roots.SelectMany(static root => root.Entries).Any(entry => fields.Contains(entry.Key.Value));

    private IEnumerable<YamlNode> ItemsOf(string field) => _roots.SelectMany(root => (root[field] as YamlSequence)?.Items ?? ImmutableArray<YamlNode>.Empty);
}
