using System.Numerics;

namespace BindCheck.Reach;

/// <summary>A range of addresses of one family, both ends included, as MetalLB reads one of a pool (internal/config/config.go, ParseCIDR).</summary>
/// <param name="First">The lowest address.</param>
/// <param name="Last">The highest address.</param>
internal readonly record struct AddressRange(ClusterAddress First, ClusterAddress Last)
{
    /// <summary>The family of all its addresses.</summary>
    internal Families Family => First.Family;

    /// <summary>The length of the shortest prefix, that of the largest block, among those that MetalLB summarises the range into.</summary>
    internal int ShortestPrefix
    {
        get
        {
            var (first, last) = (Number(First), Number(Last));
            var shortest = First.Bits;
            while (first <= last)
            {
                // The largest block that starts here and does not go beyond the end.
                var bits = 0;
                while (bits < First.Bits && (first & ((BigInteger.One << (bits + 1)) - 1)).IsZero && first + (BigInteger.One << (bits + 1)) - 1 <= last) bits++;
                shortest = Math.Min(shortest, First.Bits - bits);
                first += BigInteger.One << bits;
            }

            return shortest;
        }
    }

    /// <summary>How many addresses it has; of IPv6 a rounded number.</summary>
    internal double Size => ((Last.High - First.High) * 18446744073709551616.0) + Last.Low - First.Low + 1;

    /// <summary>
    /// "192.0.2.0/24", host bits allowed, or "192.0.2.10 - 192.0.2.20"; null for anything else, also for a range of two families or whose end
    /// lies before its start.
    /// </summary>
    internal static AddressRange? Parse(string text)
    {
        var dash = text.IndexOf('-');
        if (dash < 0) return ParseCidr(text);
        return ClusterAddress.Parse(text.Substring(0, dash).Trim()) is { } first && ClusterAddress.Parse(text.Substring(dash + 1).Trim()) is { } last
            && first.Family == last.Family && first.CompareTo(last) <= 0
            ? new(first, last)
            : null;
    }

    /// <summary>An address and a prefix length, after Go's net.ParseCIDR; null for anything else.</summary>
    internal static AddressRange? ParseCidr(string text)
    {
        var slash = text.IndexOf('/');
        if (slash < 0 || ClusterAddress.Parse(text.Substring(0, slash)) is not { } address) return null;
        var digits = text.Substring(slash + 1);
        if (digits.Length is 0 or > 3 || !digits.All(c => c is >= '0' and <= '9')) return null;

        // A mapped address is IPv4 to Go, but its prefix counts the bits of IPv6.
        var isMapped = address.Family == Families.IPv4 && text.IndexOf(':') >= 0;
        var length = int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) - (isMapped ? 96 : 0);
        return length >= 0 && length <= address.Bits ? OfPrefix(address, length) : null;
    }

    /// <summary>The range of a prefix, whatever the host bits of its address are.</summary>
    internal static AddressRange OfPrefix(ClusterAddress address, int length)
    {
        var hostBits = address.Bits - length;
        var low = Mask(Math.Min(hostBits, 64));
        var high = address.Family == Families.IPv4 ? 0 : Mask(Math.Max(hostBits - 64, 0));
        return new(
            address with { High = address.High & ~high, Low = address.Low & ~low },
            address with { High = address.High | high, Low = address.Low | low });
    }

    internal bool Contains(ClusterAddress address) =>
        address.Family == Family && First.CompareTo(address) <= 0 && address.CompareTo(Last) <= 0;

    internal bool Overlaps(AddressRange other) =>
        other.Family == Family && First.CompareTo(other.Last) <= 0 && other.First.CompareTo(Last) <= 0;

    /// <summary>"first-last", as a pool may write it.</summary>
    public override string ToString() => First == Last ? First.ToString() : $"{First}-{Last}";

    private static BigInteger Number(ClusterAddress address) => ((BigInteger)address.High << 64) | address.Low;

    private static ulong Mask(int bits) => bits >= 64 ? ulong.MaxValue : (1UL << bits) - 1;
}
