using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DualStack;

/// <summary>Logs the measurements that the tills send over UDP.</summary>
internal sealed class MetricsReceiver(ILogger<MetricsReceiver> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // UdpClient(port) is IPv4 without saying so. DualMode must be set before Bind.
        using var receiver = new UdpClient(AddressFamily.InterNetworkV6);
        receiver.Client.DualMode = true;
        receiver.Client.Bind(new IPEndPoint(IPAddress.IPv6Any, 9100));
        while (!stoppingToken.IsCancellationRequested)
        {
            var measurement = await receiver.ReceiveAsync(stoppingToken);
            logger.LogInformation("{Sender}: {Text}", measurement.RemoteEndPoint, Encoding.UTF8.GetString(measurement.Buffer));
        }
    }
}
