using System.Net;
using System.Net.Sockets;

namespace BindCheck.Reach;

/// <summary>What one address means to one family of listeners. The same address is read differently by different listeners: hence one map each.</summary>
internal static class AddressMaps
{
    /// <summary>
    /// A socket without DualMode, as TcpListener and UdpClient create it. .NET sets IPV6_V6ONLY on every IPv6 socket on every
    /// system (pal_networking.c), so :: is IPv6 only, and an IPv4-mapped address cannot be bound at all.
    /// </summary>
    internal static ClientReach SingleFamily(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? ClientReach.Throws : ClientReach.Of(FamilyOf(address), ScopeOf(address));

    /// <summary>
    /// A dual-mode socket: :: accepts both families. An IPv4 address is bound as ::ffff:a.b.c.d and so still accepts IPv4 only;
    /// a specific IPv6 address accepts IPv6 only.
    /// </summary>
    internal static ClientReach DualMode(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.Equals(IPAddress.IPv6Any) ? ClientReach.Dual : ClientReach.Of(FamilyOf(plain), ScopeOf(plain));
    }

    /// <summary>Kestrel and its socket transport: dual-mode for :: and for nothing else (SocketTransportOptions.CreateDefaultBoundListenSocket).</summary>
    internal static ClientReach Kestrel(IPAddress address) =>
        address.Equals(IPAddress.IPv6Any) ? ClientReach.Dual : SingleFamily(address);

    /// <summary>A listener that opens both families for either wildcard, and one address for any other.</summary>
    internal static ClientReach AnyIsDual(IPAddress address) =>
        address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? ClientReach.Dual : SingleFamily(address);

    /// <summary>A listener that has a switch elsewhere for what :: accepts.</summary>
    internal static ClientReach IPv6Depends(IPAddress address) =>
        address.Equals(IPAddress.IPv6Any) ? ClientReach.Unknown : SingleFamily(address);

    private static Families FamilyOf(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork ? Families.IPv4 : Families.IPv6;

    private static Scope ScopeOf(IPAddress address) =>
        address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? Scope.Any
        : IPAddress.IsLoopback(address) ? Scope.Loopback
        : Scope.Specific;
}
