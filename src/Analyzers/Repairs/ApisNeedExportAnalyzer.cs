using System.Collections.Immutable;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Repairs;

/// <summary>
/// BIND9101: one hidden diagnostic while the target <c>BindCheckExportApis</c> runs and the file of rows is not what it should be. Like
/// BIND9100 it is the only one of its analyzer, so that a build pays nothing.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ApisNeedExportAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(MetaRules.ApisNeedExport);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (PendingExport.FileIn(start.Options) is not { } file || Carrier.FileOf(start.Compilation) is not { } first) return;
            start.RegisterSyntaxTreeAction(context =>
            {
                if (context.Tree == first && PendingExport.TextFor(file, start.Compilation, context.Options, context.CancellationToken) is not null)
                    context.ReportDiagnostic(Diagnostic.Create(MetaRules.ApisNeedExport, first.GetLocation(default), Files.FilePath.NameOf(file.Path)));
            });
        });
    }
}
