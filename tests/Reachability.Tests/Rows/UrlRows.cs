using BindCheck.Reachability.Tests.Stages;

namespace BindCheck.Reachability.Tests.Rows;

/// <summary>URLs given to an ASP.NET Core host.</summary>
internal static class UrlRows
{
    private static readonly Expectation s_ipv4 = "4- 4- 4- 4- 4- -- 4-";
    private static readonly Expectation s_star = "46 46 4- 4- 46 -6 46";
    private static readonly Expectation s_ipv6Any = "46 46 4- throws 46 -6 46";
    private static readonly Expectation s_localhost = new("46 46 4- 4- 46 -6 46", Scope.Loopback);
    private static readonly Expectation s_ipv4Loopback = new("4- 4- 4- 4- 4- throws 4-", Scope.Loopback);
    private static readonly Expectation s_ipv6Loopback = new("-6 -6 throws throws -6 -6 -6", Scope.Loopback);

    private static readonly Repair
        s_network = new("Open the server to the network with the host '*'", s_star),
        s_bothLoopbacks = new("Accept loopback clients of both families with the host 'localhost'", s_localhost, "BIND1002");

    private static readonly Repair[]
        s_toDual = [new("Accept both families with the host '*'", s_star), new("the host '[::]' (fails on hosts without IPv6)", s_ipv6Any)],
        s_loopback = [s_bothLoopbacks, s_network];

    internal static readonly Row[] All =
    [
        // The host of a URL.
        UseUrls("http://0.0.0.0:5000", "BIND1001", s_ipv4, s_toDual),
        UseUrls("http://0:5000", "BIND1001", s_ipv4, s_toDual),
        UseUrls("http://00.0.0.0:5000", "BIND1001", s_ipv4, s_toDual),
        UseUrls("HTTP://0.0.0.0:5000/", "BIND1001", s_ipv4, s_toDual),
        UseUrls("http://127.0.0.1:5000", "BIND1002", s_ipv4Loopback, s_loopback),
        UseUrls("http://127.1:5000", "BIND1002", s_ipv4Loopback, s_loopback),
        UseUrls("http://[::1]:5000", "BIND1002", s_ipv6Loopback, s_loopback),
        UseUrls("http://localhost:5000", "BIND1002", s_localhost, s_network),
        UseUrls("http://LocalHost:5000", "BIND1002", s_localhost, s_network),
        UseUrls("http://app.localhost:5000", "BIND1002", s_localhost, s_network),
        UseUrls("http://*:5000", null, s_star),
        UseUrls("http://+:5000", null, s_star),
        UseUrls("http://any.example:5000", null, s_star),
        UseUrls("http://[::]:5000", null, s_ipv6Any),
        UseUrls("http://:::5000", null, s_ipv6Any),
        UseUrls("http://[::ffff:0.0.0.0]:5000", null, "throws"),
        UseUrls("http://0.0.0.0:5000;http://[::]:5000", "BIND1006", "throws", new Repair("Remove the IPv4 wildcard", s_ipv6Any)),
        UseUrls("http://*:5000;http://0.0.0.0:5000", "BIND1006", "throws", new Repair("Remove the IPv4 wildcard", s_star)),
        Web("Urls.Add of both wildcards", "", "throws", [new("Remove the IPv4 wildcard", s_ipv6Any)], after: "app.Urls.Add({|BIND1006:\"http://0.0.0.0:5000\"|}); app.Urls.Add(\"http://[::]:5000\");"),

        // Where a URL is given.
        Web("UseUrls(variable port)", "builder.WebHost.UseUrls({|BIND1001:$\"http://0.0.0.0:{args[0]}\"|});", s_ipv4, s_toDual),
        Web("UseUrls(variable port), loopback", "builder.WebHost.UseUrls({|BIND1002:$\"http://127.0.0.1:{args[0]}\"|});", s_ipv4Loopback, [s_network]),
        Web("UseUrls(concatenation)", "builder.WebHost.UseUrls({|BIND1001:\"http://0.0.0.0:\" + args[0]|});", s_ipv4, s_toDual),
        Web("UseUrls(two)", "builder.WebHost.UseUrls({|BIND1001:\"http://0.0.0.0:5000\"|}, \"http://*:5001\");", s_ipv4, s_toDual),
        Web("UseUrls(two in one)", "builder.WebHost.UseUrls({|BIND1001:\"http://*:5001;http://0.0.0.0:5000\"|});", s_ipv4, s_toDual),
        Web("UseSetting(urls)", "builder.WebHost.UseSetting(\"urls\", {|BIND1001:\"http://0.0.0.0:5000\"|});", s_ipv4, s_toDual),
        Web("UseSetting(URLS)", "builder.WebHost.UseSetting(\"URLS\", {|BIND1001:\"http://0.0.0.0:5000\"|});", s_ipv4, s_toDual),
        Web("UseSetting(ServerUrlsKey)", "builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, {|BIND1001:\"http://0.0.0.0:5000\"|});", s_ipv4, s_toDual),
        Web("UseSetting(http_ports)", "builder.WebHost.UseSetting(\"http_ports\", \"5000\");", s_star),
        Web("Configuration[urls]", "builder.Configuration[\"urls\"] = {|BIND1001:\"http://0.0.0.0:5000\"|};", s_ipv4, s_toDual),
        Web("Configuration[urls] of the application", "", s_ipv4, s_toDual, after: "app.Configuration[\"urls\"] = {|BIND1001:\"http://0.0.0.0:5000\"|};"),
        Web("Configuration[Kestrel:Endpoints:Http:Url]", "builder.Configuration[\"Kestrel:Endpoints:Http:Url\"] = {|BIND1001:\"http://0.0.0.0:5000\"|};", s_ipv4, s_toDual),
        Web("Configuration[Kestrel:Endpoints:Http:Url], loopback", "builder.Configuration[\"Kestrel:Endpoints:Http:Url\"] = {|BIND1002:\"http://127.0.0.1:5000\"|};", s_ipv4Loopback, s_loopback),
        Web("AddInMemoryCollection(urls)", """
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["urls"] = "http://0.0.0.0:5000" });
            """, s_ipv4),
        Web("Urls.Add", "", s_ipv4, s_toDual, after: "app.Urls.Add({|BIND1001:\"http://0.0.0.0:5000\"|});"),
        Web("Urls.Add(variable port)", "", s_ipv4, s_toDual, after: "app.Urls.Add({|BIND1001:$\"http://0.0.0.0:{args[0]}\"|});"),
        Web("IServerAddressesFeature.Addresses.Add", "", s_ipv4, s_toDual, after: """
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Add({|BIND1001:"http://0.0.0.0:5000"|});
            """),
        Web("Run(url)", "", s_ipv4, s_toDual, run: "app.Run({|BIND1001:\"http://0.0.0.0:5000\"|});"),
        Web("RunAsync(url)", "", s_ipv4, s_toDual, run: "await app.RunAsync({|BIND1001:\"http://0.0.0.0:5000\"|});"),
        Web("RunAsync(variable port)", "", s_ipv4, s_toDual, run: "await app.RunAsync({|BIND1001:$\"http://0.0.0.0:{args[0]}\"|});"),
        Web("Run(loopback)", "", s_ipv4Loopback, s_loopback, run: "app.Run({|BIND1002:\"http://127.0.0.1:5000\"|});"),
        Web("HTTP_PORTS in the configuration", "builder.Configuration[\"HTTP_PORTS\"] = \"5000\";", s_star),

        // The other hosts.
        Other("WebHost.Start(url, RequestDelegate)", """
            using var host = WebHost.Start({|BIND1001:"http://0.0.0.0:5000"|}, context => context.Response.WriteAsync("hello"));
            """),
        Other("WebHost.Start(url, routes)", """
            using var host = WebHost.Start({|BIND1001:"http://0.0.0.0:5000"|}, routes => routes.MapGet("/", context => context.Response.WriteAsync("hello")));
            """),
        Other("WebHost.StartWith(url, app)", """
            using var host = WebHost.StartWith({|BIND1001:"http://0.0.0.0:5000"|}, app => app.Run(context => context.Response.WriteAsync("hello")));
            """),
        Other("IWebHostBuilder.Start(urls)", """
            using var host = WebHost.CreateDefaultBuilder(args).Configure(app => app.Run(context => context.Response.WriteAsync("hello"))).Start({|BIND1001:"http://0.0.0.0:5000"|});
            """),
        Other("WebHost.CreateDefaultBuilder, UseUrls", """
            using var host = WebHost.CreateDefaultBuilder(args).UseUrls({|BIND1001:"http://0.0.0.0:5000"|})
                .Configure(app => app.Run(context => context.Response.WriteAsync("hello"))).Build();
            host.Start();
            """),
        Other("Host.CreateDefaultBuilder, UseUrls", """
            using var host = Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseUrls({|BIND1001:"http://0.0.0.0:5000"|})
                .Configure(app => app.Run(context => context.Response.WriteAsync("hello")))).Build();
            host.Start();
            """),
        Other("Host.CreateDefaultBuilder, UseKestrel", """
            using var host = Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseKestrel(options => options.Listen({|BIND1001:IPAddress.Any|}, 5000))
                .Configure(app => app.Run(context => context.Response.WriteAsync("hello")))).Build();
            host.Start();
            """, new Repair("Accept both families with ListenAnyIP", s_star), new Repair("IPAddress.IPv6Any (fails on hosts without IPv6)", s_ipv6Any)),
    ];

    private static Row UseUrls(string url, string? id, Expectation reach, params Repair[] repairs) =>
        Web($"UseUrls(\"{url}\")", $"builder.WebHost.UseUrls({(id is null ? $"\"{url}\"" : $$"""{|{{id}}:"{{url}}"|}""")});", reach, repairs);

    /// <summary>A web application; the statements come first, before it is built, after it is built, and to run it.</summary>
    internal static Row Web(
        string name, string before, Expectation reach, Repair[]? repairs = null, string first = "", string after = "", string run = "app.Run();") =>
        new("URL: " + name, $"""
            using Microsoft.AspNetCore.Hosting.Server;
            using Microsoft.AspNetCore.Hosting.Server.Features;

            {first}
            var builder = WebApplication.CreateBuilder(args);
            {before}
            var app = builder.Build();
            app.MapGet("/", () => "hello");
            app.Lifetime.ApplicationStarted.Register(Ready);
            {after}
            {run}
            """, reach, repairs ?? []) { IsWeb = true, Protocol = Protocol.Http };

    private static Row Other(string name, string start, params Repair[] repairs) =>
        new(name, $"""
            using System.Net;
            using Microsoft.AspNetCore;

            {start}
            Ready();
            while (true) Thread.Sleep(1000);
            """, s_ipv4, repairs.Length > 0 ? repairs : s_toDual) { IsWeb = true, Protocol = Protocol.Http };
}
