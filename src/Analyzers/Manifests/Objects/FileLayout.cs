using System.Collections.Concurrent;
using System.Collections.Immutable;
using BindCheck.Files;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Manifests.Objects;

/// <summary>What the kustomizations and charts among the additional files say of the files around them. Each is read once for a project.</summary>
internal sealed class FileLayout
{
    private static readonly string[] s_kustomizations = ["kustomization.yaml", "kustomization.yml"];

    private readonly Dictionary<string, AdditionalText> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Kustomization> _kustomizations = new(StringComparer.Ordinal);
    private readonly HashSet<string> _charts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _patches = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _closed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Folder, string Kind, string Annotation), bool> _changes = new();

    private readonly Lazy<KustomizationTree> _tree;

    internal FileLayout(ImmutableArray<AdditionalText> files, CancellationToken cancellation)
    {
        var kustomizations = new List<AdditionalText>();
        _tree = new(() => new(kustomizations, files));
        foreach (var file in files)
        {
            var path = FilePath.Normalize(file.Path);
            _files[path] = file;
            if (FilePath.IsNamed(path, "Chart.yaml")) _charts.Add(FilePath.Beside(path, ""));
            if (!s_kustomizations.Any(name => FilePath.IsNamed(path, name))) continue;
            kustomizations.Add(file);
            if (file.GetText(cancellation) is not { } text) continue;
            var kustomization = new Kustomization(path, text);
            _kustomizations[FilePath.Beside(path, "")] = kustomization;
            _patches.UnionWith(kustomization.Patches.Select(static patch => patch.Path).OfType<string>());
        }
    }

    /// <summary>What the kustomizations do to the files that they list.</summary>
    internal KustomizationTree Kustomizations => _tree.Value;

    /// <summary>Whether a file lies under templates/ beside a Chart.yaml: Helm renders all of these, whether or not they hold an expression.</summary>
    internal bool IsTemplate(string path)
    {
        path = FilePath.Normalize(path);
        var templates = path.LastIndexOf("/templates/", StringComparison.Ordinal);
        return templates >= 0 && _charts.Contains(path.Substring(0, templates + 1));
    }

    /// <summary>
    /// Whether a kustomization applies a file as a patch: under patches or patchesJson6902 by its path, under patchesStrategicMerge by its
    /// name. What a patch leaves out is in the object that it patches.
    /// </summary>
    internal bool IsPatch(string path) => _patches.Contains(FilePath.Normalize(path));

    /// <summary>The nearest folder above a file that has a kustomization or a chart; empty where none has.</summary>
    internal string RootOf(string path)
    {
        path = FilePath.Normalize(path);
        for (var end = path.LastIndexOf('/') + 1; end > 0; end = end == 1 ? 0 : path.LastIndexOf('/', end - 2) + 1)
        {
            var folder = path.Substring(0, end);
            if (_kustomizations.ContainsKey(folder) || _charts.Contains(folder)) return folder;
        }

        return "";
    }

    /// <summary>The kustomization of a folder; null where it has none.</summary>
    internal Kustomization? KustomizationOf(string folder) => _kustomizations.TryGetValue(folder, out var kustomization) ? kustomization : null;

    /// <summary>Whether the objects of a root are those of the files alone: no chart, base, URL or generator brings others.</summary>
    internal bool IsClosed(string folder) => _closed.GetOrAdd(folder, folder =>
        !_charts.Contains(folder)
        && (KustomizationOf(folder) is not { } kustomization || (!kustomization.BringsObjects && kustomization.Resources.All(_files.ContainsKey))));

    /// <summary>Whether the kustomization of a root may change the contents of objects of a kind, or give them an annotation that ends in a word.</summary>
    internal bool MayChange(string folder, string kind, string annotation) =>
        _changes.GetOrAdd((folder, kind, annotation), key => KustomizationOf(key.Folder)?.MayChange(key.Kind, key.Annotation, TextAt) == true);

    private SourceText? TextAt(string path) => _files.TryGetValue(path, out var file) ? file.GetText() : null;
}
