using System.Collections.Immutable;
using BindCheck.Files;

namespace BindCheck.Manifests.Objects;

/// <summary>
/// Finds the workloads that a selector matches by their labels. A namespace that is absent is the same as another absent one of the scope, and may be
/// any other; what may match makes the answer unknown.
/// </summary>
internal sealed class WorkloadIndex
{
    /// <summary>Labels that controllers give to pods, so that no template has them.</summary>
    private static readonly HashSet<string> s_controllerLabels = new(StringComparer.Ordinal)
    {
        "statefulset.kubernetes.io/pod-name", "apps.kubernetes.io/pod-index", "controller-revision-hash", "pod-template-hash", "pod-template-generation",
        "job-name", "controller-uid", "batch.kubernetes.io/job-name", "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-completion-index",
    };

    private static readonly List<WorkloadView> s_none = new();

    private readonly Dictionary<(string Key, string Value), List<WorkloadView>> _byLabel = new();
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);
    private readonly ILookup<string, WorkloadView> _byNamespace;

    internal WorkloadIndex(ManifestScope scope)
    {
        var workloads = scope.Objects.Select(WorkloadView.Of).OfType<WorkloadView>().ToImmutableArray();
        _byNamespace = workloads.ToLookup(static workload => workload.Object.File.NamespaceOf(workload.Object), StringComparer.Ordinal);
        foreach (var workload in workloads)
        {
            if (workload.Labels is null || workload.Object.File.IsRelabelled)
            {
                _unknown.Add(workload.Object.File.NamespaceOf(workload.Object));
                continue;
            }

            foreach (var label in workload.Labels)
            {
                if (!_byLabel.TryGetValue((label.Key, label.Value), out var list)) _byLabel.Add((label.Key, label.Value), list = new());
                list.Add(workload);
            }
        }
    }

    /// <summary>The workloads of the Service's namespace.</summary>
    internal IEnumerable<WorkloadView> Beside(ServiceView service) => _byNamespace[service.File.NamespaceOf(service.Object)];

    /// <summary>Those that a Service's selector matches; null where that is unknown.</summary>
    internal ImmutableArray<WorkloadView>? MatchesOf(ServiceView service)
    {
        if (service.Selector is not { IsEmpty: false } selector || service.File.IsRelabelled) return null;
        var space = service.File.NamespaceOf(service.Object);
        if (IsCertain(space) ? _unknown.Contains(space) || _unknown.Any(static other => !IsCertain(other)) : _unknown.Count > 0) return null;

        // Of the labels the rarest: a label such as part-of may be on every workload.
        var rarest = selector.Select(pair => _byLabel.TryGetValue((pair.Key, pair.Value), out var list) ? list : s_none).OrderBy(static list => list.Count).First();
        var matches = rarest.Where(workload => selector.All(pair => workload.Labels!.TryGetValue(pair.Key, out var value) && value == pair.Value)).ToArray();
        if (matches.Length == 0 && selector.Keys.Any(s_controllerLabels.Contains)) return null;
        var own = matches.Where(workload => workload.Object.File.NamespaceOf(workload.Object) == space).ToImmutableArray();
        return matches.Any(workload => workload.Object.File.NamespaceOf(workload.Object) is var other && other != space && !(IsCertain(other) && IsCertain(space))) ? null : own;
    }

    private static bool IsCertain(string space) => space.Length > 0 && !YamlValue.IsPlaceholder(space);
}
