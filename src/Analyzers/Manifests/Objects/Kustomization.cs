using System.Collections.Immutable;
using BindCheck.Files;
using Microsoft.CodeAnalysis;

namespace BindCheck.Manifests.Objects;

/// <summary>What the kustomizations among the additional files say of the files beside them.</summary>
internal static class Kustomization
{
    private static readonly string[] s_names = ["kustomization.yaml", "kustomization.yml"];
    private static readonly string[] s_roots = [.. s_names, "Chart.yaml"];

    /// <summary>The nearest folder above a file that has a kustomization or a chart; empty where none has.</summary>
    internal static string RootOf(AdditionalText file, ImmutableArray<AdditionalText> files)
    {
        var path = FilePath.Normalize(file.Path);
        return files
            .Where(other => s_roots.Any(name => FilePath.IsNamed(other.Path, name)))
            .Select(other => FilePath.Beside(other.Path, ""))
            .Where(folder => path.StartsWith(folder, StringComparison.Ordinal))
            .OrderByDescending(folder => folder.Length)
            .FirstOrDefault() ?? "";
    }

    /// <summary>
    /// Whether a kustomization applies a file as a patch: under patches or patchesJson6902 by its path, under patchesStrategicMerge by its
    /// name. What a patch leaves out is in the object that it patches.
    /// </summary>
    internal static bool IsPatch(AdditionalText file, ImmutableArray<AdditionalText> files, CancellationToken cancellation)
    {
        var path = FilePath.Normalize(file.Path);
        return files.Where(other => s_names.Any(name => FilePath.IsNamed(other.Path, name))).Any(kustomization =>
            kustomization.GetText(cancellation) is { } text
            && YamlFile.Of(text).Documents.SelectMany(PatchesOf).Any(patch => FilePath.Beside(kustomization.Path, patch) == path));
    }

    // What may change names, labels, namespaces or contents.
    private static readonly string[] s_transforming =
    [
        "commonLabels", "labels", "namePrefix", "nameSuffix", "namespace", "patches", "patchesJson6902", "patchesStrategicMerge", "components", "replacements", "transformers", "vars",
    ];

    /// <summary>Whether the kustomization of a folder changes the objects that it lists.</summary>
    internal static bool TransformsIn(string root, ImmutableArray<AdditionalText> files, CancellationToken cancellation) =>
        root.Length > 0 && files.Any(other =>
            s_names.Any(name => FilePath.IsNamed(other.Path, name)) && FilePath.Beside(other.Path, "") == root
            && other.GetText(cancellation) is { } text
            && YamlFile.Of(text).Documents.OfType<YamlMapping>().Any(static document => document.HasMerge || document.Entries.Any(static entry => s_transforming.Contains(entry.Key.Value))));

    private static IEnumerable<string> PatchesOf(YamlNode document) =>
        from key in new[] { "patches", "patchesJson6902", "patchesStrategicMerge" }
        from item in ((document as YamlMapping)?[key] as YamlSequence)?.Items ?? ImmutableArray<YamlNode>.Empty
        let name = item.Target is YamlMapping patch ? patch["path"] : item.Target
        where name is YamlScalar
        select ((YamlScalar)name).Value;
}
