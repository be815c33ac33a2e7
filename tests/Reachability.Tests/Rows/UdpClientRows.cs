using BindCheck.Reachability.Tests.Stages;

namespace BindCheck.Reachability.Tests.Rows;

/// <summary>System.Net.Sockets.UdpClient as a server: an echo that answers whoever asks.</summary>
internal static class UdpClientRows
{
    private static readonly Expectation s_ipv4 = "4- 4- 4- 4- 4- -- 4-";
    private static readonly Expectation s_ipv6 = "-6 -6 -- throws -6 -6 -6";
    private static readonly Expectation s_dualMode = "46 46 4- throws 46 -6 46";
    private static readonly Expectation s_fallback = "46 4- 4- 4- 46 -6 46";

    private static readonly Repair[] s_toDual = [new("a dual-mode UdpClient where the host has IPv6", s_fallback), new("DualMode (fails on hosts without IPv6)", s_dualMode)];

    private const string Async = """
        var received = await udp.ReceiveAsync();
            await udp.SendAsync(received.Buffer, received.RemoteEndPoint);
        """;

    private const string ReceiveFrom = """
        var buffer = new byte[1500];
            EndPoint peer = new IPEndPoint(IPAddress.IPv6Any, 0);
            var length = udp.Client.ReceiveFrom(buffer, ref peer);
            udp.Client.SendTo(buffer, length, SocketFlags.None, peer);
        """;

    internal static readonly Row[] All =
    [
        Client("UdpClient(5000)", "{|BIND1001:new UdpClient(5000)|}", s_ipv4, s_toDual),
        Client("UdpClient(port)", "{|BIND1001:new UdpClient(int.Parse(args[0]))|}", s_ipv4, s_toDual),
        Client("UdpClient(port, InterNetwork)", "new UdpClient(5000, {|BIND1001:AddressFamily.InterNetwork|})", s_ipv4, s_toDual),
        Client("UdpClient(port, InterNetworkV6)", "new UdpClient(5000, {|BIND1003:AddressFamily.InterNetworkV6|})", s_ipv6, s_toDual),
        Client("UdpClient(IPEndPoint(Any))", "new UdpClient(new IPEndPoint({|BIND1001:IPAddress.Any|}, 5000))", s_ipv4, s_toDual),
        Client("UdpClient(IPEndPoint(Any, port))", "new UdpClient(new IPEndPoint({|BIND1001:IPAddress.Any|}, int.Parse(args[0])))", s_ipv4, s_toDual),
        Client("UdpClient(IPEndPoint(IPv6Any))", "new UdpClient(new IPEndPoint({|BIND1003:IPAddress.IPv6Any|}, 5000))", s_ipv6, s_toDual),
        Client("UdpClient(IPEndPoint(Loopback))", "new UdpClient(new IPEndPoint({|BIND1002:IPAddress.Loopback|}, 5000))", new("4-", Scope.Loopback)),

        Program("UdpClient(port), Receive with null", "using var udp = {|BIND1001:new UdpClient(5000)|};\nIPEndPoint? peer = null;", """
            var request = udp.Receive(ref peer);
                udp.Send(request, request.Length, peer);
            """, s_ipv4, s_toDual),
        Program("UdpClient(port), Receive with Any", "using var udp = {|BIND1001:new UdpClient(5000)|};", """
            var peer = new IPEndPoint(IPAddress.Any, 0);
                var request = udp.Receive(ref peer);
                udp.Send(request, request.Length, peer);
            """, s_ipv4, s_toDual),
        Program("UdpClient(port), EndReceive", "var udp = {|BIND1001:new UdpClient(5000)|};", """
            IPEndPoint? peer = null;
                var request = udp.EndReceive(udp.BeginReceive(null, null), ref peer);
                udp.Send(request, request.Length, peer);
            """, s_ipv4, s_toDual),
        Program("UdpClient(IPv6 family), Client.ReceiveFrom(IPv6Any)", "using var udp = new UdpClient(5000, {|BIND1003:AddressFamily.InterNetworkV6|});", ReceiveFrom, s_ipv6, s_toDual),
        Program("UdpClient(IPv6 family), Receive with Any", "using var udp = new UdpClient(5000, {|BIND1003:AddressFamily.InterNetworkV6|});", """
            var peer = new IPEndPoint(IPAddress.Any, 0);
                var request = udp.Receive(ref peer);
                udp.Send(request, request.Length, peer);
            """, s_ipv6, s_toDual),

        // A client that is bound in a second step already says more than a repair could follow.
        Program("UdpClient(), Client.Bind(Any)", """
            using var udp = new UdpClient();
            udp.Client.Bind(new IPEndPoint({|BIND1001:IPAddress.Any|}, 5000));
            """, Async, s_ipv4),
        Program("UdpClient(), Client.Bind(IPv6Any)", """
            using var udp = new UdpClient();
            udp.Client.Bind(new IPEndPoint({|BIND1007:IPAddress.IPv6Any|}, 5000));
            """, Async, "throws throws throws throws throws throws throws"),
        Program("UdpClient(InterNetworkV6), Client.Bind(IPv6Any)", """
            using var udp = new UdpClient(AddressFamily.InterNetworkV6);
            udp.Client.Bind(new IPEndPoint({|BIND1003:IPAddress.IPv6Any|}, 5000));
            """, Async, s_ipv6),
        Program("UdpClient(InterNetworkV6), DualMode, Client.Bind(IPv6Any)", """
            using var udp = new UdpClient(AddressFamily.InterNetworkV6);
            udp.Client.DualMode = true;
            udp.Client.Bind(new IPEndPoint(IPAddress.IPv6Any, 5000));
            """, Async, s_dualMode),
        Program("UdpClient(InterNetworkV6) { Client = { DualMode } }, Client.Bind(IPv6Any)", """
            using var udp = new UdpClient(AddressFamily.InterNetworkV6) { Client = { DualMode = true } };
            udp.Client.Bind(new IPEndPoint(IPAddress.IPv6Any, 5000));
            """, Async, s_dualMode),
        Program("UdpClient(InterNetworkV6), DualMode, Client.Bind(Any): half a repair", """
            using var udp = new UdpClient(AddressFamily.InterNetworkV6);
            udp.Client.DualMode = true;
            udp.Client.Bind(new IPEndPoint({|BIND1001:IPAddress.Any|}, 5000));
            """, Async, "4- 4- 4- throws 4- -- 4-"),
        Program("UdpClient(port, InterNetworkV6), DualMode too late", """
            using var udp = new UdpClient(5000, AddressFamily.InterNetworkV6);
            {|BIND1007:udp.Client.DualMode = true|};
            """, Async, "throws"),
        Program("UdpClient { Client = dual socket }", """
            var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp) { DualMode = true };
            socket.Bind(new IPEndPoint(IPAddress.IPv6Any, 5000));
            using var udp = new UdpClient { Client = socket };
            """, ReceiveFrom, s_dualMode),
        Program("A dual client as the fallback form makes it", """
            using var udp = new UdpClient(Socket.OSSupportsIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork);
            if (udp.Client.AddressFamily == AddressFamily.InterNetworkV6) udp.Client.DualMode = true;
            udp.Client.Bind(new IPEndPoint(udp.Client.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 5000));
            """, Async, s_fallback),

        // Groups are of one family by definition.
        Program("UdpClient(port) for multicast", """
            using var udp = new UdpClient(5000);
            udp.MulticastLoopback = true;
            """, Async, s_ipv4),

        InClass("A field initializer", "private readonly UdpClient _udp = {|BIND1001:new UdpClient(5000)|};"),
        InClass("A field initializer, target-typed", "private readonly UdpClient _udp = {|BIND1001:new(5000)|};"),
        InClass("A field initializer with an end point", "private readonly UdpClient _udp = new(new IPEndPoint({|BIND1001:IPAddress.Any|}, 5000));"),
        InClass("A static field initializer", "private static readonly UdpClient _udp = {|BIND1001:new UdpClient(5000)|};"),
        InClass("A field set in the constructor", """
            private readonly UdpClient _udp;

                internal Server() => _udp = {|BIND1001:new UdpClient(5000)|};
            """),
    ];

    private static Row Client(string name, string expression, Expectation reach, params Repair[] repairs) =>
        Program(name, $"using var udp = {expression};", Async, reach, repairs);

    private static Row Program(string name, string bind, string answer, Expectation reach, params Repair[] repairs) =>
        new(name, $$"""
            using System.Net;
            using System.Net.Sockets;

            {{bind}}
            Ready();
            while (true)
            {
                {{answer}}
            }
            """, reach, repairs) { Protocol = Protocol.Udp };

    private static Row InClass(string name, string field) =>
        new("UdpClient: " + name, $$"""
            using System.Net;
            using System.Net.Sockets;

            await new Server().RunAsync();

            internal sealed class Server
            {
                {{field}}

                internal async Task RunAsync()
                {
                    _ = _udp.Available; // a static field has its value from here on at the latest
                    Ready();
                    while (true)
                    {
                        var received = await _udp.ReceiveAsync();
                        await _udp.SendAsync(received.Buffer, received.RemoteEndPoint);
                    }
                }
            }
            """, s_ipv4, s_toDual) { Protocol = Protocol.Udp };
}
