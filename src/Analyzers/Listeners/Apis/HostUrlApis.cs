namespace BindCheck.Listeners.Apis;

/// <summary>
/// URLs given to an ASP.NET Core host. Ports alone (HTTP_PORTS) always mean both families and need no row.
/// </summary>
internal static class HostUrlApis
{
    private const string
        WebHostBuilder = "Microsoft.AspNetCore.Hosting.IWebHostBuilder",
        Extensions = "Microsoft.AspNetCore.Hosting.HostingAbstractionsWebHostBuilderExtensions",
        Application = "Microsoft.AspNetCore.Builder.WebApplication",
        WebHost = "Microsoft.AspNetCore.WebHost";

    internal static readonly ListenerApi[] Rows =
    [
        Url(Extensions, "UseUrls", "hostBuilder,*urls"),
        Url(Extensions, "Start", "hostBuilder,*urls"),
        Url(Application, "Run", "*url"),
        Url(Application, "RunAsync", "*url"),
        Url(WebHost, "Start", "*url,app"),
        Url(WebHost, "Start", "*url,routeBuilder"),
        Url(WebHost, "StartWith", "*url,app"),
        Url(Application, "Urls", "") with { Shape = Shape.Add },
        Url("Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature", "Addresses", "") with { Shape = Shape.Add },
        Url(WebHostBuilder, "UseSetting", "key,*value") with { Shape = Shape.Keyed, Key = IsUrlsKey },
        Url("Microsoft.Extensions.Configuration.IConfiguration", "this[]", "key") with { Shape = Shape.Keyed, Key = IsUrlsKey },
        // A named Kestrel endpoint is additive to Listen calls and beats every host URL.
        Url("Microsoft.Extensions.Configuration.IConfiguration", "this[]", "key")
            with { Shape = Shape.Keyed, Key = IsKestrelEndpointKey, Server = Server.Kestrel },
    ];

    private static ListenerApi Url(string type, string member, string parameters) =>
        new(type, member, parameters, Notation.Url, Server.HostUrls, Repair.Url);

    private static bool IsUrlsKey(string key) => key.Equals("urls", StringComparison.OrdinalIgnoreCase);

    /// <summary><c>Kestrel:Endpoints:NAME:Url</c>; configuration keys ignore case.</summary>
    private static bool IsKestrelEndpointKey(string key) =>
        key.StartsWith("Kestrel:Endpoints:", StringComparison.OrdinalIgnoreCase) && key.EndsWith(":Url", StringComparison.OrdinalIgnoreCase);
}
