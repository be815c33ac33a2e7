using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Files;

/// <summary>Small questions about texts.</summary>
internal static class TextExtensions
{
    /// <summary>Whether a text contains a word, ordinally; nothing is copied.</summary>
    internal static bool Mentions(this SourceText text, string word)
    {
        for (var i = 0; i <= text.Length - word.Length; i++)
        {
            var matched = 0;
            while (matched < word.Length && text[i + matched] == word[matched]) matched++;
            if (matched == word.Length) return true;
        }

        return false;
    }

    /// <summary>
    /// Whether a text can be changed line by line and saved. U+FFFD stands for bytes that were no UTF-8 and would be lost; what U+0085, U+2028
    /// and U+2029 end is a line to Roslyn and to YAML 1.1, but not to YAML 1.2.
    /// </summary>
    internal static bool IsEditable(this SourceText text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\uFFFD' or '\u0085' or '\u2028' or '\u2029') return false;
        }

        return true;
    }

    /// <summary>The line break that a line ends with; for a last line without one, that of the first line; "\n" in a text of one line.</summary>
    internal static string LineBreakOf(this SourceText text, TextLine line)
    {
        var span = TextSpan.FromBounds(line.End, line.EndIncludingLineBreak);
        if (span.IsEmpty) span = TextSpan.FromBounds(text.Lines[0].End, text.Lines[0].EndIncludingLineBreak);
        return span.IsEmpty ? "\n" : text.ToString(span);
    }
}
