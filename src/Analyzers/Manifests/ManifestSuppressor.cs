using System.Collections.Immutable;
using BindCheck.Files;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Manifests;

/// <summary>
/// Carries out the "# bindcheck:ignore" comments of manifests. As a suppressor rather than a silent analyzer, so that the build log (SARIF)
/// keeps a record of what was suppressed.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ManifestSuppressor : DiagnosticSuppressor
{
    private static readonly ImmutableDictionary<string, SuppressionDescriptor> s_suppressions = ManifestFiles.Descriptors.ToImmutableDictionary(
        rule => rule.Id,
        rule => new SuppressionDescriptor(rule.Id.Replace("BIND", "BINDS"), rule.Id, "A '# bindcheck:ignore' comment in the file says so."));

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = s_suppressions.Values.ToImmutableArray();

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            var place = diagnostic.Location.GetLineSpan();
            var file = context.Options.AdditionalFiles.FirstOrDefault(file => file.Path == place.Path);
            if (file?.GetText(context.CancellationToken) is { } text
                && IgnoreComments.Of(text).Covers(diagnostic.Id, place.StartLinePosition.Line))
                context.ReportSuppression(Suppression.Create(s_suppressions[diagnostic.Id], diagnostic));
        }
    }
}
