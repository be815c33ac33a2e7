using System.Buffers;
using System.Runtime.CompilerServices;
using BindCheck.Listeners.Apis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Listeners;

/// <summary>
/// The cheap test that comes first: which words of the API table does a file's text contain? Files without any are never bound,
/// so that BindCheck costs nothing where nothing listens. The answer is kept with the syntax tree.
/// </summary>
internal static class NameGate
{
    private const int ChunkLength = 16 * 1024;

    // A target-typed 'new(address, port)' or an alias hides the name of the listener, not that of its address.
    private static readonly string[] s_addressTypes = ["IPAddress", "IPEndPoint"];

    private static readonly string[] s_words = ListenerTable.All.SelectMany(WordsOf).Concat(s_addressTypes).Distinct(StringComparer.Ordinal).ToArray();
    private static readonly (string Word, ulong Bit)[][] s_byLength = ByLength();
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<ulong>> s_answers = new();

    /// <summary>The words, as bits, that a file must contain for one of the rows to occur in it.</summary>
    internal static ulong WordsOf(IEnumerable<ListenerApi> rows)
    {
        ulong bits = 0;
        foreach (var word in rows.SelectMany(WordsOf).Concat(s_addressTypes)) bits |= 1UL << Array.IndexOf(s_words, word);
        return bits;
    }

    /// <summary>The words, as bits, that a file contains.</summary>
    internal static ulong WordsIn(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (!s_answers.TryGetValue(tree, out var answer))
        {
            var words = WordsIn(tree.GetText(cancellationToken));
            answer = s_answers.GetValue(tree, _ => new(words));
        }

        return answer.Value;
    }

    private static string[] WordsOf(ListenerApi api) => api.Shape switch
    {
        Shape.Keyed when api.Member == "this[]" => ["urls", "Urls", "URLS", "Kestrel"],
        _ when api.Member == ".ctor" => [TypeName(api)],
        // 'Add' says nothing: such a collection is reached through a property of its own name.
        _ when api.Member == "Add" => ["Prefixes", "UrlPrefixes", TypeName(api)],
        // Nor do these: half of all files create or bind something. A file that binds a socket names its type, or an address.
        _ when api.Member is "Create" or "Bind" => [TypeName(api)],
        _ => [api.Member],
    };

    private static string TypeName(ListenerApi api) => api.Type.Substring(api.Type.LastIndexOf('.') + 1);

    private static (string, ulong)[][] ByLength()
    {
        if (s_words.Length > 64) throw new InvalidOperationException("The gate has one bit for each word: 64 at most.");
        var byLength = new List<(string, ulong)>[s_words.Max(w => w.Length) + 1];
        for (var i = 0; i < s_words.Length; i++) (byLength[s_words[i].Length] ??= []).Add((s_words[i], 1UL << i));
        return Array.ConvertAll(byLength, list => list?.ToArray() ?? []);
    }

    private static ulong WordsIn(SourceText text)
    {
        ulong found = 0;
        var buffer = ArrayPool<char>.Shared.Rent(ChunkLength);
        for (var position = 0; position < text.Length;)
        {
            var count = Math.Min(ChunkLength, text.Length - position);
            text.CopyTo(position, buffer, 0, count);
            var isLast = position + count == text.Length;
            position += Scan(buffer, count, isLast, ref found);
        }

        ArrayPool<char>.Shared.Return(buffer);
        return found;
    }

    /// <summary>Looks at each word of the buffer; returns how much of it is done: all but a word cut off at its end.</summary>
    private static int Scan(char[] buffer, int count, bool isLast, ref ulong found)
    {
        for (var i = 0; i < count;)
        {
            if (!IsWord(buffer[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < count && IsWord(buffer[i])) i++;
            if (i == count && !isLast && start > 0) return start;
            var length = i - start;
            if (length >= s_byLength.Length) continue;
            foreach (var (word, bit) in s_byLength[length])
                if (buffer[start] == word[0] && new ReadOnlySpan<char>(buffer, start, length).SequenceEqual(word.AsSpan())) found |= bit;
        }

        return count;
    }

    private static bool IsWord(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' or > '\u007f';
}
