using System.Collections.Immutable;
using BindCheck.Listeners.Apis;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Listeners;

/// <summary>BIND9001: says what is wrong with the API rows that users write, where they write them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ApiFileAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(MetaRules.InvalidConfiguration);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterAdditionalFileAction(static context =>
        {
            var file = context.AdditionalFile;
            if (ApiFiles.Read(file, context.CancellationToken) is not { } read) return;
            foreach (var error in read.Errors)
                context.ReportDiagnostic(new Files.Finding(MetaRules.InvalidConfiguration, error.Span, error.Message).ToDiagnostic(file.Path, file.GetText(context.CancellationToken)!));
        });
    }
}
