using System.Net;

namespace BindCheck.Reach;

/// <summary>How one library reads the text of a listen host.</summary>
/// <param name="Literals">What an address means.</param>
internal sealed record HostText(Func<IPAddress, ClientReach> Literals)
{
    private static readonly ClientReach
        s_ipv4 = ClientReach.Of(Families.IPv4, Scope.Any),
        s_ipv6 = ClientReach.Of(Families.IPv6, Scope.Any);

    /// <summary>Words that are no address to IPAddress.Parse, and what they mean; case does not matter.</summary>
    internal (string Word, ClientReach Reach)[] Words { get; init; } = [];

    /// <summary>What any other text means. A name that is resolved when the server starts means whichever address comes first: unknown.</summary>
    internal ClientReach Names { get; init; } = ClientReach.Unknown;

    /// <summary>Addresses alone.</summary>
    internal static readonly HostText
        SingleFamily = new(AddressMaps.SingleFamily),
        DualMode = new(AddressMaps.DualMode),
        IPv6Depends = new(AddressMaps.IPv6Depends);

    /// <summary>The host of a Kestrel URL, for libraries that put one together.</summary>
    internal static readonly HostText Kestrel = new(AddressMaps.Kestrel)
    {
        Words = [("localhost", ClientReach.Of(Families.Both, Scope.Loopback))],
        Names = ClientReach.Dual,
    };

    /// <summary>Every wildcard is both families.</summary>
    internal static readonly HostText AnyIsDual = new(AddressMaps.AnyIsDual) { Words = [("*", ClientReach.Dual), ("+", ClientReach.Dual)] };

    /// <summary>"*" is both families, addresses are themselves alone.</summary>
    internal static readonly HostText StarIsDual = new(AddressMaps.SingleFamily) { Words = [("*", ClientReach.Dual)] };

    /// <summary>"*" and "+" are 0.0.0.0.</summary>
    internal static readonly HostText StarIsIPv4 = new(AddressMaps.SingleFamily) { Words = [("*", s_ipv4), ("+", s_ipv4)] };

    /// <summary>"Any" is 0.0.0.0 and "IPv6Any" is ::, as the fields of IPAddress are called.</summary>
    internal static readonly HostText AnyWords = new(AddressMaps.SingleFamily) { Words = [("Any", s_ipv4), ("IPv6Any", s_ipv6)] };

    /// <summary>Whatever is no address is 0.0.0.0; :: is both families.</summary>
    internal static readonly HostText NamesAreIPv4 = new(AddressMaps.Kestrel) { Names = s_ipv4 };

    /// <summary>Whatever is no address is both families, on all interfaces.</summary>
    internal static readonly HostText NamesAreDual = new(AddressMaps.Kestrel) { Names = ClientReach.Dual };

    /// <summary>"localhost" is both families, on all interfaces.</summary>
    internal static readonly HostText LocalhostIsDual = new(AddressMaps.SingleFamily) { Words = [("localhost", ClientReach.Dual)] };

    /// <summary>The clients that a host lets in.</summary>
    internal ClientReach Reach(string host)
    {
        if (host.Length == 0 || !Pattern.IsKnown(host)) return ClientReach.Unknown;
        foreach (var (word, reach) in Words)
            if (word.Equals(host, StringComparison.OrdinalIgnoreCase)) return reach;
        return IPAddress.TryParse(host, out var address) ? Literals(address) : Names;
    }
}
