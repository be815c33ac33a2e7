namespace DualStack;

/// <summary>The shop owner's pages, in a host of their own.</summary>
internal sealed class AdminSite : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.ConfigureKestrel(options => options.ListenAnyIP(8082));
        var app = builder.Build();
        app.MapGet("/", () => "Nothing to do.");
        return app.RunAsync(stoppingToken);
    }
}
