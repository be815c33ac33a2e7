using Microsoft.CodeAnalysis;

namespace BindCheck.Rules;

/// <summary>BIND2xxx: Kubernetes manifests. BIND2001 to BIND2031 are rules R1 to R31 of the manifest catalogue.</summary>
internal static class ManifestRules
{
    /// <summary>BIND2002: the pinned addresses are not of the families that the Service gets.</summary>
    internal static readonly DiagnosticDescriptor VipFamilyMismatch = Rule.Create(
        "BIND2002",
        "Pinned address does not match the Service's IP families",
        "{0}",
        Rule.Manifests,
        DiagnosticSeverity.Warning,
        "MetalLB assigns pinned addresses only if their families are exactly those of the Service; otherwise the Service stays pending.");
}
