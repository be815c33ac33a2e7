using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Manifests;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Repairs;

/// <summary>A file that is not C#, with what can be repaired in it.</summary>
internal sealed record RepairableFile(string Path, SourceText Text, ImmutableArray<Finding> Findings);

/// <summary>
/// The one place that knows which repairs the files of a project need. The carrier diagnostic and the code fixes ask here, so that what
/// is announced is what is done. Nothing is stored in a diagnostic: the text at hand is read anew, so that no repair can be stale.
/// </summary>
internal static class PendingRepairs
{
    /// <summary>The files with findings that have a repair, are not hidden, and that nobody has silenced, in the order of their paths. Without the carrier, none.</summary>
    internal static ImmutableArray<RepairableFile> Of(Compilation compilation, AnalyzerOptions options, CancellationToken cancellation)
    {
        var isSilenced = new Dictionary<string, bool>(StringComparer.Ordinal);
        if (IsSilenced(MetaRules.FilesNeedRepair)) return ImmutableArray<RepairableFile>.Empty;
        var files = ImmutableArray.CreateBuilder<RepairableFile>();
        foreach (var file in options.AdditionalFiles.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            if (file.GetText(cancellation) is not { } text) continue;
            var findings = ManifestFiles.Check(file, options, cancellation)
                .Where(finding => finding.BulkRepair is not null && finding.Severity != DiagnosticSeverity.Hidden && !IsSilenced(finding.Rule) && !IsIgnored(finding, text))
                .ToImmutableArray();
            if (!findings.IsEmpty) files.Add(new(file.Path, text, findings));
        }

        return files.ToImmutable();

        bool IsSilenced(DiagnosticDescriptor rule)
        {
            if (!isSilenced.TryGetValue(rule.Id, out var answer))
                isSilenced.Add(rule.Id, answer = RuleSettings.IsSilenced(rule, compilation, cancellation));
            return answer;
        }
    }

    private static bool IsIgnored(Finding finding, SourceText text) =>
        IgnoreComments.Of(text).Covers(finding.Rule.Id, text.Lines.GetLineFromPosition(finding.Span.Start).LineNumber);
}
