using System.Net;
using System.Net.Sockets;

namespace BindCheck.Reachability.Tests.Stages;

/// <summary>What a stage finds on its host, so that a scenario can tell whether it was really set.</summary>
/// <param name="IPv4Loopback">127.0.0.1 can be bound.</param>
/// <param name="IPv6Loopback">::1 can be bound.</param>
/// <param name="IPv6Sockets">The kernel makes IPv6 sockets.</param>
/// <param name="OSSupportsIPv6">What .NET believes.</param>
/// <param name="Localhost">The addresses of the name localhost, first one first.</param>
internal sealed record HostFacts(bool IPv4Loopback, bool IPv6Loopback, bool IPv6Sockets, bool OSSupportsIPv6, string[] Localhost)
{
    internal static async Task<HostFacts> ReadAsync()
    {
        var localhost = await Dns.GetHostAddressesAsync("localhost");
        return new(
            Succeeds(AddressFamily.InterNetwork, IPAddress.Loopback),
            Succeeds(AddressFamily.InterNetworkV6, IPAddress.IPv6Loopback),
            Succeeds(AddressFamily.InterNetworkV6, null),
            Socket.OSSupportsIPv6,
            [.. localhost.Select(a => a.ToString())]);
    }

    private static bool Succeeds(AddressFamily family, IPAddress? address)
    {
        try
        {
            using var socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
            if (address is not null) socket.Bind(new IPEndPoint(address, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
