using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using Microsoft.CodeAnalysis;

namespace BindCheck.Manifests;

/// <summary>A rule about manifests: one file with its condition, message, span and repairs, and one line in <see cref="ManifestFiles"/>.</summary>
internal abstract class ManifestRule(DiagnosticDescriptor descriptor)
{
    /// <summary>The rule as users see it.</summary>
    internal DiagnosticDescriptor Descriptor { get; } = descriptor;

    /// <summary>
    /// What is wrong in one file, whatever the things are that the manifests and the profile do not tell. What two files have a part in is
    /// found in one of them: where a person would change it.
    /// </summary>
    internal abstract IEnumerable<Finding> Check(ManifestFile file, ManifestScope scope);
}

/// <summary>A rule that looks at one Service after the other.</summary>
internal abstract class ServiceRule(DiagnosticDescriptor descriptor) : ManifestRule(descriptor)
{
    internal sealed override IEnumerable<Finding> Check(ManifestFile file, ManifestScope scope)
    {
        if (file.Services.IsEmpty) return [];
        var cluster = scope.ClusterOf(file);
        return file.Services.SelectMany(service => Check(service, cluster, scope));
    }

    /// <summary>What is wrong with a Service.</summary>
    private protected abstract IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope);
}

/// <summary>A rule that looks at one object of any kind after the other.</summary>
internal abstract class ObjectRule(DiagnosticDescriptor descriptor) : ManifestRule(descriptor)
{
    internal sealed override IEnumerable<Finding> Check(ManifestFile file, ManifestScope scope) => file.Objects.SelectMany(item => Check(item, scope));

    /// <summary>What is wrong with an object.</summary>
    private protected abstract IEnumerable<Finding> Check(KubernetesObject item, ManifestScope scope);
}
