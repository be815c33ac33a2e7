using System.Collections.Immutable;
using BindCheck.Files;
using Microsoft.CodeAnalysis;

namespace BindCheck.Manifests.Objects;

/// <summary>What the kustomizations and charts among the additional files say of the files beside and below them, read once for all.</summary>
internal sealed class FileLayout
{
    private const string Chart = "Chart.yaml";

    private static readonly string[] s_kustomizations = ["kustomization.yaml", "kustomization.yml"];

    // What may change names, labels, namespaces or contents.
    private static readonly string[] s_transforming =
    [
        "commonLabels", "labels", "namePrefix", "nameSuffix", "namespace", "patches", "patchesJson6902", "patchesStrategicMerge", "components", "replacements", "transformers", "vars",
    ];

    private readonly HashSet<string> _charts = new(StringComparer.Ordinal), _roots = new(StringComparer.Ordinal);
    private readonly HashSet<string> _patches = new(StringComparer.Ordinal), _transformed = new(StringComparer.Ordinal);

    private readonly Lazy<KustomizationTree> _kustomizations;

    internal FileLayout(ImmutableArray<AdditionalText> files, CancellationToken cancellation)
    {
        _kustomizations = new(() => new(files.Where(static file => s_kustomizations.Any(name => FilePath.IsNamed(file.Path, name))).ToArray(), files));
        foreach (var file in files)
        {
            var isKustomization = s_kustomizations.Any(name => FilePath.IsNamed(file.Path, name));
            if (!isKustomization && !FilePath.IsNamed(file.Path, Chart)) continue;

            var folder = FilePath.Beside(file.Path, "");
            _roots.Add(folder);
            if (!isKustomization) _charts.Add(folder);
            else if (file.GetText(cancellation) is { } text) Add(file, folder, YamlFile.Of(text).Documents);
        }
    }

    /// <summary>What the kustomizations do to the files that they list.</summary>
    internal KustomizationTree Kustomizations => _kustomizations.Value;

    /// <summary>
    /// Whether a kustomization applies a file as a patch: under patches or patchesJson6902 by its path, under patchesStrategicMerge by its
    /// name. What a patch leaves out is in the object that it patches.
    /// </summary>
    internal bool IsPatch(string path) => _patches.Contains(FilePath.Normalize(path));

    /// <summary>The nearest folder above a file that has a kustomization or a chart; empty where none has.</summary>
    internal string RootOf(string path) => FoldersAbove(FilePath.Normalize(path)).FirstOrDefault(_roots.Contains) ?? "";

    /// <summary>Whether the kustomization of a folder changes the objects that it lists.</summary>
    internal bool IsTransformed(string root) => _transformed.Contains(root);

    /// <summary>Whether a file lies under templates/ beside a Chart.yaml: Helm renders all of these, whether or not they hold an expression.</summary>
    internal bool IsTemplate(string path)
    {
        if (_charts.Count == 0) return false;
        path = FilePath.Normalize(path);
        var templates = path.LastIndexOf("/templates/", StringComparison.Ordinal);
        return templates >= 0 && _charts.Contains(path.Substring(0, templates + 1));
    }

    private void Add(AdditionalText file, string folder, ImmutableArray<YamlNode> documents)
    {
        foreach (var document in documents.OfType<YamlMapping>())
        {
            if (document.HasMerge || document.Entries.Any(static entry => s_transforming.Contains(entry.Key.Value))) _transformed.Add(folder);
            foreach (var patch in PatchesOf(document)) _patches.Add(FilePath.Beside(file.Path, patch));
        }
    }

    private static IEnumerable<string> PatchesOf(YamlMapping document) =>
        from key in new[] { "patches", "patchesJson6902", "patchesStrategicMerge" }
        from item in (document[key] as YamlSequence)?.Items ?? ImmutableArray<YamlNode>.Empty
        let name = item.Target is YamlMapping patch ? patch["path"] : item.Target
        where name is YamlScalar
        select ((YamlScalar)name).Value;

    private static IEnumerable<string> FoldersAbove(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash >= 0; slash = slash == 0 ? -1 : path.LastIndexOf('/', slash - 1))
            yield return path.Substring(0, slash + 1);
    }
}
