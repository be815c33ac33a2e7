using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Manifests.Objects;

/// <summary>The manifests among the additional files of a project, read once for each state of it.</summary>
internal sealed class ManifestProject
{
    /// <summary>Option: manifests for which <c>bindcheck.cluster</c> has one name are applied to one cluster, wherever they lie.</summary>
    internal const string ClusterName = "bindcheck.cluster";

    // Forgets with its key: the options are one object for each state of a project.
    private static readonly ConditionalWeakTable<AnalyzerOptions, Slot> s_projects = new();

    private readonly Dictionary<string, ManifestFile> _byPath;
    private readonly Dictionary<string, ManifestScope> _scopes = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<Func<KubernetesObject, bool>, IReadOnlyDictionary<ManifestScope, ImmutableArray<KubernetesObject>>> _kinds = new();

    private ManifestProject(IEnumerable<ManifestFile> files, FileLayout layout)
    {
        Layout = layout;
        Files = files.OrderBy(file => file.Path, StringComparer.Ordinal).ToImmutableArray();
        _byPath = Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var group in Files.GroupBy(file => file.Settings[ClusterName] ?? file.Root))
            _scopes.Add(group.Key, new(this, group.Key, group.ToImmutableArray()));
    }

    /// <summary>The files in the order of their paths.</summary>
    internal ImmutableArray<ManifestFile> Files { get; }

    internal IEnumerable<ManifestScope> Scopes => _scopes.Values;

    /// <summary>What kustomizations and charts say of the files.</summary>
    internal FileLayout Layout { get; }

    /// <summary>Holds a project once one of the threads that ask for it has read it.</summary>
    private sealed class Slot
    {
        internal ManifestProject? Project { get; set; }
    }

    internal static ManifestProject Of(AnalyzerOptions options, CancellationToken cancellation)
    {
        // The threads of a build all begin with this question: one answers it, the others wait. A read that is cancelled leaves nothing behind.
        var slot = s_projects.GetOrCreateValue(options);
        lock (slot) return slot.Project ??= Read(options, cancellation);
    }

    /// <summary>A file by its path; null where it is no manifest.</summary>
    internal ManifestFile? FileAt(string path) => _byPath.TryGetValue(path, out var file) ? file : null;

    /// <summary>What is applied together with a file.</summary>
    internal ManifestScope ScopeOf(ManifestFile file) => _scopes[file.Settings[ClusterName] ?? file.Root];

    /// <summary>The objects of some kinds, by the scopes that have any. Who asks for the same kinds passes the same static function.</summary>
    internal IReadOnlyDictionary<ManifestScope, ImmutableArray<KubernetesObject>> ObjectsOf(Func<KubernetesObject, bool> isKind, string[] kinds) =>
        _kinds.GetOrAdd(isKind, _ => _scopes.Values
            .Select(scope => (Scope: scope, Objects: scope.OfKinds(kinds).Where(isKind).ToImmutableArray()))
            .Where(static found => !found.Objects.IsEmpty)
            .ToDictionary(static found => found.Scope, static found => found.Objects));

    private static ManifestProject Read(AnalyzerOptions options, CancellationToken cancellation)
    {
        var layout = new FileLayout(options.AdditionalFiles, cancellation);
        var files = new Dictionary<string, ManifestFile>(StringComparer.Ordinal);
        foreach (var source in options.AdditionalFiles)
        {
            cancellation.ThrowIfCancellationRequested();
            var settings = new FileSettings(options.AnalyzerConfigOptionsProvider, source);
            if (files.ContainsKey(source.Path) || source.GetText(cancellation) is not { } text) continue;
            if (FileKinds.Of(source.Path, settings.Metadata, text) != FileKind.Manifest || layout.IsTemplate(source.Path)) continue;
            files.Add(source.Path, new(source, text, settings, layout));
        }

        return new(files.Values, layout);
    }
}
