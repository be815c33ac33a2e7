using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Files;

/// <summary>
/// The comments of a file that silence a rule: "# bindcheck:ignore BIND2002 -- reason" at the end of a line or in the comment lines right
/// above it, "# bindcheck:ignore-file BIND2002" anywhere for the whole file. Several ids are separated by commas or spaces.
/// </summary>
internal sealed class IgnoreComments
{
    private const string Word = "bindcheck:ignore";

    private static readonly Regex s_comment = new(
        @"(?:^|\s)#\s*bindcheck:ignore(?<file>-file)?(?:[\s,]+(?<id>BIND[0-9]{4}))+(?:\s|$)", RegexOptions.CultureInvariant);

    private static readonly ConditionalWeakTable<SourceText, IgnoreComments> s_comments = new();

    private readonly HashSet<string> _fileIds = new(StringComparer.Ordinal);
    private readonly HashSet<(int Line, string Id)> _lineIds = new();

    private IgnoreComments(SourceText text)
    {
        if (!text.Mentions(Word)) return;

        var above = new List<string>();
        foreach (var line in text.Lines)
        {
            var content = line.ToString();
            var match = content.Contains(Word) ? s_comment.Match(content) : Match.Empty;
            var ids = match.Groups["id"].Captures.Cast<Capture>().Select(capture => capture.Value);
            if (match.Groups["file"].Success) _fileIds.UnionWith(ids);
            else above.AddRange(ids);

            if (content.TrimStart().StartsWith("#", StringComparison.Ordinal)) continue;
            foreach (var id in above) _lineIds.Add((line.LineNumber, id));
            above.Clear();
        }
    }

    /// <summary>The comments of a text, found once.</summary>
    internal static IgnoreComments Of(SourceText text) => s_comments.GetValue(text, static text => new IgnoreComments(text));

    /// <summary>Whether a comment silences a rule for a finding that begins on a line, counted from 0.</summary>
    internal bool Covers(string id, int line) => _fileIds.Contains(id) || _lineIds.Contains((line, id));
}
