using System.Collections.Immutable;
using BindCheck.Listeners.Apis;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Listeners;

/// <summary>
/// BIND1xxx: finds the listeners of each file and says which clients they keep out. Built on semantic-model actions and a
/// look at the file's words, because merely registering an operation action makes the compiler build operation trees for all code
/// (docs/decisions/0002).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ListenerAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        ListenerRules.Ipv4Only, ListenerRules.LoopbackOnly, ListenerRules.Ipv6Only, ListenerRules.HttpListenerIpv4Only,
        ListenerRules.RestartLosesDualMode, ListenerRules.Conflict, ListenerRules.Throws, ListenerRules.SpecificIpv4, ListenerRules.PeerAssumesIpv4,
        ListenerRules.PossiblyIpv4Only);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (ProjectContext.IsSilencedTestProject(start.Compilation, start.Options.AnalyzerConfigOptionsProvider.GlobalOptions)) return;
            var project = new ProjectListeners(start.Compilation, ProjectContext.IsWindowsOnly(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions), ApiFiles.RowsOf(start.Options, start.CancellationToken));
            start.RegisterSemanticModelAction(context =>
            {
                foreach (var diagnostic in project.FindingsIn(context.SemanticModel.SyntaxTree, context.CancellationToken)) context.ReportDiagnostic(diagnostic);
            });
        });
    }
}
