using System.Collections.Immutable;
using BindCheck.Manifests.Cluster;
using BindCheck.Reach;

namespace BindCheck.Manifests.Objects;

/// <summary>
/// The manifests that are applied to one cluster together: those of one kustomization or chart, those without either, or those that
/// <c>bindcheck.cluster</c> gives the same name. Rules that compare objects compare those of one scope.
/// </summary>
internal sealed class ManifestScope
{
    private readonly ManifestProject _project;
    private readonly Dictionary<ManifestFile, ClusterFacts> _facts = new();
    private readonly Lazy<ImmutableArray<WorkloadView>> _workloads;
    private readonly Lazy<ILookup<KeyValuePair<string, string>, WorkloadView>> _byLabel;
    private readonly Lazy<ILookup<string, WorkloadView>> _byNamespace;
    private readonly Lazy<ImmutableArray<WorkloadView>> _unknownWorkloads;
    private readonly Lazy<ImmutableArray<ServiceView>> _loadBalancers;
    private readonly Lazy<ILookup<string, KubernetesObject>> _byKind;
    private readonly Lazy<ILookup<ClusterAddress, (ServiceView Service, Pin Pin)>> _pins;

    internal ManifestScope(ManifestProject project, string name, ImmutableArray<ManifestFile> files)
    {
        _project = project;
        Name = name;
        Files = files;
        Objects = files.SelectMany(file => file.Objects).ToImmutableArray();
        Services = files.SelectMany(file => file.Services).ToImmutableArray();
        _workloads = new(() => Objects.Select(WorkloadView.Of).OfType<WorkloadView>().ToImmutableArray());
        _unknownWorkloads = new(() => Workloads.Where(static workload => workload.Labels is null || workload.Object.File.IsTransformed).ToImmutableArray());
        _byLabel = new(() => Workloads.Where(static workload => workload.Labels is not null)
            .SelectMany(static workload => workload.Labels!.Select(pair => (pair, workload)))
            .ToLookup(static labelled => labelled.pair, static labelled => labelled.workload));
        _byNamespace = new(() => Workloads.ToLookup(static workload => workload.Object.Namespace ?? "", StringComparer.Ordinal));
        _byKind = new(() => Objects.ToLookup(static item => item.Kind, StringComparer.Ordinal));
        _loadBalancers = new(() => Services.Where(static service => service.IsForMetalLB && !service.IsPartial).ToImmutableArray());
        _pins = new(() => Services.Where(static service => service.IsForMetalLB)
            .SelectMany(static service => service.Pins.Select(pin => (Service: service, Pin: pin)))
            .ToLookup(static pinned => ClusterAddress.Parse(pinned.Pin.Text)!.Value));
    }

    internal string Name { get; }

    /// <summary>The files in the order of their paths.</summary>
    internal ImmutableArray<ManifestFile> Files { get; }

    /// <summary>The objects in the order of path and text.</summary>
    internal ImmutableArray<KubernetesObject> Objects { get; }

    /// <summary>The Services in the order of path and text. Two of one identity are the same object, written twice.</summary>
    internal ImmutableArray<ServiceView> Services { get; }

    /// <summary>The pins of MetalLB's Services by address, in the order of path and text: one entry for each Service and address.</summary>
    internal ILookup<ClusterAddress, (ServiceView Service, Pin Pin)> Pins => _pins.Value;

    /// <summary>Whether a Service pins an address.</summary>
    internal bool IsPinned(ClusterAddress address) => Pins.Contains(address);

    /// <summary>The whole Services that MetalLB serves, in the order of path and text.</summary>
    internal ImmutableArray<ServiceView> LoadBalancers => _loadBalancers.Value;

    private ImmutableArray<WorkloadView> Workloads => _workloads.Value;

    private ImmutableArray<WorkloadView> UnknownWorkloads => _unknownWorkloads.Value;

    /// <summary>
    /// The workloads that a Service's selector matches: those of its namespace or, where one of the two is unknown, of the same one. Null where
    /// that is unknown: a selector or labels with unknown parts, or a kustomization that changes them.
    /// </summary>
    internal ImmutableArray<WorkloadView>? WorkloadsOf(ServiceView service)
    {
        if (service.Selector is not { IsEmpty: false } selector || service.File.IsTransformed || UnknownWorkloads.Any(IsNear)) return null;
        return _byLabel.Value[selector.First()]
            .Where(workload => IsNear(workload) && selector.All(pair => workload.Labels!.TryGetValue(pair.Key, out var value) && value == pair.Value))
            .ToImmutableArray();

        bool IsNear(WorkloadView workload) => workload.Object.Namespace is not { } name || service.Object.Namespace is not { } own || name == own;
    }

    /// <summary>The workloads whose namespace is written as a Service's is: the same, or none.</summary>
    internal IEnumerable<WorkloadView> WorkloadsBeside(ServiceView service) => _byNamespace.Value[service.Object.Namespace ?? ""];

    /// <summary>What is known of the cluster that a file is applied to.</summary>
    internal ClusterFacts ClusterOf(ManifestFile file)
    {
        lock (_facts)
        {
            if (!_facts.TryGetValue(file, out var facts)) _facts.Add(file, facts = ClusterFacts.Of(file, this));
            return facts;
        }
    }

    /// <summary>The objects of some kinds, of all scopes: what an overlay of another folder may have as well.</summary>
    internal IEnumerable<KubernetesObject> ProjectObjects(params string[] kinds) => _project.Scopes.SelectMany(scope => kinds.SelectMany(kind => scope._byKind.Value[kind]));

    /// <summary>
    /// The objects of a kind that describe the cluster itself, such as pools and policies: of this scope or, where it has none, of the one
    /// other scope that has any. Of several clusters' none: which of them is meant is unknown, and so is the answer, null.
    /// </summary>
    internal ImmutableArray<KubernetesObject>? ClusterObjects(Func<KubernetesObject, bool> isKind, params string[] kinds)
    {
        var own = OfKind(this);
        if (!own.IsEmpty) return own;
        var others = _project.Scopes.Select(OfKind).Where(objects => !objects.IsEmpty).ToArray();
        return others.Length switch { 0 => own, 1 => others[0], _ => null };

        ImmutableArray<KubernetesObject> OfKind(ManifestScope scope) =>
            kinds.SelectMany(kind => scope._byKind.Value[kind]).Where(isKind).ToImmutableArray();
    }
}
