using System.Buffers;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners.Values;

/// <summary>
/// Which words a file may contain (a Bloom filter of two bits a word): the index by which the few files that name a symbol are found without
/// looking at all the others. Built when a value is first followed out of its file, and kept with the syntax tree.
/// </summary>
internal sealed class WordFilter
{
    private const int ChunkLength = 16 * 1024, MinBits = 1024, CharactersPerWord = 8;

    private static readonly ConditionalWeakTable<SyntaxTree, WordFilter> s_filters = new();

    private readonly ulong[] _bits;
    private readonly uint _mask;

    private WordFilter(int textLength)
    {
        // About eight bits for each word of the text, fewer than half of which are new.
        var bits = MinBits;
        while (bits < textLength / CharactersPerWord * 8 && bits < 1 << 20) bits <<= 1;
        _bits = new ulong[bits / 64];
        _mask = (uint)bits - 1;
    }

    /// <summary>The filter of a file.</summary>
    internal static WordFilter Of(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (s_filters.TryGetValue(tree, out var filter)) return filter;
        var text = tree.GetText(cancellationToken);
        filter = new(text.Length);
        var buffer = ArrayPool<char>.Shared.Rent(ChunkLength);
        uint hash = 0;
        var inWord = false;
        for (var position = 0; position < text.Length; position += ChunkLength)
        {
            var count = Math.Min(ChunkLength, text.Length - position);
            text.CopyTo(position, buffer, 0, count);
            for (var i = 0; i < count; i++)
            {
                if (IsWord(buffer[i]))
                {
                    hash = Next(inWord ? hash : Seed, buffer[i]);
                    inWord = true;
                }
                else if (inWord)
                {
                    filter.Add(hash);
                    inWord = false;
                }
            }
        }

        if (inWord) filter.Add(hash);
        ArrayPool<char>.Shared.Return(buffer);
        return s_filters.GetValue(tree, _ => filter);
    }

    /// <summary>False where the file does not contain the word; true where it does, and seldom where it does not.</summary>
    internal bool MayContain(string word)
    {
        var hash = Seed;
        foreach (var c in word) hash = Next(hash, c);
        return Has(hash) && Has(Second(hash));
    }

    private void Add(uint hash)
    {
        Set(hash);
        Set(Second(hash));
    }

    // FNV-1a
    private const uint Seed = 2166136261;

    private static uint Next(uint hash, char c) => (hash ^ c) * 16777619;

    private static uint Second(uint hash) => (hash >> 15 | hash << 17) * 0x9E3779B1;

    private void Set(uint hash) => _bits[(hash & _mask) >> 6] |= 1UL << (int)(hash & 63);

    private bool Has(uint hash) => (_bits[(hash & _mask) >> 6] & 1UL << (int)(hash & 63)) != 0;

    private static bool IsWord(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' or > '\u007f';
}
