using System.Collections.Immutable;
using BindCheck.Listeners.Apis;
using BindCheck.Listeners.Checks;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Listeners;

/// <summary>
/// BIND1001 to BIND1004: finds the listeners of each file and says which clients they keep out. Built on semantic-model actions and a
/// look at the file's words, because merely registering an operation action makes the compiler build operation trees for all code
/// (docs/decisions/0002).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ListenerAnalyzer : DiagnosticAnalyzer
{
    private static readonly IListenerCheck[] s_checks = [new ReachCheck()];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        ListenerRules.Ipv4Only, ListenerRules.LoopbackOnly, ListenerRules.Ipv6Only, ListenerRules.HttpListenerIpv4Only);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (ProjectContext.IsSilencedTestProject(start.Compilation, start.Options.AnalyzerConfigOptionsProvider.GlobalOptions)) return;
            // Types are looked up when the first file mentions a word of the table: most projects have none.
            var table = new Lazy<ListenerTable?>(() => ListenerTable.For(start.Compilation));
            start.RegisterSemanticModelAction(context =>
            {
                var words = NameGate.WordsIn(context.SemanticModel.SyntaxTree, context.CancellationToken);
                if (words == 0 || table.Value is not { } listeners || (words & listeners.Words) == 0) return;
                var isWindowsOnly = ProjectContext.IsWindowsOnly(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
                var sites = new BindSiteFinder(context.SemanticModel, listeners, context.CancellationToken).Find(context.SemanticModel.SyntaxTree.GetRoot(context.CancellationToken));
                if (sites.Count == 0) return;
                var file = new FileListeners(sites, context.SemanticModel, isWindowsOnly, context.CancellationToken);
                foreach (var check in s_checks)
                    foreach (var diagnostic in check.Run(file)) context.ReportDiagnostic(diagnostic);
            });
        });
    }
}
