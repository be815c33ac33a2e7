using BindCheck.Listeners;
using BindCheck.Testing;

namespace BindCheck.Analyzers.Tests.Listeners;

/// <summary>TcpListener, Socket and UdpClient: the family of the socket, DualMode, and whether it is a server at all.</summary>
public class SocketTests
{
    private const string V4 = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";
    private const string V6 = "new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp)";
    private const string Dual = "new Socket(SocketType.Stream, ProtocolType.Tcp)";
    private const string UdpV4 = "new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)";

    public static TheoryData<string, string> Sockets => new()
    {
        { "an IPv4 socket on the IPv4 wildcard", $"var s = {V4}; s.Bind(new IPEndPoint({{|BIND1001:IPAddress.Any|}}, 80)); s.Listen();" },
        { "an IPv6 socket on the IPv6 wildcard", $"var s = {V6}; s.Bind(new IPEndPoint({{|BIND1003:IPAddress.IPv6Any|}}, 80)); s.Listen();" },
        { "a dual socket on the IPv4 wildcard", $"var s = {Dual}; s.Bind(new IPEndPoint({{|BIND1001:IPAddress.Any|}}, 80)); s.Listen();" },
        { "a dual socket on the IPv6 wildcard", $"var s = {Dual}; s.Bind(new IPEndPoint(IPAddress.IPv6Any, 80)); s.Listen();" },
        { "a dual socket on ::1", $"var s = {Dual}; s.Bind(new IPEndPoint({{|BIND1002:IPAddress.IPv6Loopback|}}, 80)); s.Listen();" },
        { "a dual socket on a mapped wildcard", $"var s = {Dual}; s.Bind(new IPEndPoint({{|BIND1001:IPAddress.Any.MapToIPv6()|}}, 80)); s.Listen();" },
        { "DualMode by property", $"var s = {V6}; s.DualMode = true; s.Bind(new IPEndPoint(IPAddress.IPv6Any, 80)); s.Listen();" },
        { "DualMode by initializer", $"var s = {V6[..^1]}) {{ DualMode = true }}; s.Bind(new IPEndPoint(IPAddress.IPv6Any, 80)); s.Listen();" },
        { "DualMode set to false", $"var s = {V6}; s.DualMode = false; s.Bind(new IPEndPoint({{|BIND1003:IPAddress.IPv6Any|}}, 80)); s.Listen();" },
        { "DualMode set to something", $"var s = {V6}; s.DualMode = Flag; s.Bind(new IPEndPoint(IPAddress.IPv6Any, 80)); s.Listen();" },
        { "IPv6Only switched off with a bool", $"var s = {V6}; s.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.IPv6Only, false); s.Bind(new IPEndPoint(IPAddress.IPv6Any, 80)); s.Listen();" },
        { "IPv6Only switched off with a number", $"var s = {V6}; s.SetSocketOption(SocketOptionLevel.IPv6, (SocketOptionName)27, 0); s.Bind(new IPEndPoint(IPAddress.IPv6Any, 80)); s.Listen();" },
        { "IPv6Only switched on", $"var s = {V6}; s.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.IPv6Only, true); s.Bind(new IPEndPoint({{|BIND1003:IPAddress.IPv6Any|}}, 80)); s.Listen();" },
        { "another option", $"var s = {V6}; s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); s.Bind(new IPEndPoint({{|BIND1003:IPAddress.IPv6Any|}}, 80)); s.Listen();" },
        { "an IPv6 socket that is passed on", $"var s = {V6}; Prepare(s); s.Bind(new IPEndPoint(IPAddress.IPv6Any, 80)); s.Listen();" },
        { "an IPv4 socket that is passed on", $"var s = {V4}; Prepare(s); s.Bind(new IPEndPoint({{|BIND1001:IPAddress.Any|}}, 80)); s.Listen();" },
        { "a socket of the end point's family", "var e = new IPEndPoint(IPAddress.Any, 80); var s = new Socket(e.AddressFamily, SocketType.Stream, ProtocolType.Tcp); s.Bind({|BIND1001:e|}); s.Listen();" },
        { "a socket in a field", $"_socket = {V4}; _socket.Bind(new IPEndPoint({{|BIND1001:IPAddress.Any|}}, 80)); _socket.Listen();" },
        { "a socket that listens under another name", $"var s = {V4}; s.Bind(new IPEndPoint({{|BIND1001:IPAddress.Any|}}, 80)); _socket = s; _socket!.Listen();" },
        { "a client that binds before it connects", $"var s = {V4}; s.Bind(new IPEndPoint(IPAddress.Any, 80)); s.Connect(\"host\", 1);" },
        { "a port chosen by the system", $"var s = {V4}; s.Bind(new IPEndPoint(IPAddress.Any, 0)); s.Listen();" },
        { "a raw socket", "var s = new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Icmp); s.Bind(new IPEndPoint(IPAddress.Any, 0)); s.Receive(new byte[1]);" },
        { "a socket from a handle", "var s = new Socket(new SafeSocketHandle()); s.Bind(new IPEndPoint(IPAddress.IPv6Any, 80)); s.Listen();" },
        { "a datagram server", $"var s = {UdpV4}; s.Bind(new IPEndPoint({{|BIND1001:IPAddress.Any|}}, 80)); EndPoint e = new IPEndPoint(IPAddress.Any, 0); s.ReceiveFrom(new byte[9], ref e);" },
        { "a datagram socket that only sends", $"var s = {UdpV4}; s.Bind(new IPEndPoint(IPAddress.Any, 80)); s.SendTo(new byte[9], new IPEndPoint(IPAddress.Loopback, 7));" },
        { "a datagram client", $"var s = {UdpV4}; s.Bind(new IPEndPoint(IPAddress.Any, 80)); s.Connect(\"host\", 7); s.Receive(new byte[9]);" },
        { "Kestrel's socket factory", $"new Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets.SocketTransportOptions().CreateBoundListenSocket = e => {{ var s = {V4}; s.Bind(new IPEndPoint({{|BIND1001:IPAddress.Any|}}, 80)); return s; }};" },
    };

    public static TheoryData<string, string> TcpListeners => new()
    {
        { "an address and a port", "_listener = new TcpListener({|BIND1001:IPAddress.Any|}, 80); _listener.Start();" },
        { "a port alone", "_listener = {|BIND1001:new TcpListener(80)|}; _listener.Start();" },
        { "TcpListener.Create", "_listener = TcpListener.Create(80); _listener.Start();" },
        { "IPv6Any", "var l = new TcpListener({|BIND1003:IPAddress.IPv6Any|}, 80); l.Start(); l.AcceptSocket();" },
        { "IPv6Any with DualMode by statement", "var l = new TcpListener(IPAddress.IPv6Any, 80); l.Server.DualMode = true; l.Start(); l.AcceptSocket();" },
        { "IPv6Any with DualMode by initializer", "var l = new TcpListener(IPAddress.IPv6Any, 80) { Server = { DualMode = true } }; l.Start(); l.AcceptSocket();" },
        { "IPv6Any with IPv6Only switched off", "var l = new TcpListener(IPAddress.IPv6Any, 80); l.Server.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.IPv6Only, false); l.Start(); l.AcceptSocket();" },
        { "DualMode on an IPv4 listener, which throws", "var l = new TcpListener({|BIND1007:IPAddress.Any|}, 80); l.Server.DualMode = true; l.Start(); l.AcceptSocket();" },
        { "IPv6Any that is returned", "TcpListener Make() => new TcpListener(IPAddress.IPv6Any, 80); Make();" },
        { "the IPv4 wildcard that is returned", "TcpListener Make() => new TcpListener({|BIND1001:IPAddress.Any|}, 80); Make();" },
        { "IPv4 loopback", "var l = new TcpListener({|BIND1002:IPAddress.Loopback|}, 80); l.Start(); l.AcceptSocket();" },
        { "both loopbacks", "var a = new TcpListener(IPAddress.Loopback, 80); var b = new TcpListener(IPAddress.IPv6Loopback, 80); a.Start(); b.Start(); a.AcceptSocket(); b.AcceptSocket();" },
        { "one family on each of two ports", "var a = new TcpListener({|BIND1001:IPAddress.Any|}, 80); var b = new TcpListener({|BIND1003:IPAddress.IPv6Any|}, 81); a.Start(); b.Start(); a.AcceptSocket(); b.AcceptSocket();" },
        { "a pair over different transports", "var a = new TcpListener({|BIND1001:IPAddress.Any|}, 80); a.Start(); a.AcceptSocket(); var b = new UdpClient(80, {|BIND1003:AddressFamily.InterNetworkV6|}); b.ReceiveAsync();" },
    };

    public static TheoryData<string, string> UdpClients => new()
    {
        { "a port alone", "var u = {|BIND1001:new UdpClient(80)|}; u.ReceiveAsync();" },
        { "a port and IPv4", "var u = new UdpClient(80, {|BIND1001:AddressFamily.InterNetwork|}); u.ReceiveAsync();" },
        { "a port and IPv6", "var u = new UdpClient(80, {|BIND1003:AddressFamily.InterNetworkV6|}); u.ReceiveAsync();" },
        { "an end point", "var u = new UdpClient(new IPEndPoint({|BIND1001:IPAddress.Any|}, 80)); u.ReceiveAsync();" },
        { "Client.Bind", "var u = new UdpClient(); u.Client.Bind(new IPEndPoint({|BIND1001:IPAddress.Any|}, 80)); u.ReceiveAsync();" },
        { "Client.Bind with DualMode", "var u = new UdpClient(AddressFamily.InterNetworkV6); u.Client.DualMode = true; u.Client.Bind(new IPEndPoint(IPAddress.IPv6Any, 80)); u.ReceiveAsync();" },
        { "Client.Bind without DualMode", "var u = new UdpClient(AddressFamily.InterNetworkV6); u.Client.Bind(new IPEndPoint({|BIND1003:IPAddress.IPv6Any|}, 80)); u.ReceiveAsync();" },
        { "reception begun", "var u = {|BIND1001:new UdpClient(80)|}; u.BeginReceive(null, null);" },
        { "reception in another method", "_udp = {|BIND1001:new UdpClient(80)|};" },
        { "a client", "var u = new UdpClient(); u.Connect(\"host\", 80); u.ReceiveAsync();" },
        { "a client with a port of its own", "var u = new UdpClient(80); u.Connect(\"host\", 80); u.ReceiveAsync();" },
        { "a port chosen by the system", "var u = new UdpClient(0); u.ReceiveAsync();" },
        { "no reception", "var u = new UdpClient(80); u.Send(new byte[1], 1, \"host\", 7);" },
        { "a host to connect to", "var u = new UdpClient(\"host\", 80); u.ReceiveAsync();" },
    };

    [Theory(DisplayName = "A bound socket is judged by its family, its DualMode and its address")]
    [MemberData(nameof(Sockets))]
    public Task Socket(string form, string statements) => Check(form, statements);

    [Theory(DisplayName = "A TcpListener is judged by its address and its DualMode")]
    [MemberData(nameof(TcpListeners))]
    public Task TcpListener(string form, string statements) => Check(form, statements);

    [Theory(DisplayName = "A UdpClient that receives is judged by its family and its address")]
    [MemberData(nameof(UdpClients))]
    public Task UdpClient(string form, string statements) => Check(form, statements);

    [Theory(DisplayName = "A datagram server that speaks to groups or everyone is IPv4 by definition")]
    [InlineData("_udp!.JoinMulticastGroup(IPAddress.Parse(\"239.1.2.3\"));")]
    [InlineData("_udp!.EnableBroadcast = true;")]
    [InlineData("_udp!.Client.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(IPAddress.Parse(\"239.1.2.3\")));")]
    [InlineData("_udp!.Send(new byte[1], 1, new IPEndPoint(IPAddress.Broadcast, 67));")]
    public Task Groups(string statement) => Check(statement, "_udp = new UdpClient(1900); " + statement);

    private static Task Check(string form, string statements)
    {
        _ = form;
        return Verify<ListenerAnalyzer>.Diagnostics($$"""
            #pragma warning disable CS0618
            using System.Net;
            using System.Net.Sockets;

            class Server
            {
                static bool Flag = System.Console.Read() == 1;
                TcpListener? _listener;
                Socket? _socket;
                UdpClient? _udp;

                static void Prepare(object socket) { }

                void Run()
                {
                    {{statements}}
                }

                void Loop() { _listener?.AcceptTcpClient(); _udp?.ReceiveAsync(); }
            }
            """);
    }
}
