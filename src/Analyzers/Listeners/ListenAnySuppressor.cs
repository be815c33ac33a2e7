using System.Collections.Immutable;
using BindCheck.Listeners.Apis;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Listeners;

/// <summary>
/// Says once what BIND1001 and the framework's own ASP0028 ("IPv6Any is preferred over Any", on Kestrel's Listen) say of the same argument.
/// The analysis runs only where ASP0028 was reported, and leaves it alone where BIND1001 is silent or switched off.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ListenAnySuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor s_suppression = new("BINDS0028", "ASP0028", "BIND1001 reports the same argument, with its repair.");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = ImmutableArray.Create(s_suppression);

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        var options = context.Options.AnalyzerConfigOptionsProvider.GlobalOptions;
        if (context.ReportedDiagnostics.IsEmpty || ProjectContext.IsSilencedTestProject(context.Compilation, options)) return;
        var project = new ProjectListeners(context.Compilation, ProjectContext.IsWindowsOnly(options), ApiFiles.RowsOf(context.Options, context.CancellationToken));
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is { } file && IsOn(file, context)
                && project.FindingsIn(file, context.CancellationToken).Any(finding => finding.Id == ListenerRules.Ipv4Only.Id && finding.Location.SourceSpan == diagnostic.Location.SourceSpan))
                context.ReportSuppression(Suppression.Create(s_suppression, diagnostic));
        }
    }

    private static bool IsOn(SyntaxTree file, SuppressionAnalysisContext context)
    {
        var id = ListenerRules.Ipv4Only.Id;
        var options = context.Compilation.Options;
        return !(options.SyntaxTreeOptionsProvider is { } provider
                && (provider.TryGetDiagnosticValue(file, id, context.CancellationToken, out var severity) || provider.TryGetGlobalDiagnosticValue(id, context.CancellationToken, out severity))
                && severity == ReportDiagnostic.Suppress)
            && !(options.SpecificDiagnosticOptions.TryGetValue(id, out var specific) && specific == ReportDiagnostic.Suppress);
    }
}
