namespace BindCheck.Listeners;

/// <summary>
/// A set of the words that <see cref="NameGate"/> knows, by their numbers. It has 256 bits; words beyond share the bits of others, which opens
/// the gate too often and never too seldom.
/// </summary>
internal readonly record struct WordSet(ulong A, ulong B, ulong C, ulong D)
{
    internal bool IsEmpty => (A | B | C | D) == 0;

    /// <summary>The set with one more word.</summary>
    internal WordSet With(int word)
    {
        var bit = 1UL << (word & 63);
        return (word >> 6 & 3) switch
        {
            0 => this with { A = A | bit },
            1 => this with { B = B | bit },
            2 => this with { C = C | bit },
            _ => this with { D = D | bit },
        };
    }

    /// <summary>Whether the sets have a word in common.</summary>
    internal bool Overlaps(WordSet other) => ((A & other.A) | (B & other.B) | (C & other.C) | (D & other.D)) != 0;
}
