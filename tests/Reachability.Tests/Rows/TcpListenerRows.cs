namespace BindCheck.Reachability.Tests.Rows;

/// <summary>System.Net.Sockets.TcpListener.</summary>
internal static class TcpListenerRows
{
    private static readonly Expectation s_ipv4 = "4- 4- 4- 4- 4- -- 4-";
    private static readonly Expectation s_ipv6 = "-6 -6 -- throws -6 -6 -6";
    private static readonly Expectation s_dualMode = "46 46 4- throws 46 -6 46";
    private static readonly Expectation s_create = "46 4- 4- 4- 46 -6 46";

    private static readonly Repair[] s_toDual = [new("Accept both families with TcpListener.Create", s_create), new("DualMode (fails on hosts without IPv6)", s_dualMode)];
    private static readonly Repair s_network = new("Open the listener to the network", s_create);

    private const string Pair = "A pair of listeners, one a family";

    internal static readonly Row[] All =
    [
        Listener("TcpListener(Any, 5000)", "new TcpListener({|BIND1001:IPAddress.Any|}, 5000)", s_ipv4, s_toDual),
        Listener("TcpListener(Any, port)", "new TcpListener({|BIND1001:IPAddress.Any|}, int.Parse(args[0]))", s_ipv4, s_toDual),
        Listener("TcpListener(IPEndPoint(Any, 5000))", "new TcpListener(new IPEndPoint({|BIND1001:IPAddress.Any|}, 5000))", s_ipv4, s_toDual),
        Listener("TcpListener(named arguments)", "new TcpListener(port: 5000, localaddr: {|BIND1001:IPAddress.Any|})", s_ipv4, s_toDual),
        Listener("TcpListener(IPv6Any)", "new TcpListener({|BIND1003:IPAddress.IPv6Any|}, 5000)", s_ipv6, s_toDual),
        Listener("TcpListener(IPEndPoint(IPv6Any))", "new TcpListener(new IPEndPoint({|BIND1003:IPAddress.IPv6Any|}, 5000))", s_ipv6, s_toDual),
        Listener("TcpListener(IPv6None), which is ::", "new TcpListener({|BIND1003:IPAddress.IPv6None|}, 5000)", s_ipv6, s_toDual),
        Listener("TcpListener(Loopback)", "new TcpListener({|BIND1002:IPAddress.Loopback|}, 5000)", new("4- 4- 4- 4- 4- throws 4-", Scope.Loopback), s_network),
        Listener("TcpListener(IPv6Loopback)", "new TcpListener({|BIND1002:IPAddress.IPv6Loopback|}, 5000)", new("-6 -6 throws throws -6 -6 -6", Scope.Loopback), s_network),
        Listener("TcpListener(None), which is 255.255.255.255", "new TcpListener(IPAddress.None, 5000)", new("--", Scope.Specific)),
        Listener("TcpListener(Broadcast)", "new TcpListener(IPAddress.Broadcast, 5000)", new("--", Scope.Specific)),
        Listener("TcpListener(mapped Any)", "new TcpListener({|BIND1007:IPAddress.Any.MapToIPv6()|}, 5000)", "throws"),
        Listener("TcpListener.Create", "TcpListener.Create(5000)", s_create),
        Listener("Server.DualMode in the initializer", "new TcpListener(IPAddress.IPv6Any, 5000) { Server = { DualMode = true } }", s_dualMode),

        Program("TcpListener(port), obsolete", """
            #pragma warning disable CS0618
            var listener = {|BIND1001:new TcpListener(5000)|};
            listener.Start();
            """, s_ipv4, s_toDual),
        Program("Server.DualMode as a statement", """
            var listener = new TcpListener(IPAddress.IPv6Any, 5000);
            listener.Server.DualMode = true;
            listener.Start();
            """, s_dualMode),
        Program("Server.SetSocketOption(IPv6Only, false)", """
            var listener = new TcpListener(IPAddress.IPv6Any, 5000);
            listener.Server.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.IPv6Only, false);
            listener.Start();
            """, s_dualMode),
        Program("Server.SetSocketOption(IPv6Only, 0)", """
            var listener = new TcpListener(IPAddress.IPv6Any, 5000);
            listener.Server.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.IPv6Only, 0);
            listener.Start();
            """, s_dualMode),
        Program("Server.SetSocketOption((SocketOptionName)27, 0)", """
            var listener = new TcpListener(IPAddress.IPv6Any, 5000);
            listener.Server.SetSocketOption(SocketOptionLevel.IPv6, (SocketOptionName)27, 0);
            listener.Start();
            """, s_dualMode),
        Program("Server.SetSocketOption(IPv6Only, true) is what it is anyway", """
            var listener = new TcpListener({|BIND1003:IPAddress.IPv6Any|}, 5000);
            listener.Server.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.IPv6Only, true);
            listener.Start();
            """, s_ipv6),
        Program("Server.DualMode after Start", """
            var listener = new TcpListener(IPAddress.IPv6Any, 5000);
            listener.Start();
            {|BIND1007:listener.Server.DualMode = true|};
            """, "throws", new Repair("Set DualMode before the socket is bound", s_dualMode)),
        Program("Server.DualMode on an IPv4 socket", """
            var listener = new TcpListener({|BIND1007:IPAddress.Any|}, 5000);
            listener.Server.DualMode = true;
            listener.Start();
            """, "throws"),
        // An initializer cannot follow TcpListener.Create.
        Program("ExclusiveAddressUse has no say", """
            var listener = new TcpListener({|BIND1001:IPAddress.Any|}, 5000) { ExclusiveAddressUse = true };
            listener.Start();
            """, s_ipv4),
        Program(Pair, """
            var v4 = new TcpListener(IPAddress.Any, 5000);
            var v6 = new TcpListener(IPAddress.IPv6Any, 5000);
            v4.Start();
            v6.Start();
            """, "46 46 4- throws 46 -6 46"),

        // Stop() forgets the socket, and Start() makes a plain IPv6 one: a repair would last until the first restart.
        Program("TcpListener(Any), restarted", """
            var listener = new TcpListener({|BIND1001:IPAddress.Any|}, 5000);
            listener.Start();
            listener.Stop();
            listener.Start();
            """, s_ipv4),
        Program("TcpListener.Create, restarted", """
            var listener = TcpListener.Create(5000);
            listener.Start();
            listener.Stop();
            {|BIND1005:listener.Start()|};
            """, "-6 4- -- 4- -6 -6 -6", new Repair("Set DualMode again", s_create)),
        Program("TcpListener.Create, restarted with the guard", """
            var listener = TcpListener.Create(5000);
            listener.Start();
            listener.Stop();
            if (listener.Server.AddressFamily == AddressFamily.InterNetworkV6) listener.Server.DualMode = true;
            listener.Start();
            """, s_create),

        new("TcpListener: a field initializer", """
            using System.Net;
            using System.Net.Sockets;

            new Server().Run();

            internal sealed class Server
            {
                private readonly TcpListener _listener = new({|BIND1001:IPAddress.Any|}, 5000);

                internal void Run()
                {
                    _listener.Start();
                    Ready();
                    while (true) _listener.AcceptTcpClient().Dispose();
                }
            }
            """, s_ipv4, s_toDual),
        new("TcpListener: a field set in the constructor", """
            using System.Net;
            using System.Net.Sockets;

            new Server(int.Parse(args[0])).Run();

            internal sealed class Server
            {
                private readonly TcpListener _listener;

                internal Server(int port)
                {
                    _listener = new TcpListener({|BIND1001:IPAddress.Any|}, port);
                }

                internal void Run()
                {
                    _listener.Start();
                    Ready();
                    while (true) _listener.AcceptTcpClient().Dispose();
                }
            }
            """, s_ipv4, s_toDual),
        // The base constructor takes an address: the choice of it, and of DualMode, is written out.
        new("TcpListener: a derived class", """
            using System.Net;
            using System.Net.Sockets;

            var server = new Server(5000);
            server.Start();
            Ready();
            while (true) server.AcceptTcpClient().Dispose();

            internal sealed class Server : TcpListener
            {
                internal Server(int port) : base({|BIND1001:IPAddress.Any|}, port)
                {
                }
            }
            """, s_ipv4, new Repair("DualMode where the host has IPv6", s_create), new Repair("DualMode (fails on hosts without IPv6)", s_dualMode)),
        new("TcpListener: created in an argument", """
            using System.Net;
            using System.Net.Sockets;

            Serve(new TcpListener({|BIND1001:IPAddress.Any|}, 5000));

            static void Serve(TcpListener listener)
            {
                listener.Start();
                Ready();
                while (true) listener.AcceptTcpClient().Dispose();
            }
            """, s_ipv4, s_toDual),
    ];

    /// <summary>A listener given by one expression.</summary>
    private static Row Listener(string name, string expression, Expectation reach, params Repair[] repairs) =>
        Program(name, $"var listener = {expression};\nlistener.Start();\n", reach, repairs);

    private static Row Program(string name, string statements, Expectation reach, params Repair[] repairs) =>
        new(name, $"""
            using System.Net;
            using System.Net.Sockets;

            {statements}
            Ready();
            {(name == Pair ? "while (true) Thread.Sleep(1000);" : "while (true) (await listener.AcceptTcpClientAsync()).Dispose();")}
            """, reach, repairs);
}
