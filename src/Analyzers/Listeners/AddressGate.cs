using System.Buffers;
using System.Runtime.CompilerServices;
using BindCheck.Listeners.Peers;
using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners;

/// <summary>
/// Whether a file can hold an address that is bound elsewhere, or a check of a peer: what does not spell one is not where a finding is
/// reported, so that an edit there costs nothing. The answer is kept with the syntax tree.
/// </summary>
internal static class AddressGate
{
    private const int ChunkLength = 16 * 1024;

    private static readonly string[] s_spellings = ["IPAddress", "IPEndPoint", "0.0.0.0", "127.0.0.1", "localhost", "::1", "\"::\"", "[::]", .. PeerSources.Words];
    private static readonly int s_overlap = s_spellings.Max(spelling => spelling.Length) - 1;
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> s_answers = new();

    internal static bool MaySpellAddress(SyntaxTree file, CancellationToken cancellationToken)
    {
        if (!s_answers.TryGetValue(file, out var answer))
        {
            var spells = Spells(file.GetText(cancellationToken));
            answer = s_answers.GetValue(file, _ => new(spells));
        }

        return answer.Value;
    }

    private static bool Spells(Microsoft.CodeAnalysis.Text.SourceText text)
    {
        var buffer = ArrayPool<char>.Shared.Rent(ChunkLength);
        var found = false;
        for (var position = 0; position < text.Length && !found; position += ChunkLength - s_overlap)
        {
            var count = Math.Min(ChunkLength, text.Length - position);
            text.CopyTo(position, buffer, 0, count);
            var chunk = new ReadOnlySpan<char>(buffer, 0, count);
            foreach (var spelling in s_spellings) found |= chunk.IndexOf(spelling.AsSpan(), StringComparison.Ordinal) >= 0;
            found |= HasUrlOfAddress(chunk);
        }

        ArrayPool<char>.Shared.Return(buffer);
        return found;
    }

    // http://10.0.0.1, http://+: a link to a page is none.
    private static bool HasUrlOfAddress(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf("://".AsSpan()); at >= 0; at = text.IndexOf("://".AsSpan()))
        {
            text = text.Slice(at + 3);
            if (!text.IsEmpty && text[0] is (>= '0' and <= '9') or '+' or '*' or '[') return true;
        }

        return false;
    }
}
