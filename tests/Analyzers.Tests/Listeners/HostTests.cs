using BindCheck.Listeners;
using BindCheck.Testing;

namespace BindCheck.Analyzers.Tests.Listeners;

/// <summary>ASP.NET Core hosts, Kestrel, HTTP.sys, HttpListener and QUIC: every surface, and which of two wins.</summary>
public class HostTests
{
    public static TheoryData<string, string> Surfaces => new()
    {
        { "Kestrel Listen", "builder.WebHost.ConfigureKestrel(o => o.Listen({|BIND1001:IPAddress.Any|}, 80));" },
        { "Kestrel Listen with configuration", "builder.WebHost.ConfigureKestrel(o => o.Listen({|BIND1001:IPAddress.Any|}, 80, l => l.UseHttps()));" },
        { "Kestrel Listen on an end point", "builder.WebHost.UseKestrel(o => o.Listen(new IPEndPoint({|BIND1001:IPAddress.Any|}, 80)));" },
        { "Kestrel Listen on a base-typed end point", "EndPoint e = new IPEndPoint(IPAddress.Any, 80); builder.WebHost.UseKestrel(o => o.Listen({|BIND1001:e|}));" },
        { "Kestrel Listen on IPv6Any is dual", "builder.WebHost.ConfigureKestrel(o => o.Listen(IPAddress.IPv6Any, 80));" },
        { "Kestrel Listen on IPv4 loopback", "builder.WebHost.ConfigureKestrel(o => o.Listen({|BIND1002:IPAddress.Loopback|}, 80));" },
        { "Kestrel ListenLocalhost", "builder.WebHost.ConfigureKestrel(o => o.{|BIND1002:ListenLocalhost|}(80, l => { }));" },
        { "Kestrel ListenAnyIP", "builder.WebHost.ConfigureKestrel(o => o.ListenAnyIP(80));" },
        { "Kestrel options configured as a service", "builder.Services.Configure<KestrelServerOptions>(o => o.Listen({|BIND1001:IPAddress.Any|}, 80));" },
        { "Kestrel loader Endpoint", "builder.WebHost.ConfigureKestrel(o => o.Configure().Endpoint({|BIND1001:IPAddress.Any|}, 80).Endpoint(\"Https\", e => { }));" },
        { "Kestrel loader LocalhostEndpoint", "builder.WebHost.ConfigureKestrel(o => o.Configure().{|BIND1002:LocalhostEndpoint|}(80));" },
        { "Kestrel loader AnyIPEndpoint", "builder.WebHost.ConfigureKestrel(o => o.Configure().AnyIPEndpoint(80));" },
        { "both wildcards on one port in Kestrel", "builder.WebHost.ConfigureKestrel(o => { {|BIND1006:o.Listen(IPAddress.Any, 80)|}; o.Listen(IPAddress.IPv6Any, 80); });" },
        { "one of two ports in Kestrel", "builder.WebHost.ConfigureKestrel(o => { o.Listen({|BIND1001:IPAddress.Any|}, 80); o.ListenAnyIP(81); });" },
        { "UseUrls", "builder.WebHost.UseUrls({|BIND1001:\"http://0.0.0.0:80\"|});" },
        { "UseUrls on localhost", "builder.WebHost.UseUrls({|BIND1002:\"http://localhost:80\"|});" },
        { "UseUrls on loopback for a browser that the program opens", "builder.WebHost.UseUrls(\"http://127.0.0.1:8400\"); System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(\"https://login.example\") { UseShellExecute = true });" },
        { "UseUrls on a wildcard beside a browser that the program opens", "builder.WebHost.UseUrls({|BIND1001:\"http://0.0.0.0:8400\"|}); System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(\"https://login.example\") { UseShellExecute = true });" },
        { "UseUrls below localhost", "builder.WebHost.UseUrls({|BIND1002:\"http://shop.localhost:80\"|});" },
        { "UseUrls on ::1", "builder.WebHost.UseUrls({|BIND1002:\"http://[::1]:80\"|});" },
        { "addresses of a server of one's own", "var own = new Microsoft.AspNetCore.Hosting.Server.Features.ServerAddressesFeature(); own.Addresses.Add(\"http://localhost/\");" },
        { "UseUrls on one address", "builder.WebHost.UseUrls({|BIND1008:\"http://10.1.2.3:80\"|});" },
        { "UseUrls with no URL", "builder.WebHost.UseUrls(\"0.0.0.0:80\", \"\", \"tcp://0.0.0.0:80\", \"http://\");" },
        { "UseUrls on port 0", "builder.WebHost.UseUrls(\"http://127.0.0.1:0\");" },
        { "UseSetting", "builder.WebHost.UseSetting(\"urls\", {|BIND1001:\"http://0.0.0.0:80\"|});" },
        { "UseSetting with the constant", "builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, {|BIND1001:\"http://0.0.0.0:80\"|});" },
        { "UseSetting with ports only", "builder.WebHost.UseSetting(\"http_ports\", \"80\");" },
        { "UseSetting of something else", "builder.WebHost.UseSetting(\"gateway\", \"http://0.0.0.0:80\");" },
        { "configuration", "builder.Configuration[\"urls\"] = {|BIND1001:\"http://0.0.0.0:80\"|};" },
        { "configuration in upper case", "builder.Configuration[\"URLS\"] = {|BIND1001:\"http://0.0.0.0:80\"|};" },
        { "configuration of an end point", "builder.Configuration[\"Kestrel:Endpoints:Http:Url\"] = {|BIND1001:\"http://0.0.0.0:80\"|};" },
        { "configuration of something else", "builder.Configuration[\"Gateway:Url\"] = \"http://0.0.0.0:80\"; var urls = builder.Configuration[\"urls\"];" },
        { "Urls.Add", "app.Urls.Add({|BIND1001:\"http://0.0.0.0:80\"|});" },
        { "Urls.Add through a variable", "var urls = app.Urls; urls.Add({|BIND1001:\"http://0.0.0.0:80\"|});" },
        { "Urls.Add in a loop", "foreach (var url in new[] { {|BIND1001:\"http://0.0.0.0:80\"|}, \"http://*:81\" }) app.Urls.Add(url);" },
        { "Run", "app.Run({|BIND1001:\"http://0.0.0.0:80\"|});" },
        { "RunAsync", "_ = app.RunAsync({|BIND1001:\"http://0.0.0.0:80\"|});" },
        { "Run without a URL", "app.Run(); app.Run(async c => await c.Response.WriteAsync(\"http://0.0.0.0:80\"));" },
        { "IServerAddressesFeature", "((IApplicationBuilder)app).ServerFeatures.Get<IServerAddressesFeature>()!.Addresses.Add({|BIND1001:\"http://0.0.0.0:80\"|});" },
        { "WebHost.Start", "WebHost.Start({|BIND1001:\"http://0.0.0.0:80\"|}, c => Task.CompletedTask);" },
        { "WebHost.StartWith", "WebHost.StartWith({|BIND1001:\"http://0.0.0.0:80\"|}, b => { });" },
        { "IWebHostBuilder.Start", "new WebHostBuilder().UseKestrel().Start({|BIND1001:\"http://0.0.0.0:80\"|});" },
        { "a generic host", "Host.CreateDefaultBuilder().ConfigureWebHostDefaults(w => w.UseUrls({|BIND1001:\"http://0.0.0.0:80\"|}));" },
        { "IConnectionListenerFactory", "app.Services.GetRequiredService<IConnectionListenerFactory>().BindAsync(new IPEndPoint({|BIND1001:IPAddress.Any|}, 80));" },
        { "CreateDefaultBoundListenSocket", "SocketTransportOptions.CreateDefaultBoundListenSocket(new IPEndPoint({|BIND1001:IPAddress.Any|}, 80));" },
        { "HttpSys prefixes", "builder.WebHost.UseHttpSys(o => o.UrlPrefixes.Add({|BIND1001:\"http://0.0.0.0:80\"|}));" },
        { "HttpSys wildcards are dual", "builder.WebHost.UseHttpSys(o => { o.UrlPrefixes.Add(\"http://*:80\"); o.UrlPrefixes.Add(\"http://+:81\"); });" },
        { "QUIC", "_ = new QuicListenerOptions { ListenEndPoint = new IPEndPoint({|BIND1001:IPAddress.Any|}, 80), ApplicationProtocols = [], ConnectionOptionsCallback = null! };" },
        { "QUIC on IPv6Any is dual", "_ = new QuicListenerOptions { ListenEndPoint = new(IPAddress.IPv6Any, 80), ApplicationProtocols = [], ConnectionOptionsCallback = null! };" },
    };

    public static TheoryData<string, string> Precedence => new()
    {
        { "Kestrel code beats UseUrls", "builder.WebHost.UseUrls(\"http://0.0.0.0:80\").ConfigureKestrel(o => o.ListenAnyIP(81));" },
        { "Kestrel code beats Run", "builder.WebHost.ConfigureKestrel(o => o.ListenAnyIP(81)); app.Run(\"http://0.0.0.0:80\");" },
        { "unless URLs are preferred", "builder.WebHost.UseUrls({|BIND1001:\"http://0.0.0.0:80\"|}).PreferHostingUrls(true).ConfigureKestrel(o => o.Listen(IPAddress.Any, 81));" },
        { "configuration written after UseUrls beats it", "builder.WebHost.UseUrls(\"http://*:80\"); builder.Configuration[\"urls\"] = {|BIND1001:\"http://0.0.0.0:80\"|};" },
        { "named end points beat URLs", "builder.WebHost.UseUrls(\"http://0.0.0.0:81\"); builder.Configuration[\"Kestrel:Endpoints:A:Url\"] = \"http://*:80\";" },
        { "preferred URLs beat named end points", "builder.WebHost.PreferHostingUrls(true).UseUrls({|BIND1001:\"http://0.0.0.0:81\"|}); builder.Configuration[\"Kestrel:Endpoints:A:Url\"] = \"http://0.0.0.0:80\";" },
        { "named end points add to Kestrel code", "builder.WebHost.ConfigureKestrel(o => o.ListenAnyIP(81)); builder.Configuration[\"Kestrel:Endpoints:A:Url\"] = {|BIND1001:\"http://0.0.0.0:80\"|};" },
        { "the second UseUrls replaces the first", "builder.WebHost.UseUrls(\"http://0.0.0.0:80\"); builder.WebHost.UseUrls(\"http://*:80\");" },
        { "the second UseUrls of a chain replaces the first", "builder.WebHost.UseUrls(\"http://0.0.0.0:80\").UseUrls(\"http://*:80\");" },
        { "a conditional UseUrls replaces nothing", "builder.WebHost.UseUrls({|BIND1001:\"http://0.0.0.0:80\"|}); if (args.Length > 0) builder.WebHost.UseUrls(\"http://*:81\");" },
        { "Urls beat UseUrls", "builder.WebHost.UseUrls(\"http://0.0.0.0:80\"); app.Urls.Add(\"http://*:80\");" },
        { "Run beats Urls", "app.Urls.Add(\"http://0.0.0.0:80\"); app.Run(\"http://*:80\");" },
        { "UseUrls beats configuration written before it", "builder.Configuration[\"urls\"] = \"http://0.0.0.0:80\"; builder.WebHost.UseUrls(\"http://*:80\");" },
        { "another host's URLs do not matter", "Host.CreateDefaultBuilder().ConfigureWebHostDefaults(w => w.UseUrls({|BIND1001:\"http://0.0.0.0:80\"|})); Host.CreateDefaultBuilder().ConfigureWebHostDefaults(w => w.UseUrls(\"http://*:81\"));" },
    };

    public static TheoryData<string, string> HttpListeners => new()
    {
        { "the strong wildcard", "var l = new HttpListener(); l.Prefixes.Add({|BIND1004:\"http://+:80/\"|});" },
        { "the weak wildcard", "var l = new HttpListener(); l.Prefixes.Add({|BIND1004:\"http://*:80/\"|});" },
        { "an interpolated port", "var l = new HttpListener(); l.Prefixes.Add({|BIND1004:$\"http://*:{args.Length}/\"|});" },
        { "localhost", "var l = new HttpListener(); l.Prefixes.Add({|BIND1004:\"http://localhost:80/\"|});" },
        { "a name", "var l = new HttpListener(); l.Prefixes.Add({|BIND1004:\"http://shop.example:80/\"|});" },
        { "an IPv4 address in the brackets of IPv6", "var l = new HttpListener(); l.Prefixes.Add(\"http://[0.0.0.0]:80/\");" },
        { "IPv4 loopback", "var l = new HttpListener(); l.Prefixes.Add({|BIND1002:\"http://127.0.0.1:80/\"|});" },
        { "one IPv4 address", "var l = new HttpListener(); l.Prefixes.Add({|BIND1008:\"http://10.0.0.1:80/\"|});" },
        { "what throws anyway", "var l = new HttpListener(); l.Prefixes.Add(\"http://[::]:80/\"); l.Prefixes.Add(\"http://:::80/\"); l.Prefixes.Add(\"http://0.0.0.0:80/\");" },
        { "a collection initializer", "_ = new HttpListener { Prefixes = { {|BIND1004:\"http://+:80/\"|} } };" },
        { "a variable for the prefixes", "var p = new HttpListener().Prefixes; p.Add({|BIND1004:\"http://+:80/\"|});" },
        { "Windows only", "var l = new HttpListener(); if (System.OperatingSystem.IsWindows()) l.Prefixes.Add(\"http://+:80/\");" },
        { "an unknown prefix", "var l = new HttpListener(); l.Prefixes.Add(args[0]); l.Prefixes.Add($\"http://{args[0]}:80/\");" },
    };

    [Theory(DisplayName = "Each host surface is read with its own rules")]
    [MemberData(nameof(Surfaces))]
    public Task Surface(string surface, string statements) => Check(surface, statements);

    [Theory(DisplayName = "Addresses that another one beats are not reported")]
    [MemberData(nameof(Precedence))]
    public Task Winner(string rule, string statements) => Check(rule, statements);

    [Theory(DisplayName = "HttpListener prefixes are read as the managed implementation does")]
    [MemberData(nameof(HttpListeners))]
    public Task HttpListener(string prefix, string statements) => Check(prefix, statements);

    [Theory(DisplayName = "HttpListener is not reported in a project that runs on Windows only")]
    [InlineData("net48")]
    [InlineData("net10.0-windows")]
    public Task OnWindows(string framework) => Verify<ListenerAnalyzer>.Diagnostics(
        Program("var l = new HttpListener(); l.Prefixes.Add(\"http://+:80/\");"), "build_property.TargetFramework = " + framework);

    private static Task Check(string form, string statements)
    {
        _ = form;
        return Verify<ListenerAnalyzer>.Diagnostics(Program(statements));
    }

    private static string Program(string statements) => $$"""
        #pragma warning disable ASPDEPR004, ASPDEPR008, CA1416, CS0618, CA2252
        using System.Linq;
        using System.Net;
        using System.Net.Quic;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Connections;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Hosting.Server.Features;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Server.Kestrel.Core;
        using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        {{statements}}
        """;
}
