using BindCheck.Reachability.Tests.Stages;

namespace BindCheck.Reachability.Tests.Rows;

/// <summary>
/// Servers with an allow-list: they answer 127.0.0.1 and ::1. Whether a client is served says what the check makes of its address, on a
/// dual-mode listener before and after the repair.
/// </summary>
internal static class PeerRows
{
    private static readonly Repair[] s_normalise = [new("Normalise the address", "46")];

    internal static readonly Row[] All =
    [
        Request("Equals", "{|BIND1009:peer.Equals(IPAddress.Loopback)|}"),
        Request("object.Equals", "{|BIND1009:Equals(peer, IPAddress.Loopback)|}"),
        Request("the text", "{|BIND1009:peer.ToString() == \"127.0.0.1\"|}"),
        Request("the beginning of the text", "{|BIND1009:peer.ToString().StartsWith(\"127.\")|}"),
        Request("a pattern for the text", "{|BIND1009:peer.ToString() is \"127.0.0.1\"|}"),
        Request("a part of the text", "{|BIND1009:peer.ToString().Split('.')|}[0] == \"127\""),
        Request("a set", "{|BIND1009:new HashSet<IPAddress> { IPAddress.Loopback }.Contains(peer)|}"),
        Request("an array", "{|BIND1009:new[] { IPAddress.Loopback }.Contains(peer)|}"),
        Request("a dictionary", "{|BIND1009:new Dictionary<string, int> { [\"127.0.0.1\"] = 1 }.ContainsKey(peer.ToString())|}"),
        Request("Any", "new[] { IPAddress.Loopback }.Any(a => {|BIND1009:a.Equals(peer)|})"),
        Request("the family", "{|BIND1009:peer.AddressFamily == AddressFamily.InterNetwork|}"),
        Request("the length", "{|BIND1009:peer.GetAddressBytes().Length == 4|}"),
        Request("the first byte", "{|BIND1009:peer.GetAddressBytes()[0] == 127|}"),
        Request("a number of the bytes", "{|BIND1009:BitConverter.ToUInt32(peer.GetAddressBytes(), 0)|} == 0x0100007F"),
        Request("a network of ASP.NET Core", "{|BIND1009:new Microsoft.AspNetCore.HttpOverrides.IPNetwork(IPAddress.Parse(\"127.0.0.0\"), 8).Contains(peer)|}"),
        new("Peer: the obsolete number", Web("Number(peer) != 0", "long Number(IPAddress peer) { try { return {|BIND1009:peer.Address|}; } catch (SocketException) { return 0; } }"), "--", new Repair("Normalise the address", "4-"))
            { IsWeb = true, Protocol = Protocol.Http },

        // Of ::1 it makes 0.0.0.1, which no list knows.
        new("Peer: MapToIPv4", Web("!{|BIND1009:peer.MapToIPv4()|}.Equals(IPAddress.Parse(\"0.0.0.1\")) && !peer.Equals(IPAddress.IPv6Loopback)"), "4-", new Repair("Normalise the address", "4-"))
            { IsWeb = true, Protocol = Protocol.Http },

        Silent("IsLoopback", "IPAddress.IsLoopback(peer)"),
        Silent("a network of .NET", "IPNetwork.Parse(\"127.0.0.0/8\").Contains(peer)"),
        Silent("normalised by hand", "(peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer).Equals(IPAddress.Loopback)"),

        // First the check, then the listener: in the other order IPv4 clients would be kept out in between.
        new("Peer: of an IPv4 listener", Web("{|BIND1009:peer.Equals(IPAddress.Loopback)|} || peer.Equals(IPAddress.IPv6Loopback)", bind: "app.Urls.Add({|BIND1001:\"http://0.0.0.0:5000\"|});"), "4-",
            new Repair("Normalise the address", "4-", "BIND1001")) { IsWeb = true, Protocol = Protocol.Http },

        new("Peer: TcpListener", """
            using System.Net;
            using System.Net.Sockets;

            var listener = TcpListener.Create(5000);
            listener.Start();
            Ready();
            while (true)
            {
                using var client = listener.AcceptTcpClient();
                var peer = ((IPEndPoint)client.Client.RemoteEndPoint!).Address;
                if (!{|BIND1009:peer.Equals(IPAddress.Loopback)|} && !peer.Equals(IPAddress.IPv6Loopback)) continue;
                client.GetStream().Write("HTTP/1.1 200 OK\r\n\r\n"u8);
            }
            """, "-6", s_normalise) { Protocol = Protocol.Http },
        new("Peer: the text of an end point", """
            using System.Net;
            using System.Net.Sockets;

            var listener = TcpListener.Create(5000);
            listener.Start();
            Ready();
            while (true)
            {
                using var client = listener.AcceptTcpClient();
                if ({|BIND1009:client.Client.RemoteEndPoint!.ToString()!.Split(':')|}[0] == "127.0.0.1") client.GetStream().Write("HTTP/1.1 200 OK\r\n\r\n"u8);
            }
            """, "--") { Protocol = Protocol.Http },
        new("Peer: datagrams", """
            using System.Net;
            using System.Net.Sockets;

            using var udp = new UdpClient(AddressFamily.InterNetworkV6);
            udp.Client.DualMode = true;
            udp.Client.Bind(new IPEndPoint(IPAddress.IPv6Any, 5000));
            Ready();
            while (true)
            {
                var received = await udp.ReceiveAsync();
                if ({|BIND1009:received.RemoteEndPoint.Address.ToString() == "127.0.0.1"|} || received.RemoteEndPoint.Address.Equals(IPAddress.IPv6Loopback))
                    await udp.SendAsync(received.Buffer, received.RemoteEndPoint);
            }
            """, "-6", s_normalise) { Protocol = Protocol.Udp },
    ];

    private static Row Request(string name, string check) =>
        new("Peer: " + name, Web(check + " || peer.Equals(IPAddress.IPv6Loopback)"), "-6", s_normalise) { IsWeb = true, Protocol = Protocol.Http };

    private static Row Silent(string name, string check) =>
        new("Peer: " + name, Web(check + " || peer.Equals(IPAddress.IPv6Loopback)"), "46") { IsWeb = true, Protocol = Protocol.Http };

    private static string Web(string check, string helper = "", string bind = "app.Urls.Add(\"http://*:5000\");") => $$"""
        #pragma warning disable CS0618, ASPDEPR005
        using System.Net;
        using System.Net.Sockets;

        {{helper}}
        bool IsAllowed(IPAddress peer) => {{check}};

        var app = WebApplication.CreateBuilder(args).Build();
        {{bind}}
        app.Run(context =>
        {
            if (!IsAllowed(context.Connection.RemoteIpAddress!)) context.Abort();
            return Task.CompletedTask;
        });
        app.Lifetime.ApplicationStarted.Register(Ready);
        app.Run();
        """;
}
