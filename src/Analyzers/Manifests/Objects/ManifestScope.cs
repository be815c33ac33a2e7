using System.Collections.Concurrent;
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
    private readonly Lazy<WorkloadIndex> _workloads;
    private readonly ConcurrentDictionary<Delegate, object> _once = new();
    private readonly Lazy<ILookup<string, KubernetesObject>> _byKind;
    private readonly Lazy<ILookup<ClusterAddress, (ServiceView Service, Pin Pin)>> _pins;

    internal ManifestScope(ManifestProject project, string name, ImmutableArray<ManifestFile> files)
    {
        _project = project;
        Name = name;
        Objects = files.SelectMany(file => file.Objects).ToImmutableArray();
        Services = files.SelectMany(file => file.Services).ToImmutableArray();
        _workloads = new(() => new(this));
        _byKind = new(() => Objects.ToLookup(static item => item.Kind, StringComparer.Ordinal));
        _pins = new(() => Services.Where(static service => service.IsForMetalLB)
            .SelectMany(static service => service.Pins.Select(pin => (Service: service, Pin: pin)))
            .ToLookup(static pinned => ClusterAddress.Parse(pinned.Pin.Text)!.Value));
    }

    internal string Name { get; }

    /// <summary>The objects in the order of path and text.</summary>
    internal ImmutableArray<KubernetesObject> Objects { get; }

    /// <summary>The Services in the order of path and text. Two of one identity are the same object, written twice.</summary>
    internal ImmutableArray<ServiceView> Services { get; }

    /// <summary>The pins of MetalLB's Services by address, in the order of path and text: one entry for each Service and address.</summary>
    internal ILookup<ClusterAddress, (ServiceView Service, Pin Pin)> Pins => _pins.Value;

    /// <summary>Whether a Service pins an address.</summary>
    internal bool IsPinned(ClusterAddress address) => Pins.Contains(address);

    /// <summary>The workloads, by their labels.</summary>
    internal WorkloadIndex Workloads => _workloads.Value;

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
    internal IEnumerable<KubernetesObject> ProjectObjects(params string[] kinds) => _project.Scopes.SelectMany(scope => scope.OfKinds(kinds));

    /// <summary>
    /// The objects of a kind that describe the cluster itself, such as pools and policies: of this scope or, where it has none, of the one
    /// other scope that has any. Of several clusters' none: which of them is meant is unknown, and so is the answer, null.
    /// </summary>
    internal ImmutableArray<KubernetesObject>? ClusterObjects(Func<KubernetesObject, bool> isKind, params string[] kinds)
    {
        var byScope = _project.ObjectsOf(isKind, kinds);
        if (byScope.TryGetValue(this, out var own)) return own;
        return byScope.Count switch { 0 => ImmutableArray<KubernetesObject>.Empty, 1 => byScope.Values.Single(), _ => null };
    }

    /// <summary>The objects of some kinds.</summary>
    internal IEnumerable<KubernetesObject> OfKinds(string[] kinds) => kinds.SelectMany(kind => _byKind.Value[kind]);

    /// <summary>What a rule works out of the whole scope, once. The rule passes the same static function each time.</summary>
    internal T Once<T>(Func<ManifestScope, T> compute) where T : class =>
        ((Lazy<T>)_once.GetOrAdd(compute, _ => new Lazy<T>(() => compute(this)))).Value;
}
