using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BindCheck.Reach;
using BindCheck.Rules;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Files;

/// <summary>BIND2024: what is wrong with a document that no YAML parser reads, in words that help more than the parser's.</summary>
internal static class YamlMistake
{
    private const string Consequence = "kubectl refuses the file, and nothing else is checked in this document.";

    // key: 2001:db8::   the last colon makes the address a key.
    private static readonly Regex s_openAddress = new(@"^\s*(?:- )?[\w./-]+:[ \t]+(?<address>(?:[0-9a-fA-F:.]+,[ \t]*)*[0-9a-fA-F:]+:)[ \t]*(?:#.*)?$", RegexOptions.CultureInvariant);

    /// <summary>One finding for a document, however much of it is broken.</summary>
    internal static Finding Explain(SourceText text, TextSpan document, YamlReader.Failure failure)
    {
        var at = text.Lines.GetLineFromPosition(failure.Position).LineNumber;
        foreach (var number in new[] { at, at - 1 })
        {
            if (number < 0 || text.Lines[number] is var line && line.End < document.Start) continue;
            if (s_openAddress.Match(text.Lines[number].ToString()) is { Success: true } match && match.Groups["address"] is var address && address.Value.Split(',').All(static part => ClusterAddress.FamilyOf(part.Trim()) != Families.None))
            {
                var span = new TextSpan(text.Lines[number].Start + address.Index, address.Length);
                return new Finding(ManifestRules.YamlSyntax, span, $"Without quotes the colon at the end makes {address.Value} a key, which is no valid YAML here: {Consequence} Quote the address.")
                {
                    Repairs = ImmutableArray.Create(new Repair("quote", "Quote the address", ImmutableArray.Create(new TextChange(span, $"\"{address.Value}\"")))),
                };
            }
        }

        return TabIn(text, document, at, isLater: failure.Reason.Contains("tab as indentation")) is { } tab
            ? new(ManifestRules.YamlSyntax, new TextSpan(tab, 1), $"YAML is not indented with tabs: {Consequence} Use spaces.")
            : new(ManifestRules.YamlSyntax, new TextSpan(failure.Position, failure.Position < text.Length ? 1 : 0), $"This is not valid YAML ({failure.Reason}): {Consequence}");
    }

    /// <summary>A tab that indents: on the line of the failure or the one below or, where the parser speaks of one, on the first line that has one.</summary>
    private static int? TabIn(SourceText text, TextSpan document, int at, bool isLater)
    {
        for (var first = at; at < text.Lines.Count && text.Lines[at].Start < document.End && (isLater || at <= first + 1); at++)
        {
            var content = text.Lines[at].ToString();
            var tab = content.IndexOf('\t');
            if (tab >= 0 && string.IsNullOrWhiteSpace(content.Substring(0, tab)) && !string.IsNullOrWhiteSpace(content)) return text.Lines[at].Start + tab;
        }

        return null;
    }
}
