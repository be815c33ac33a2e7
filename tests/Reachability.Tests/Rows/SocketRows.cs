using BindCheck.Reachability.Tests.Stages;

namespace BindCheck.Reachability.Tests.Rows;

/// <summary>System.Net.Sockets.Socket: constructor, bind and receive template together decide.</summary>
internal static class SocketRows
{
    private const string
        V4 = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)",
        V6 = "new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp)",
        Best = "new Socket(SocketType.Stream, ProtocolType.Tcp)",
        UdpV4 = "new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)",
        UdpV6 = "new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp)";

    private static readonly Expectation s_ipv4 = "4- 4- 4- 4- 4- -- 4-";
    private static readonly Expectation s_ipv6 = "-6 -6 -- throws -6 -6 -6";
    private static readonly Expectation s_dualMode = "46 46 4- throws 46 -6 46";
    private static readonly Expectation s_fallback = "46 4- 4- 4- 46 -6 46";

    private static readonly Repair[] s_toDual = [new("a dual-mode socket where the host has IPv6", s_fallback), new("DualMode (fails on hosts without IPv6)", s_dualMode)];

    private const string Pair = "A pair of sockets, one a family";

    internal static readonly Row[] All =
    [
        Tcp("IPv4 socket, Any", V4, "{|BIND1001:IPAddress.Any|}", s_ipv4, s_toDual),
        Tcp("IPv4 socket, Any, port from outside", V4, "{|BIND1001:IPAddress.Any|}", s_ipv4, s_toDual, port: "int.Parse(args[0])"),
        Tcp("IPv4 socket, Loopback", V4, "{|BIND1002:IPAddress.Loopback|}", new("4- 4- 4- 4- 4- throws 4-", Scope.Loopback)),
        Tcp("IPv4 socket, IPv6Any", V4, "{|BIND1007:IPAddress.IPv6Any|}", "throws throws throws throws throws throws throws"),
        Tcp("IPv6 socket, IPv6Any", V6, "{|BIND1003:IPAddress.IPv6Any|}", s_ipv6, s_toDual),
        Tcp("IPv6 socket, Any", V6, "{|BIND1007:IPAddress.Any|}", "throws throws throws throws throws throws throws"),
        Tcp("Dual socket, IPv6Any", V6 + " { DualMode = true }", "IPAddress.IPv6Any", s_dualMode),
        // Its constructor needs IPv6 in any case.
        Tcp("Dual socket, Any: half a repair", V6 + " { DualMode = true }", "{|BIND1001:IPAddress.Any|}", "4- 4- 4- throws 4- -- 4-", [new("Accept both families with IPAddress.IPv6Any", s_dualMode)]),
        Tcp("Dual socket, mapped Any", V6 + " { DualMode = true }", "{|BIND1001:IPAddress.Any.MapToIPv6()|}", "4- 4- 4- throws 4- -- 4-"),
        Tcp("Dual socket, Loopback", V6 + " { DualMode = true }", "{|BIND1002:IPAddress.Loopback|}", new("4-", Scope.Loopback)),
        Tcp("Dual socket, IPv6Loopback", V6 + " { DualMode = true }", "{|BIND1002:IPAddress.IPv6Loopback|}", new("-6", Scope.Loopback)),
        Tcp("Socket of the best family, IPv6Any", Best, "IPAddress.IPv6Any", "46 throws 4- throws 46 -6 46"),
        Tcp("Socket of the best family, Any: half a repair", Best, "{|BIND1001:IPAddress.Any|}", s_ipv4, s_toDual),
        Tcp("Socket of the best family, Loopback", Best, "{|BIND1002:IPAddress.Loopback|}", new("4-", Scope.Loopback)),
        Tcp("Socket of the best family, what the host has", Best, "Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any", s_fallback),

        Statements("IPv4 socket, end point in a local", $$"""
            var endPoint = new IPEndPoint(IPAddress.Any, 5000);
            using var socket = {{V4}};
            socket.Bind({|BIND1001:endPoint|});
            socket.Listen();
            """, s_ipv4, s_toDual),
        Statements("IPv4 socket, address in a local", $$"""
            IPAddress address = IPAddress.Any;
            using var socket = {{V4}};
            socket.Bind({|BIND1001:new IPEndPoint(address, 5000)|});
            socket.Listen(10);
            """, s_ipv4, s_toDual),
        Statements("IPv4 socket with options", $$"""
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.LingerState = new LingerOption(false, 0);
            socket.Bind(new IPEndPoint({|BIND1001:IPAddress.Any|}, 5000));
            socket.Listen(100);
            """, s_ipv4, s_toDual),
        Statements("DualMode as a statement", $"""
            using var socket = {V6};
            socket.DualMode = true;
            socket.Bind(new IPEndPoint(IPAddress.IPv6Any, 5000));
            socket.Listen();
            """, s_dualMode),
        Statements("SetSocketOption(IPv6Only, false)", $"""
            using var socket = {V6};
            socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.IPv6Only, false);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Any, 5000));
            socket.Listen();
            """, s_dualMode),
        Statements("SetSocketOption((SocketOptionName)27, 0)", $"""
            using var socket = {V6};
            socket.SetSocketOption(SocketOptionLevel.IPv6, (SocketOptionName)27, 0);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Any, 5000));
            socket.Listen();
            """, s_dualMode),
        Statements("DualMode = false, said aloud", $$"""
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = false };
            socket.Bind(new IPEndPoint({|BIND1003:IPAddress.IPv6Any|}, 5000));
            socket.Listen();
            """, s_ipv6),
        Statements("DualMode after Bind", $$"""
            using var socket = {{V6}};
            socket.Bind(new IPEndPoint(IPAddress.IPv6Any, 5000));
            {|BIND1007:socket.DualMode = true|};
            socket.Listen();
            """, "throws", new Repair("Set DualMode before the socket is bound", s_dualMode)),
        Statements("Bind to a name", $"""
            using var socket = {V4};
            socket.Bind(new DnsEndPoint("localhost", 5000));
            socket.Listen();
            """, "throws"),
        Statements("A unix socket", """
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint("5000.sock"));
            socket.Listen();
            """, "none"),
        new("IPv4 socket in a class", """
            using System.Net;
            using System.Net.Sockets;

            new Server().Run(5000);

            internal sealed class Server
            {
                private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

                internal void Run(int port)
                {
                    _socket.Bind(new IPEndPoint({|BIND1001:IPAddress.Any|}, port));
                    _socket.Listen(100);
                    Ready();
                    while (true) _socket.Accept().Dispose();
                }
            }
            """, s_ipv4, s_toDual),
        new("UDP, IPv4 socket in a class, one template for all", """
            using System.Net;
            using System.Net.Sockets;

            new Server().Run(5000);

            internal sealed class Server
            {
                private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                private EndPoint _peer = new IPEndPoint(IPAddress.Any, 0);

                internal void Run(int port)
                {
                    _socket.Bind(new IPEndPoint({|BIND1001:IPAddress.Any|}, port));
                    Ready();
                    var buffer = new byte[1500];
                    while (true)
                    {
                        var length = _socket.ReceiveFrom(buffer, ref _peer);
                        _socket.SendTo(buffer, length, SocketFlags.None, _peer);
                    }
                }
            }
            """, s_ipv4, s_toDual) { Protocol = Protocol.Udp },
        Statements(Pair, $"""
            using var v4 = {V4};
            v4.Bind(new IPEndPoint(IPAddress.Any, 5000));
            v4.Listen();
            using var v6 = {V6};
            v6.Bind(new IPEndPoint(IPAddress.IPv6Any, 5000));
            v6.Listen();
            """, "46 46 4- throws 46 -6 46"),

        Udp("UDP, IPv4 socket, ReceiveFrom(Any)", UdpV4, "{|BIND1001:IPAddress.Any|}", "IPAddress.Any", ReceiveFrom, s_ipv4, s_toDual),
        Udp("UDP, IPv4 socket, ReceiveFrom(Any), port from outside", UdpV4, "{|BIND1001:IPAddress.Any|}", "IPAddress.Any", ReceiveFrom, s_ipv4, s_toDual, port: "int.Parse(args[0])"),
        Udp("UDP, IPv4 socket, ReceiveFromAsync(Any)", UdpV4, "{|BIND1001:IPAddress.Any|}", "IPAddress.Any", ReceiveFromAsync, s_ipv4, s_toDual),
        // ReceiveMessageFrom takes no IPv4 template on a dual-mode socket.
        Udp("UDP, IPv4 socket, ReceiveMessageFrom(Any)", UdpV4, "{|BIND1001:IPAddress.Any|}", "IPAddress.Any", ReceiveMessageFrom, s_ipv4),
        Udp("UDP, IPv4 socket, ReceiveFrom(IPv6Any)", UdpV4, "{|BIND1001:IPAddress.Any|}", "IPAddress.IPv6Any", ReceiveFrom, "throws", s_toDual),
        Udp("UDP, IPv6 socket, ReceiveFrom(IPv6Any)", UdpV6, "{|BIND1003:IPAddress.IPv6Any|}", "IPAddress.IPv6Any", ReceiveFrom, s_ipv6, s_toDual),
        Udp("UDP, IPv6 socket, ReceiveFrom(Any)", UdpV6, "{|BIND1003:IPAddress.IPv6Any|}", "IPAddress.Any", ReceiveFrom, "throws", s_toDual),
        Udp("UDP, dual socket, ReceiveFrom(Any)", UdpV6 + " { DualMode = true }", "IPAddress.IPv6Any", "IPAddress.Any", ReceiveFrom, s_dualMode),
        Udp("UDP, dual socket, ReceiveFrom(IPv6Any)", UdpV6 + " { DualMode = true }", "IPAddress.IPv6Any", "IPAddress.IPv6Any", ReceiveFrom, s_dualMode),
        Udp("UDP, dual socket, ReceiveMessageFrom(IPv6Any)", UdpV6 + " { DualMode = true }", "IPAddress.IPv6Any", "IPAddress.IPv6Any", ReceiveMessageFrom, s_dualMode),
    ];

    private const string
        ReceiveFrom = "var length = socket.ReceiveFrom(buffer, ref peer);",
        ReceiveFromAsync = """
            var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, peer);
                var length = received.ReceivedBytes;
                peer = received.RemoteEndPoint;
            """,
        ReceiveMessageFrom = """
            var flags = SocketFlags.None;
                var length = socket.ReceiveMessageFrom(buffer, 0, buffer.Length, ref flags, ref peer, out _);
            """;

    private static Row Tcp(string name, string socket, string address, Expectation reach, Repair[]? repairs = null, string port = "5000") =>
        Statements(name, $"""
            using var socket = {socket};
            socket.Bind(new IPEndPoint({address}, {port}));
            socket.Listen();
            """, reach, repairs ?? []);

    private static Row Statements(string name, string statements, Expectation reach, params Repair[] repairs) =>
        new(name, $"""
            using System.Net;
            using System.Net.Sockets;

            {statements}
            Ready();
            {(name == Pair ? "while (true) Thread.Sleep(1000);" : "while (true) (await socket.AcceptAsync()).Dispose();")}
            """, reach, repairs);

    /// <summary>An echo server; <paramref name="template"/> is the address that tells ReceiveFrom of which family the sender is.</summary>
    private static Row Udp(
        string name, string socket, string address, string template, string receive, Expectation reach, Repair[]? repairs = null, string port = "5000") =>
        new(name, $$"""
            using System.Net;
            using System.Net.Sockets;

            using var socket = {{socket}};
            socket.Bind(new IPEndPoint({{address}}, {{port}}));
            Ready();
            var buffer = new byte[1500];
            while (true)
            {
                EndPoint peer = new IPEndPoint({{template}}, 0);
                {{receive}}
                socket.SendTo(buffer, length, SocketFlags.None, peer);
            }
            """, reach, repairs ?? []) { Protocol = Protocol.Udp };
}
