namespace Storefront;

/// <summary>The shop owner's pages, in a host of their own. Written on a laptop, where loopback was enough.</summary>
internal sealed class AdminSite : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.ConfigureKestrel(options => options.ListenLocalhost(8082)); // BIND1002
        var app = builder.Build();
        app.MapGet("/", () => "Nothing to do.");
        return app.RunAsync(stoppingToken);
    }
}
