using System.Net.Sockets;
using System.Text;

namespace Storefront;

/// <summary>Logs the measurements that the tills send over UDP.</summary>
internal sealed class MetricsReceiver(ILogger<MetricsReceiver> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var receiver = new UdpClient(9100); // BIND1001
        while (!stoppingToken.IsCancellationRequested)
        {
            var measurement = await receiver.ReceiveAsync(stoppingToken);
            logger.LogInformation("{Sender}: {Text}", measurement.RemoteEndPoint, Encoding.UTF8.GetString(measurement.Buffer));
        }
    }
}
