namespace BindCheck.Files;

/// <summary>What somebody meant who misspelt a word.</summary>
internal static class NearestWord
{
    /// <summary>
    /// The known word that differs least: in case alone, or by few letters left out, added or replaced, of which a fourth of the word may be
    /// wrong. Null where none is near.
    /// </summary>
    internal static string? Of(string word, IEnumerable<string> known) =>
        known.Select(other => (Word: other, Distance: Distance(word.ToUpperInvariant(), other.ToUpperInvariant())))
            .Where(other => other.Distance <= Math.Max(1, word.Length / 4))
            .OrderBy(other => other.Distance)
            .ThenBy(other => other.Word, StringComparer.Ordinal)
            .FirstOrDefault().Word;

    /// <summary>The known word that a word is, but for its case; null where it is none.</summary>
    internal static string? InAnyCase(string word, IEnumerable<string> known) => known.FirstOrDefault(other => other.Equals(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>How many letters have to be left out, added or replaced to make one word of the other (Levenshtein).</summary>
    internal static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[to.Length];
    }
}
