using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Files;

/// <summary>An id in a comment that silences.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Span">The id in the text.</param>
/// <param name="Line">The line that it is silenced on, counted from 0; null for the whole file.</param>
/// <param name="Removal">What to take out of the text to be rid of it: the id, or the comment where it names no other.</param>
internal sealed record IgnoredRule(string Id, TextSpan Span, int? Line, TextSpan Removal);

/// <summary>
/// The comments of a file that silence a rule: "# bindcheck:ignore BIND2002 -- reason" at the end of a line or in the comment lines right
/// above it, "# bindcheck:ignore-file BIND2002" anywhere for the whole file. Several ids are separated by commas or spaces.
/// </summary>
internal sealed class IgnoreComments
{
    private const string Word = "bindcheck:ignore";

    private static readonly Regex s_comment = new(
        @"(?:^|\s)#\s*bindcheck:ignore(?<file>-file)?(?:[\s,]+(?<id>BIND[0-9]{4}))+(?:\s|$)", RegexOptions.CultureInvariant);

    private static readonly Regex s_broken = new(@"(?:^|\s)#\s*(?<text>bindcheck:ignore(?:-file)?(?=\s|$)[^#]*?)\s*(?:--|$)", RegexOptions.CultureInvariant);

    private static readonly ConditionalWeakTable<SourceText, IgnoreComments> s_comments = new();

    private readonly HashSet<string> _fileIds = new(StringComparer.Ordinal);
    private readonly HashSet<(int Line, string Id)> _lineIds = new();

    private IgnoreComments(SourceText text)
    {
        if (!text.Mentions(Word))
        {
            Rules = ImmutableArray<IgnoredRule>.Empty;
            Broken = ImmutableArray<TextSpan>.Empty;
            return;
        }

        var (rules, broken, above) = (ImmutableArray.CreateBuilder<IgnoredRule>(), ImmutableArray.CreateBuilder<TextSpan>(), new List<IgnoredRule>());
        foreach (var line in text.Lines)
        {
            var content = line.ToString();
            var isComment = content.TrimStart().StartsWith("#", StringComparison.Ordinal);
            if (content.Contains(Word))
            {
                var match = s_comment.Match(content);
                if (!match.Success && s_broken.Match(content) is { Success: true } wrong)
                    broken.Add(new TextSpan(line.Start + wrong.Groups["text"].Index, wrong.Groups["text"].Length));
                var found = Read(line, content, match).ToArray();
                if (match.Groups["file"].Success) rules.AddRange(found);
                else above.AddRange(found);
            }

            if (isComment) continue;
            rules.AddRange(above.Select(rule => rule with { Line = line.LineNumber }));
            above.Clear();
        }

        // Below the last line there is nothing to silence.
        rules.AddRange(above.Select(static rule => rule with { Line = -1 }));
        Rules = rules.ToImmutable();
        Broken = broken.ToImmutable();
        foreach (var rule in Rules)
        {
            if (rule.Line is { } number) _lineIds.Add((number, rule.Id));
            else _fileIds.Add(rule.Id);
        }
    }

    /// <summary>Every id in a comment, in the order of the text but for comments above a line.</summary>
    internal ImmutableArray<IgnoredRule> Rules { get; }

    /// <summary>Comments that were to silence something, but name no rule.</summary>
    internal ImmutableArray<TextSpan> Broken { get; }

    /// <summary>Whether there are no such comments.</summary>
    internal bool IsEmpty => Rules.IsEmpty && Broken.IsEmpty;

    /// <summary>The comments of a text, found once.</summary>
    internal static IgnoreComments Of(SourceText text) => s_comments.GetValue(text, static text => new IgnoreComments(text));

    /// <summary>Whether a comment silences a rule for a finding that begins on a line, counted from 0.</summary>
    internal bool Covers(string id, int line) => _fileIds.Contains(id) || _lineIds.Contains((line, id));

    private static IEnumerable<IgnoredRule> Read(TextLine line, string content, Match match)
    {
        var ids = match.Groups["id"].Captures.Cast<Capture>().ToArray();
        for (var i = 0; i < ids.Length; i++)
        {
            var removal = ids.Length == 1 ? Comment(line, content, match.Index + match.Value.IndexOf('#'))
                : i > 0 ? Between(ids[i - 1].Index + ids[i - 1].Length, ids[i].Index + ids[i].Length)
                : Between(ids[0].Index, ids[1].Index);
            yield return new(ids[i].Value, new TextSpan(line.Start + ids[i].Index, ids[i].Length), null, removal);
        }

        TextSpan Between(int start, int end) => TextSpan.FromBounds(line.Start + start, line.Start + end);
    }

    // A comment with the blanks before it, or with its line where it has one to itself.
    private static TextSpan Comment(TextLine line, string content, int hash)
    {
        var code = content.Substring(0, hash).TrimEnd();
        return code.Length == 0
            ? line.SpanIncludingLineBreak
            : TextSpan.FromBounds(line.Start + code.Length, line.End);
    }
}
