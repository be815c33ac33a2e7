using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Manifests;

/// <summary>BIND9003: the "# bindcheck:ignore" comments of a file that no finding needs, among all that there are before any is silenced.</summary>
internal static class UnusedSuppressions
{
    private static readonly HashSet<string> s_ids = new(ManifestFiles.Descriptors.Select(static rule => rule.Id), StringComparer.Ordinal);

    internal static IEnumerable<Finding> In(ManifestFile file, IReadOnlyList<Finding> findings)
    {
        // What is in a document that nobody can read, a comment of it may be for.
        var comments = IgnoreComments.Of(file.Text);
        if (comments.IsEmpty || !file.Yaml.Problems.IsEmpty) yield break;

        // In a text, such as a file within a ConfigMap, "#" begins no comment.
        var texts = file.Yaml.Documents.SelectMany(TextsIn).ToArray();
        foreach (var span in comments.Broken.Where(span => !texts.Any(text => text.Contains(span))))
            yield return new(MetaRules.UnusedSuppression, span, "This comment names no rule and suppresses nothing. Write the id behind it, such as BIND2002.");
        foreach (var rule in comments.Rules.Where(rule => !texts.Any(text => text.Contains(rule.Span))))
        {
            if (Problem(rule, file, findings) is not { } problem) continue;

            // Another project's options may need it: a person decides.
            yield return new(MetaRules.UnusedSuppression, rule.Span, problem)
            {
                Repairs = ImmutableArray.Create(new Repair("remove-suppression", $"Remove the suppression of {rule.Id}", ImmutableArray.Create(new TextChange(rule.Removal, ""))) { IsManual = true }),
            };
        }
    }

    private static IEnumerable<TextSpan> TextsIn(YamlNode node) => node switch
    {
        YamlScalar => [node.Span],
        YamlSequence list => list.Items.SelectMany(TextsIn),
        YamlMapping mapping => mapping.Entries.SelectMany(static entry => TextsIn(entry.Value)),
        _ => [],
    };

    private static string? Problem(IgnoredRule rule, ManifestFile file, IReadOnlyList<Finding> findings)
    {
        if (!s_ids.Contains(rule.Id))
        {
            return rule.Id.StartsWith("BIND1", StringComparison.Ordinal) ? $"{rule.Id} is about C#, and a comment here suppresses nothing. Use #pragma warning disable in the code."
                : NearestWord.Of(rule.Id, s_ids) is { } meant ? $"There is no rule {rule.Id}, so nothing is suppressed. {meant} was probably meant."
                : $"There is no rule {rule.Id}, so nothing is suppressed.";
        }

        var isUsed = findings.Any(finding => finding.Rule.Id == rule.Id && (rule.Line is null || rule.Line == file.Text.Lines.GetLineFromPosition(finding.Span.Start).LineNumber));
        return isUsed ? null : $"{rule.Id} finds nothing {(rule.Line is null ? "in this file" : "on this line")}, so the comment suppresses nothing. Take it out, or put it at the line that is reported.";
    }
}
