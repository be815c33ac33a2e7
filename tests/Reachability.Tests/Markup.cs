using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Reachability.Tests;

/// <summary>Reads <c>{|ID:text|}</c>.</summary>
internal static class Markup
{
    internal static (string Text, ImmutableArray<string> Marks) Parse(string marked)
    {
        var text = new StringBuilder();
        var spans = new List<(string Id, TextSpan Span)>();
        var rest = marked;
        while (rest.Split("{|", 2) is [var before, var tail])
        {
            if (tail.Split("|}", 2) is not [var mark, var after] || mark.Split(':', 2) is not [var id, var inner])
                throw new FormatException($"A mark is not closed: {tail}");
            text.Append(before);
            spans.Add((id, new TextSpan(text.Length, inner.Length)));
            text.Append(inner);
            rest = after;
        }
        var source = SourceText.From(text.Append(rest).ToString());
        return (source.ToString(), [.. spans.Select(s => Describe(s.Id, source, s.Span))]);
    }

    /// <summary>A report in words that a failing comparison can show: id, line and text.</summary>
    internal static string Describe(string id, SourceText source, TextSpan span) =>
        $"{id} line {source.Lines.GetLineFromPosition(span.Start).LineNumber + 1}: {source.ToString(span)}";
}
