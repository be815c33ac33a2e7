using BindCheck.Files;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Manifests;

/// <summary>A rule about one Service: one file with its condition, message, span and repairs, and one line in <see cref="ManifestFiles"/>.</summary>
internal abstract class ManifestRule(DiagnosticDescriptor descriptor)
{
    /// <summary>The rule as users see it.</summary>
    internal DiagnosticDescriptor Descriptor { get; } = descriptor;

    /// <summary>What is wrong with a Service, whatever the things are that the manifest and the profile do not tell.</summary>
    internal abstract IEnumerable<Finding> Check(ServiceView service, ClusterProfile profile, SourceText text);
}
