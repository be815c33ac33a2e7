using BindCheck.Listeners;
using BindCheck.Testing;

namespace BindCheck.Analyzers.Tests.Listeners;

/// <summary>BIND1006: an IPv4 wildcard beside a dual-mode one on the same port.</summary>
public class ConflictTests
{
    [Theory(DisplayName = "An IPv4 wildcard beside a dual-mode one on its port is reported")]
    [InlineData("{|BIND1006:o.Listen(IPAddress.Any, 80)|}; o.ListenAnyIP(80);")]
    [InlineData("o.ListenAnyIP(80); {|BIND1006:o.Listen(IPAddress.Any, 80)|};")]
    [InlineData("{|BIND1006:o.Listen(IPAddress.Any, 80)|}; o.Listen(IPAddress.IPv6Any, 80);")]
    [InlineData("{|BIND1006:o.Listen(new IPEndPoint(IPAddress.Any, 80))|}; o.ListenAnyIP(80);")]
    [InlineData("{|BIND1006:o.Listen(IPAddress.Any, Port)|}; o.ListenAnyIP(80);")]
    [InlineData("{|BIND1006:o.Listen(IPAddress.Any, s_port)|}; o.ListenAnyIP(Port);")]
    [InlineData("var port = 80; {|BIND1006:o.Listen(IPAddress.Any, port)|}; o.ListenAnyIP(80, l => { });")]
    [InlineData("b.UseUrls({|BIND1006:\"http://0.0.0.0:80;http://[::]:80\"|});")]
    [InlineData("b.UseUrls({|BIND1006:\"http://*:80;http://0.0.0.0:80\"|});")]
    [InlineData("b.UseUrls({|BIND1006:\"http://0.0.0.0:80\"|}, \"http://+:80\");")]
    [InlineData("app.Urls.Add({|BIND1006:\"http://0.0.0.0:80\"|}); app.Urls.Add(\"http://[::]:80\");")]
    [InlineData("var a = {|BIND1006:new TcpListener(IPAddress.Any, 80)|}; var c = TcpListener.Create(80); a.Start(); c.Start();")]
    [InlineData("o.ListenAnyIP(80); o.Configure().Load(); {|BIND1006:o.Listen(IPAddress.Any, 80)|}; o.Listen({|BIND1001:IPAddress.Any|}, 81);")]
    [InlineData("if (yes) { {|BIND1006:o.Listen(IPAddress.Any, 80)|}; o.ListenAnyIP(80); }")]
    [InlineData("var c = TcpListener.Create(80); c.Start(); var a = {|BIND1006:new TcpListener(IPAddress.Any, 80)|}; a.Start();")]
    public Task Conflicts(string statements) => Check(statements);

    [Theory(DisplayName = "Binds that work side by side, or may, are not reported as a conflict")]
    [InlineData("o.Listen({|BIND1001:IPAddress.Any|}, 81); o.ListenAnyIP(80);")]
    [InlineData("o.Listen(IPAddress.Any, 0); o.ListenAnyIP(0);")]
    [InlineData("o.Listen(IPAddress.Any, unknown); o.ListenAnyIP(unknown);")]
    [InlineData("if (yes) o.Listen(IPAddress.Any, 80); else o.ListenAnyIP(80);")]
    [InlineData("if (yes) { o.Listen(IPAddress.Any, 80); return; } o.ListenAnyIP(80);")]
    [InlineData("try { o.ListenAnyIP(80); } catch { o.Listen(IPAddress.Any, 80); }")]
    [InlineData("o.Listen(IPAddress.Any, 80); p.ListenAnyIP(80);")]
    [InlineData("o.Listen(IPAddress.Any, 80, l => l.Protocols = HttpProtocols.Http3); o.ListenAnyIP(80);")]
    [InlineData("b.UseUrls(yes ? \"http://0.0.0.0:80\" : \"http://*:80\");")]
    [InlineData("var u = \"http://0.0.0.0:80\"; if (yes) u = \"http://*:80\"; b.UseUrls(u);")]
    [InlineData("app.Urls.Add(\"http://0.0.0.0:80\"); app.Urls.Clear(); app.Urls.Add(\"http://*:80\");")]
    [InlineData("var a = new TcpListener(IPAddress.Any, 80); var c = new TcpListener(IPAddress.IPv6Any, 80); a.Start(); c.Start();")]
    [InlineData("var a = new TcpListener(IPAddress.Any, 80); a.Start(); a.Stop(); var c = TcpListener.Create(80); c.Start();")]
    [InlineData("o.Listen({|BIND1001:IPAddress.Any|}, yes ? 80 : 81); o.ListenAnyIP(yes ? 81 : 80);")]
    [InlineData("var a = new TcpListener({|BIND1001:IPAddress.Any|}, 80); var c = new UdpClient(80, AddressFamily.InterNetworkV6); a.Start();")]
    [InlineData("o.Listen(IPAddress.Any, 80); void Later() => o.ListenAnyIP(80);")]
    [InlineData("var k = new Fake(); k.Listen(IPAddress.Any, 80); k.ListenAnyIP(80);")]
    public Task Works(string statements) => Check(statements);

    private static Task Check(string statements) => Verify<ListenerAnalyzer>.Diagnostics($$"""
        using System.Net;
        using System.Net.Sockets;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Server.Kestrel.Core;

        class Server
        {
            class Fake { public void Listen(IPAddress a, int p) { } public void ListenAnyIP(int p) { } }
            const int Port = 80;
            static readonly int s_port = 80;
            void Run(KestrelServerOptions o, KestrelServerOptions p, IWebHostBuilder b, WebApplication app, bool yes, int unknown)
            {
                {{statements}}
            }
        }
        """);
}
