using System.Collections.Immutable;
using BindCheck.Files;
using Microsoft.CodeAnalysis;

namespace BindCheck.Manifests.Objects;

/// <summary>The kustomizations among the additional files: what each lists, and what it changes of that.</summary>
internal sealed class KustomizationTree
{
    /// <summary>What the fields of a kustomization do; those that are not here leave the objects of manifests alone.</summary>
    private static readonly Dictionary<string, KustomizeChanges> s_fields = new(StringComparer.Ordinal)
    {
        ["<<"] = KustomizeChanges.All,
        ["namePrefix"] = KustomizeChanges.Names,
        ["nameSuffix"] = KustomizeChanges.Names,
        ["namespace"] = KustomizeChanges.Namespaces,
        ["labels"] = KustomizeChanges.Labels,
        ["commonLabels"] = KustomizeChanges.Labels,
        ["generators"] = KustomizeChanges.Objects,
        ["helmCharts"] = KustomizeChanges.Objects,
        ["helmChartInflationGenerator"] = KustomizeChanges.Objects,
        ["patches"] = KustomizeChanges.All,
        ["patchesJson6902"] = KustomizeChanges.All,
        ["patchesStrategicMerge"] = KustomizeChanges.All,
        ["replacements"] = KustomizeChanges.All,
        ["transformers"] = KustomizeChanges.All,
        ["vars"] = KustomizeChanges.All,
        ["components"] = KustomizeChanges.All,
    };

    private static readonly string[] s_lists = ["resources", "bases", "components"];

    private readonly ImmutableArray<Node> _nodes;

    /// <summary>Reads the kustomizations among all the files of a project.</summary>
    internal KustomizationTree(IReadOnlyCollection<AdditionalText> kustomizations, IEnumerable<AdditionalText> files)
    {
        var known = new HashSet<string>(files.Select(static file => FilePath.Normalize(file.Path)), StringComparer.Ordinal);
        known.UnionWith(kustomizations.Select(static file => FilePath.Beside(file.Path, "")));
        _nodes = kustomizations.Select(file => Read(file, known)).ToImmutableArray();
    }

    /// <summary>A kustomization.</summary>
    /// <param name="Folder">Its folder, with a slash at the end.</param>
    /// <param name="Lists">The files that it lists and the folders, those with a slash at the end.</param>
    /// <param name="Changes">What it changes.</param>
    private sealed record Node(string Folder, ImmutableArray<string> Lists, KustomizeChanges Changes);

    /// <summary>What is changed of a file's objects by the kustomization above it, by those that list the file, and by those that list one of these.</summary>
    internal KustomizeChanges ChangesTo(string path, string root)
    {
        var passed = new HashSet<string>(StringComparer.Ordinal) { FilePath.Normalize(path) };
        if (root.Length > 0) passed.Add(root);
        var (left, changes) = (_nodes.ToList(), KustomizeChanges.None);
        while (left.FindIndex(node => passed.Contains(node.Folder) || node.Lists.Any(passed.Contains)) is >= 0 and var next)
        {
            changes |= left[next].Changes;
            passed.Add(left[next].Folder);
            left.RemoveAt(next);
        }

        return changes;
    }

    private static Node Read(AdditionalText file, HashSet<string> known)
    {
        var folder = FilePath.Beside(file.Path, "");
        if (file.GetText() is not { } text || YamlFile.Of(text) is not { Problems.IsEmpty: true } yaml) return new(folder, ImmutableArray<string>.Empty, KustomizeChanges.All);

        var (lists, changes) = (ImmutableArray.CreateBuilder<string>(), KustomizeChanges.None);
        foreach (var entry in yaml.Documents.OfType<YamlMapping>().SelectMany(static document => document.Entries))
        {
            if (entry.Value.Target is YamlScalar { IsNull: true } or YamlSequence { Items.IsEmpty: true }) continue;
            if (s_fields.TryGetValue(entry.Key.Value, out var change)) changes |= change;
            if (!s_lists.Contains(entry.Key.Value)) continue;

            foreach (var item in (entry.Value.Target as YamlSequence)?.Items ?? ImmutableArray.Create(entry.Value))
            {
                var path = KubernetesObject.TextOf(item) is { } name ? FilePath.Beside(file.Path, name) : "";
                if (!known.Contains(path)) path = path.TrimEnd('/') + "/";
                if (!known.Contains(path)) changes |= KustomizeChanges.Objects;
                lists.Add(path);
            }
        }

        return new(folder, lists.ToImmutable(), changes);
    }
}
