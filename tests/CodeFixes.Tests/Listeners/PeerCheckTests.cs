namespace BindCheck.CodeFixes.Tests.Listeners;

/// <summary>Code that reads the peer's address as IPv4 would fail on ::ffff:a.b.c.d: no repair beside it.</summary>
public class PeerCheckTests
{
    [Theory(DisplayName = "No repair is offered where the peer's address is expected to be IPv4")]
    [InlineData("if (peer.AddressFamily == AddressFamily.InterNetwork) return;")]
    [InlineData("if (peer.AddressFamily is not AddressFamily.InterNetwork) return;")]
    [InlineData("if (peer.Address.ToString() == \"127.0.0.1\") return;")]
    [InlineData("if (peer.ToString()!.StartsWith(\"192.168.\")) return;")]
    [InlineData("if (peer.Address.Equals(IPAddress.Loopback)) return;")]
    [InlineData("if (Equals(peer.Address, IPAddress.Loopback)) return;")]
    [InlineData("if (peer.Address.GetAddressBytes()[0] == 10) return;")]
    [InlineData("var text = peer.ToString(); System.Console.WriteLine(text.Split(':')[0]);")]
    [InlineData("if (s_allowed.Contains(peer.Address.ToString())) return;")]
    [InlineData("if (new Microsoft.AspNetCore.HttpOverrides.IPNetwork(IPAddress.Parse(\"10.0.0.0\"), 8).Contains(peer.Address)) return;")]
    [InlineData("switch (peer.AddressFamily) { case AddressFamily.InterNetwork: return; }")]
    [InlineData("var ok = peer.Address.ToString() switch { \"127.0.0.1\" => true, _ => false };")]
    [InlineData("if (client.Client.RemoteEndPoint is IPEndPoint p && p.Address.Equals(IPAddress.Parse(\"10.0.0.1\"))) return;")]
    [InlineData("if (client.Client?.RemoteEndPoint?.ToString()?.StartsWith(\"127.\") == true) return;")]
    [InlineData("var port = listener.LocalEndpoint.ToString()!.Split(':')[1];")]
    [InlineData("var pasv = ((IPEndPoint)client.Client.LocalEndPoint!).Address.ToString().Replace('.', ',');")]
    public async Task Ipv4Shaped(string check) => Assert.DoesNotContain(await Repairs.KeysIn(Program(check)), static key => key.StartsWith("BIND1001"));

    [Theory(DisplayName = "A repair is offered where any form of the peer's address will do")]
    [InlineData("System.Console.WriteLine(peer);")]
    [InlineData("if (IPAddress.IsLoopback(peer.Address)) return;")]
    [InlineData("if (IPNetwork.Parse(\"10.0.0.0/8\").Contains(peer.Address)) return;")]
    [InlineData("if (s_seen.Contains(peer.Address)) return; s_seen.Add(peer.Address);")]
    [InlineData("var a = peer.Address; if (a.IsIPv4MappedToIPv6) a = a.MapToIPv4(); if (a.ToString() == \"127.0.0.1\") return;")]
    [InlineData("var mine = Dns.GetHostEntry(\"\").AddressList[0]; if (mine.AddressFamily == AddressFamily.InterNetwork) return;")]
    [InlineData("System.Console.WriteLine(\"1.2.3.4\".Split('.').Length);")]
    public async Task AnyForm(string check) => Assert.Equal(["BIND1001:dual", "BIND1001:ipv6any"], await Repairs.KeysIn(Program(check)));

    [Theory(DisplayName = "Peers of datagrams and of requests count as well")]
    [InlineData("void Run(byte[] b) { var u = new UdpClient(514); IPEndPoint? peer = null; u.Receive(ref peer); if (peer.Address.ToString() == \"10.0.0.1\") return; }")]
    [InlineData("async void Run(byte[] b) { var u = new UdpClient(514); var r = await u.ReceiveAsync(); if (r.RemoteEndPoint.AddressFamily == AddressFamily.InterNetwork) return; }")]
    [InlineData("void Run(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions o) => o.Listen(IPAddress.Any, 80); bool Is(Microsoft.AspNetCore.Http.HttpContext c) => c.Connection.RemoteIpAddress!.ToString() == \"127.0.0.1\";")]
    public async Task OtherPeers(string members) =>
        Assert.DoesNotContain(await Repairs.KeysIn("using System.Net; using System.Net.Sockets; class Server { " + members + " }"), static key => key.StartsWith("BIND1001"));

    private static string Program(string check) => $$"""
        using System.Collections.Generic;
        using System.Net;
        using System.Net.Sockets;

        class Server
        {
            static readonly HashSet<string> s_allowed = ["127.0.0.1", "10.0.0.1"];
            static readonly HashSet<IPAddress> s_seen = [];

            void Run()
            {
                var listener = new TcpListener(IPAddress.Any, 80);
                listener.Start();
                var client = listener.AcceptTcpClient();
                var peer = (IPEndPoint)client.Client.RemoteEndPoint!;
                {{check}}
            }
        }
        """;
}
