using System.Collections.Immutable;
using BindCheck.Files;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Manifests;

/// <summary>BIND2xxx: reports what is wrong with Kubernetes manifests where it is written, also while they are edited.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ManifestAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ManifestFiles.Descriptors;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterAdditionalFileAction(static context =>
        {
            foreach (var finding in ManifestFiles.Check(context.AdditionalFile, context.Options, context.CancellationToken))
                context.ReportDiagnostic(finding.ToDiagnostic(context.AdditionalFile.Path, context.AdditionalFile.GetText(context.CancellationToken)!));
        });
    }
}
