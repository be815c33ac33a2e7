namespace BindCheck.CodeFixes.Tests.Listeners;

/// <summary>The address of a peer, normalised where it is checked.</summary>
public class PeerRepairTests
{
    private const string Key = "BIND1009:normalise", Plain = "(peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer)";

    [Theory(DisplayName = "An address is normalised where it is checked")]
    [InlineData("if (peer.Equals(IPAddress.Loopback)) return;", "if (PEER.Equals(IPAddress.Loopback)) return;")]
    [InlineData("if (IPAddress.Loopback.Equals(peer)) return;", "if (IPAddress.Loopback.Equals(PEER)) return;")]
    [InlineData("if (Equals(peer, IPAddress.Loopback)) return;", "if (Equals(PEER, IPAddress.Loopback)) return;")]
    [InlineData("if (peer.ToString() == \"127.0.0.1\") return;", "if (PEER.ToString() == \"127.0.0.1\") return;")]
    [InlineData("var text = peer.ToString(); if (text.StartsWith(\"10.\")) return;", "var text = PEER.ToString(); if (text.StartsWith(\"10.\")) return;")]
    [InlineData("if (s_allowed.Contains(peer)) return;", "if (s_allowed.Contains(PEER)) return;")]
    [InlineData("if (s_allowed.Any(a => a.Equals(peer))) return;", "if (s_allowed.Any(a => a.Equals(PEER))) return;")]
    [InlineData("if (peer.AddressFamily is AddressFamily.InterNetwork) return;", "if (PEER.AddressFamily is AddressFamily.InterNetwork) return;")]
    [InlineData("var family = peer.AddressFamily; if (family != AddressFamily.InterNetwork) return;", "var family = PEER.AddressFamily; if (family != AddressFamily.InterNetwork) return;")]
    [InlineData("var bytes = peer.GetAddressBytes(); if (bytes[0] == 10 && bytes[1] == 1) return;", "var bytes = PEER.GetAddressBytes(); if (bytes[0] == 10 && bytes[1] == 1) return;")]
    [InlineData("var first = peer.ToString().Split('.')[0];", "var first = PEER.ToString().Split('.')[0];")]
    [InlineData("var text = peer.MapToIPv4().ToString();", "var text = PEER.ToString();")]
    [InlineData("if (peer/* whoever */.Equals(IPAddress.Loopback)) return; // local", "if (PEER/* whoever */.Equals(IPAddress.Loopback)) return; // local")]
    public async Task Normalised(string before, string after) => Assert.Equal(Program(after.Replace("PEER", Plain)), await Repairs.After(Key, Program(before)));

    [Theory(DisplayName = "A chain of properties is written three times")]
    [InlineData("if (endPoint.Address.Equals(IPAddress.Loopback)) return;", "endPoint.Address")]
    [InlineData("if (((IPEndPoint)client.Client.RemoteEndPoint!).Address.Equals(IPAddress.Loopback)) return;", "((IPEndPoint)client.Client.RemoteEndPoint!).Address")]
    [InlineData("if (_first.Equals(IPAddress.Loopback)) return;", "_first")]
    [InlineData("if (this._first.Equals(IPAddress.Loopback)) return;", "this._first")]
    public async Task Chains(string before, string address)
    {
        var after = before.Replace(address, $"({address}.IsIPv4MappedToIPv6 ? {address}.MapToIPv4() : {address})");
        Assert.Equal(Program(after), await Repairs.After(Key, Program(before)));
    }

    [Theory(DisplayName = "A check is reported, and no repair offered, where it could not be exact")]
    [InlineData("if (endPoint.ToString() == \"127.0.0.1:80\") return;")]
    [InlineData("var host = endPoint.ToString().Split(':')[0];")]
    [InlineData("if (endPoint.AddressFamily == AddressFamily.InterNetwork) return;")]
    [InlineData("if (Peer().Equals(IPAddress.Loopback)) return;")]
    [InlineData("if (_last!.Equals(IPAddress.Loopback)) return;")]
    [InlineData("if (maybe?.Equals(IPAddress.Loopback) == true) return;")]
    [InlineData("if (Equals(maybe, IPAddress.Loopback)) return;")]
    [InlineData("if (peer is { AddressFamily: AddressFamily.InterNetwork }) return;")]
    public async Task NotExact(string check)
    {
        var document = Repairs.Open(Program(check));
        var findings = await Repairs.FindingsIn(document);
        Assert.Contains(findings, static finding => finding.Id == "BIND1009");
        foreach (var finding in findings) Assert.Empty(await Repairs.ActionsOf(document, finding));
    }

    [Fact(DisplayName = "All checks of a file are repaired at once, a peer that several check with a text once")]
    public async Task All()
    {
        const string Before = "var text = peer.ToString(); if (text == \"10.0.0.1\" || text == \"10.0.0.2\" || peer.Equals(IPAddress.Loopback)) return;";
        const string After = "var text = PEER.ToString(); if (text == \"10.0.0.1\" || text == \"10.0.0.2\" || PEER.Equals(IPAddress.Loopback)) return;";
        Assert.Equal(Program(After.Replace("PEER", Plain)), await Repairs.AfterAll("BIND1009", Key, Program(Before), ""));
    }

    [Fact(DisplayName = "The repair of the listener is offered once the checks of its peers are mended, and says so before")]
    public async Task First()
    {
        var before = Program("if (peer.Equals(IPAddress.Loopback)) return;", "new TcpListener(IPAddress.Any, 80)");
        Assert.Equal([Key], await Repairs.KeysIn(before));
        var finding = Assert.Single(await Repairs.FindingsIn(Repairs.Open(before)), static finding => finding.Id == "BIND1001");
        Assert.EndsWith("First mend the checks of its peers that BIND1009 reports: a dual-mode listener reports IPv4 clients as '::ffff:192.0.2.1'.", finding.GetMessage());
        Assert.Equal(["BIND1001:dual", "BIND1001:ipv6any"], await Repairs.KeysIn(await Repairs.After(Key, before)));
    }

    [Theory(DisplayName = "A check in another type holds the repair of its own listener back, and of no other")]
    [InlineData("options.Listen(IPAddress.Any, 80);", "c.Connection.RemoteIpAddress!.Equals(IPAddress.Loopback)", "BIND1009:normalise")]
    [InlineData("options.Listen(IPAddress.Any, 80);", "c.Connection.RemoteIpAddress!.MapToIPv4() is null", "BIND1001:dual BIND1001:ipv6any BIND1009:normalise")]
    [InlineData("options.Listen(IPAddress.Any, 80);", "IPAddress.IsLoopback(c.Connection.RemoteIpAddress!)", "BIND1001:dual BIND1001:ipv6any")]
    [InlineData("var l = new TcpListener(IPAddress.Any, 80); l.Start(); Loop(l); var m = new TcpListener(IPAddress.Any, 81); m.Start(); Loop(m); } void Loop(TcpListener t) { new Filter().Is((IPEndPoint)t.AcceptSocket().RemoteEndPoint!);", "c is null", "BIND1009:normalise")]
    [InlineData("var l = new TcpListener(IPAddress.Any, 80); l.Start(); l.AcceptSocket();", "c.Connection.RemoteIpAddress!.Equals(IPAddress.Loopback)", "BIND1001:dual BIND1001:ipv6any")]
    public async Task Elsewhere(string bind, string check, string keys) => Assert.Equal(keys.Split(' '), await Repairs.KeysIn($$"""
        using System.Net;
        using System.Net.Sockets;
        class Host { void M(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions options) { {{bind}} } }
        class Filter { bool Is(Microsoft.AspNetCore.Http.HttpContext c) => {{check}}; public bool Is(IPEndPoint peer) => peer.Address.Equals(IPAddress.Loopback); }
        """));

    private static string Program(string statements, string listener = "TcpListener.Create(80)") => $$"""
        using System.Collections.Generic;
        using System.Linq;
        using System.Net;
        using System.Net.Sockets;

        class Server
        {
            static readonly HashSet<IPAddress> s_allowed = new() { IPAddress.Parse("10.0.0.1"), IPAddress.Loopback };

            readonly TcpListener _listener;
            readonly IPAddress _first;
            IPAddress? _last;

            Server()
            {
                _listener = {{listener}};
                _first = ((IPEndPoint)_listener.AcceptSocket().RemoteEndPoint!).Address;
            }

            IPAddress Peer() => ((IPEndPoint)_listener.AcceptSocket().RemoteEndPoint!).Address;

            void Run()
            {
                _listener.Start();
                var client = _listener.AcceptTcpClient();
                var endPoint = (IPEndPoint)client.Client.RemoteEndPoint!;
                var peer = endPoint.Address;
                var maybe = (client.Client.RemoteEndPoint as IPEndPoint)?.Address;
                _last = peer;
                {{statements}}
            }
        }
        """;
}
