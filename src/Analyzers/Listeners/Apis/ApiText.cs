using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Listeners.Apis;

/// <summary>What a text of rows says.</summary>
/// <param name="Rows">The rows that can be read.</param>
/// <param name="Errors">What cannot be read, one place a row, and why.</param>
internal sealed record ApiText(ImmutableArray<ListenerApi> Rows, ImmutableArray<ApiError> Errors)
{
    private static readonly ConditionalWeakTable<SourceText, ApiText> s_texts = new();

    /// <summary>
    /// Reads one row a line: <c>TYPE MEMBER NOTATION MAP OPTIONS</c>, or <c>TYPE MEMBER REACH OPTIONS</c> where no value decides. "#" starts a
    /// comment. Kept with the text.
    /// </summary>
    internal static ApiText Of(SourceText text) => s_texts.GetValue(text, Read);

    private static ApiText Read(SourceText text)
    {
        var rows = ImmutableArray.CreateBuilder<ListenerApi>();
        var errors = ImmutableArray.CreateBuilder<ApiError>();
        foreach (var line in text.Lines)
        {
            var tokens = ApiToken.In(text.ToString(line.Span), line.Start);
            if (tokens.Count == 0) continue;
            var reader = new ApiRowReader(tokens);
            if (reader.Read() is { } row) rows.Add(row);
            else errors.Add(reader.Error);
        }

        return new(rows.ToImmutable(), errors.ToImmutable());
    }
}

/// <summary>What is wrong with a row.</summary>
/// <param name="Span">The text that a person would change.</param>
/// <param name="Message">What is wrong, and what would be right: sentences.</param>
internal readonly record struct ApiError(TextSpan Span, string Message);

/// <summary>A word of a row. Blanks do not end it within parentheses and quotes.</summary>
internal readonly record struct ApiToken(string Text, int Start)
{
    internal TextSpan Span => new(Start, Text.Length);

    /// <summary>The words of a line up to a comment.</summary>
    internal static List<ApiToken> In(string line, int offset)
    {
        var tokens = new List<ApiToken>();
        for (var i = 0; i < line.Length;)
        {
            if (char.IsWhiteSpace(line[i]))
            {
                i++;
                continue;
            }

            if (line[i] == '#') break;
            var start = i;
            var close = '\0';
            for (; i < line.Length && (close != '\0' || !char.IsWhiteSpace(line[i])); i++)
            {
                if (line[i] == close) close = '\0';
                else if (close == '\0' && line[i] is '(' or '"') close = line[i] == '(' ? ')' : '"';
            }

            tokens.Add(new(line.Substring(start, i - start).TrimEnd(), offset + start));
        }

        return tokens;
    }
}
