using BindCheck.Listeners;
using BindCheck.Testing;

namespace BindCheck.Analyzers.Tests.Listeners;

/// <summary>BIND1007: binds that throw when they run.</summary>
public class ThrowingBindTests
{
    [Theory(DisplayName = "A bind that contradicts its socket is reported")]
    [InlineData("var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp); s.Bind(new IPEndPoint({|BIND1007:IPAddress.IPv6Any|}, 80)); s.Listen();")]
    [InlineData("var s = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp); s.Bind(new IPEndPoint({|BIND1007:IPAddress.Any|}, 80)); s.Listen();")]
    [InlineData("var s = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp); s.Bind(new IPEndPoint({|BIND1007:IPAddress.Any.MapToIPv6()|}, 80)); s.Receive(new byte[1]);")]
    [InlineData("var l = new TcpListener({|BIND1007:IPAddress.Any.MapToIPv6()|}, 80); l.Start();")]
    [InlineData("var l = new TcpListener({|BIND1007:IPAddress.Any|}, 80); l.Server.DualMode = true; l.Start();")]
    [InlineData("var l = new TcpListener(IPAddress.IPv6Any, 80); l.Start(); {|BIND1007:l.Server.DualMode = true|};")]
    [InlineData("var s = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp); s.Bind(new IPEndPoint(IPAddress.IPv6Any, 80)); {|BIND1007:s.DualMode = true|}; s.Listen();")]
    [InlineData("var u = new UdpClient(80, AddressFamily.InterNetworkV6); {|BIND1007:u.Client.DualMode = true|}; IPEndPoint? p = null; u.Receive(ref p);")]
    [InlineData("{|BIND1007:options.ListenLocalhost(0)|};")]
    [InlineData("options.Listen({|BIND1007:IPAddress.Any.MapToIPv6()|}, 80);")]
    public Task Throws(string statements) => Check(statements);

    [Theory(DisplayName = "A bind that works, or may work, is not reported as one that throws")]
    [InlineData("var l = new TcpListener(IPAddress.IPv6Any, 80); l.Server.DualMode = true; l.Start();")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Bind(new IPEndPoint(IPAddress.IPv6Any, 80)); s.Listen();")]
    [InlineData("var s = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true }; s.Bind(new IPEndPoint(IPAddress.IPv6Any, 80)); s.Listen();")]
    [InlineData("var s = new Socket(six ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp); s.Bind(new IPEndPoint(six ? {|BIND1003:IPAddress.IPv6Any|} : {|BIND1001:IPAddress.Any|}, 80)); s.Listen();")]
    [InlineData("var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp); s.Bind(new IPEndPoint(six ? IPAddress.IPv6Any : IPAddress.Parse(text), 80)); s.Listen();")]
    [InlineData("var s = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp); if (six) { s.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0)); } s.DualMode = true;")]
    [InlineData("var s = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp); s.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0)); s = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp); s.DualMode = true;")]
    [InlineData("try { } catch { var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp); s.Bind(new IPEndPoint(IPAddress.IPv6Any, 80)); }")]
    public Task Works(string statements) => Check(statements);

    [Fact(DisplayName = "A listener on localhost with a port of its own works")]
    public Task Localhost() => Verify<ListenerAnalyzer>.Diagnostics("""
        using Microsoft.AspNetCore.Server.Kestrel.Core;
        class Server
        {
            void Run(KestrelServerOptions options, int port) { options.{|BIND1002:ListenLocalhost|}(port); options.{|BIND1002:ListenLocalhost|}(80); }
        }
        """);

    private static Task Check(string statements) => Verify<ListenerAnalyzer>.Diagnostics($$"""
        using System.Net;
        using System.Net.Sockets;
        using Microsoft.AspNetCore.Server.Kestrel.Core;

        class Server
        {
            void Run(KestrelServerOptions options, bool six, string text)
            {
                {{statements}}
            }
        }
        """);
}
