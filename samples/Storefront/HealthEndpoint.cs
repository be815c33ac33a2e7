using System.Net;

namespace Storefront;

/// <summary>Answers the cluster's probes on a port of its own.</summary>
internal sealed class HealthEndpoint : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listener = new HttpListener();
        listener.Prefixes.Add("http://+:8081/"); // BIND1004
        listener.Start();
        while (!stoppingToken.IsCancellationRequested)
        {
            var probe = await listener.GetContextAsync().WaitAsync(stoppingToken);
            probe.Response.StatusCode = 204;
            probe.Response.Close();
        }
    }
}
