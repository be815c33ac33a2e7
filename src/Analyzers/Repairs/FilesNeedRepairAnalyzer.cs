using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Repairs;

/// <summary>
/// BIND9100: one hidden diagnostic on the first C# file of a project whose other files have something to repair (docs/decisions/0005).
/// The compiler does not run an analyzer that has nothing but hidden diagnostics, so a build pays nothing.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FilesNeedRepairAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(MetaRules.FilesNeedRepair);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Options.AdditionalFiles.IsEmpty || Carrier.FileOf(start.Compilation) is not { } first) return;

            // A syntax-tree action, not one at the end of the compilation: those do not run while code is edited.
            start.RegisterSyntaxTreeAction(context =>
            {
                if (context.Tree != first) return;
                var files = PendingRepairs.Of(start.Compilation, context.Options, context.CancellationToken);
                if (files.IsEmpty) return;
                context.ReportDiagnostic(Diagnostic.Create(
                    MetaRules.FilesNeedRepair,
                    first.GetLocation(default),
                    files.SelectMany(file => file.Findings.Select(finding => Finding.Place(file.Path, file.Text, finding.Span))),
                    files.Sum(file => file.Findings.Length)));
            });
        });
    }
}
