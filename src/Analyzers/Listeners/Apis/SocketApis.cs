using BindCheck.Reach;

namespace BindCheck.Listeners.Apis;

/// <summary>System.Net.Sockets and System.Net.Quic (TCPListener.cs, Socket.cs, UDPClient.cs, QuicListener.cs of dotnet/runtime).</summary>
internal static class SocketApis
{
    private const string Tcp = "System.Net.Sockets.TcpListener", Udp = "System.Net.Sockets.UdpClient";

    private static readonly ClientReach s_ipv4Any = ClientReach.Of(Families.IPv4, Scope.Any);

    internal static readonly ListenerApi[] Rows =
    [
        new(Tcp, ".ctor", "*localaddr,port", Notation.Address, Server.TcpListener, Repair.TcpListener),
        new(Tcp, ".ctor", "*localEP", Notation.EndPoint, Server.TcpListener, Repair.TcpListener),
        new(Tcp, ".ctor", "port", Notation.None, Server.TcpListener, Repair.TcpListener) { Fixed = s_ipv4Any },
        new(Tcp, "Create", "port", Notation.None, Server.TcpListener) { Fixed = ClientReach.Dual },
        // What a socket reaches depends on its own family and DualMode: SocketFacts has the last word.
        new("System.Net.Sockets.Socket", "Bind", "*localEP", Notation.EndPoint, Server.Socket, Repair.Socket),
        new(Udp, ".ctor", "port", Notation.None, Server.UdpClient, Repair.UdpClient) { Fixed = s_ipv4Any },
        new(Udp, ".ctor", "port,*family", Notation.Family, Server.UdpClient, Repair.UdpClient),
        new(Udp, ".ctor", "*localEP", Notation.EndPoint, Server.UdpClient, Repair.UdpClient),
        // msquic listens on both families for :: and resolves names to ::1 first.
        new("System.Net.Quic.QuicListenerOptions", "ListenEndPoint", "", Notation.EndPoint, Server.Quic, Repair.IPv6Any)
            { Shape = Shape.Set, Map = AddressMaps.Kestrel },
    ];
}
