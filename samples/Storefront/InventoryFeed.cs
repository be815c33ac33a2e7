using System.Net;
using System.Net.Sockets;

namespace Storefront;

/// <summary>Tells each caller how many articles are left. "We support IPv6 now": and lost IPv4 on the way.</summary>
internal sealed class InventoryFeed : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listener = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.IPv6Any, 9001)); // BIND1003
        listener.Listen();
        while (!stoppingToken.IsCancellationRequested)
        {
            using var caller = await listener.AcceptAsync(stoppingToken);
            await caller.SendAsync("42 articles\n"u8.ToArray(), stoppingToken);
        }
    }
}
