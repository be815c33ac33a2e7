using System.Net;
using System.Net.Sockets;

namespace DualStack;

/// <summary>Tells each caller how many articles are left.</summary>
internal sealed class InventoryFeed : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Without DualMode an IPv6 socket refuses IPv4, on every operating system.
        using var listener = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
        listener.Bind(new IPEndPoint(IPAddress.IPv6Any, 9001));
        listener.Listen();
        while (!stoppingToken.IsCancellationRequested)
        {
            using var caller = await listener.AcceptAsync(stoppingToken);
            await caller.SendAsync("42 articles\n"u8.ToArray(), stoppingToken);
        }
    }
}
