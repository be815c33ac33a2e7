using System.Net;
using System.Net.Sockets;

namespace Storefront;

/// <summary>Takes orders from shop tills over raw TCP: every line is acknowledged.</summary>
internal sealed class OrderGateway : BackgroundService
{
    private readonly TcpListener _listener = new(IPAddress.Any, 9000); // BIND1001

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _listener.Start();
        while (!stoppingToken.IsCancellationRequested)
        {
            using var till = await _listener.AcceptTcpClientAsync(stoppingToken);
            using var reader = new StreamReader(till.GetStream());
            await using var writer = new StreamWriter(till.GetStream()) { AutoFlush = true };
            while (await reader.ReadLineAsync(stoppingToken) is { } order) await writer.WriteLineAsync($"accepted {order}");
        }
    }
}
