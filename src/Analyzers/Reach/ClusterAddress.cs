namespace BindCheck.Reach;

/// <summary>
/// Addresses as a cluster reads them: MetalLB and Kubernetes parse with Go's <c>net.ParseIP</c>, which takes no zone, brackets, port, prefix
/// length, short form or leading zero, and to which "::ffff:192.0.2.1" is IPv4. <see cref="System.Net.IPAddress"/> takes most of those, and
/// reads "67.58.49.070" as another address.
/// </summary>
/// <param name="Family">IPv4 or IPv6.</param>
/// <param name="High">The upper 64 bits; 0 of an IPv4 address.</param>
/// <param name="Low">The lower 64 bits; of an IPv4 address its 32.</param>
internal readonly record struct ClusterAddress(Families Family, ulong High, ulong Low) : IComparable<ClusterAddress>
{
    private const int Groups = 8;

    /// <summary>The bits of an address: 32 or 128.</summary>
    internal int Bits => Family == Families.IPv4 ? 32 : 128;

    /// <summary>The address that a text is; null for a text that is not one.</summary>
    internal static ClusterAddress? Parse(string text)
    {
        if (text.IndexOf(':') < 0) return IsIPv4(text) ? FromIPv4(text) : null;
        if (ParseIPv6(text) is not { } groups) return null;
        return IsMappedIPv4(groups)
            ? new(Families.IPv4, 0, ((ulong)groups[6] << 16) | (uint)groups[7])
            : new(Families.IPv6, Pack(groups, 0), Pack(groups, 4));
    }

    /// <summary>As RFC 5952 writes it.</summary>
    public override string ToString()
    {
        if (Family == Families.IPv4) return string.Join(".", OctetsOf(Low));
        var bytes = new byte[16];
        for (var i = 0; i < 8; i++)
        {
            bytes[i] = (byte)(High >> (56 - (8 * i)));
            bytes[8 + i] = (byte)(Low >> (56 - (8 * i)));
        }

        return new System.Net.IPAddress(bytes).ToString();
    }

    private static IEnumerable<ulong> OctetsOf(ulong value) => new[] { 24, 16, 8, 0 }.Select(shift => (value >> shift) & 0xFF);

    /// <summary>By family, then by number.</summary>
    public int CompareTo(ClusterAddress other)
    {
        var family = Family.CompareTo(other.Family);
        var high = family != 0 ? family : High.CompareTo(other.High);
        return high != 0 ? high : Low.CompareTo(other.Low);
    }

    /// <summary>The family of an address, or <see cref="Families.None"/> for a text that is not one.</summary>
    internal static Families FamilyOf(string text) => Parse(text)?.Family ?? Families.None;

    private static ClusterAddress FromIPv4(string text) =>
        new(Families.IPv4, 0, text.Split('.').Aggregate(0UL, (value, octet) => (value << 8) | Convert.ToUInt64(octet, fromBase: 10)));

    private static ulong Pack(int[] groups, int first)
    {
        var value = 0UL;
        for (var i = first; i < first + 4; i++) value = (value << 16) | (uint)groups[i];
        return value;
    }

    private static bool IsIPv4(string text)
    {
        var octets = text.Split('.');
        return octets.Length == 4 && octets.All(IsOctet);
    }

    private static bool IsOctet(string text) =>
        text.Length is >= 1 and <= 3
        && text.All(c => c is >= '0' and <= '9')
        && (text.Length == 1 || text[0] != '0')
        && (text.Length < 3 || string.CompareOrdinal(text, "255") <= 0);

    /// <summary>The eight 16-bit groups of an RFC 4291 §2.2 text; null where it is none.</summary>
    private static int[]? ParseIPv6(string text)
    {
        var gap = text.IndexOf("::", StringComparison.Ordinal);
        if (gap < 0) return ParseGroups(text) is { Count: Groups } all ? [.. all] : null;

        // A third colon or a second gap leaves an empty group in the tail, which no group may be.
        var head = gap == 0 ? [] : ParseGroups(text.Substring(0, gap), mayEndInIPv4: false);
        var tail = gap + 2 == text.Length ? [] : ParseGroups(text.Substring(gap + 2));
        if (head is null || tail is null || head.Count + tail.Count >= Groups) return null;
        return [.. head, .. new int[Groups - head.Count - tail.Count], .. tail];
    }

    private static List<int>? ParseGroups(string text, bool mayEndInIPv4 = true)
    {
        var parts = text.Split(':');
        if (parts.Length > Groups) return null;
        var groups = new List<int>(Groups);
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length is >= 1 and <= 4 && parts[i].All(Uri.IsHexDigit))
            {
                groups.Add(Convert.ToInt32(parts[i], fromBase: 16));
            }
            else if (mayEndInIPv4 && i == parts.Length - 1 && IsIPv4(parts[i]))
            {
                var octets = parts[i].Split('.').Select(octet => Convert.ToInt32(octet, fromBase: 10)).ToArray();
                groups.Add((octets[0] << 8) | octets[1]);
                groups.Add((octets[2] << 8) | octets[3]);
            }
            else
            {
                return null;
            }
        }

        return groups;
    }

    private static bool IsMappedIPv4(int[] groups) => groups.Take(5).All(group => group == 0) && groups[5] == 0xFFFF;
}
