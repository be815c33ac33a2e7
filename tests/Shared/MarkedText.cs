using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Testing;

/// <summary>A text with the spans that a test expects something at, written [|like this|].</summary>
internal sealed record MarkedText(string Text, TextSpan[] Spans)
{
    internal static MarkedText Parse(string marked)
    {
        var spans = new List<TextSpan>();
        for (int open; (open = marked.IndexOf("[|", StringComparison.Ordinal)) >= 0;)
        {
            var close = marked.IndexOf("|]", open, StringComparison.Ordinal) - 2;
            marked = marked.Remove(open, 2).Remove(close, 2);
            spans.Add(TextSpan.FromBounds(open, close));
        }

        return new(marked, [.. spans]);
    }
}
