namespace BindCheck.Reachability.Tests.Rows;

/// <summary>The ways to write an address, each bound by a TcpListener and each judged.</summary>
internal static class AddressRows
{
    private static readonly Repair
        s_create = new("Accept both families with TcpListener.Create", "46 4- 4- 4-"),
        s_network = new("Open the listener to the network", "46 4- 4- 4-");

    private static readonly Repair[] s_toDual = [s_create, new("DualMode (fails on hosts without IPv6)", "46 46 4- throws")];

    internal static readonly Row[] All =
    [
        .. new[]
        {
            "IPAddress.Parse(\"0.0.0.0\")", "IPAddress.Parse(\"0\")", "IPAddress.Parse(\"00.0.0.0\")", "IPAddress.Parse(\"0x0\")", "IPAddress.Parse(\"0.0\")",
            "new IPAddress(0)", "new IPAddress(0L)", "new IPAddress(new byte[4])", "new IPAddress(new byte[] { 0, 0, 0, 0 })",
        }.Select(a => Of(a, "BIND1001", "4-", s_toDual)),
        // Only a plain constant is replaced where it stands; TcpListener.Create replaces the whole call.
        .. new[]
        {
            "new IPAddress(stackalloc byte[4])", "new IPAddress([0, 0, 0, 0])", "IPAddress.IPv6Any.MapToIPv4()",
        }.Select(a => Of(a, "BIND1001", "4-", s_create)),
        .. new[]
        {
            "IPAddress.Parse(\"::\")", "IPAddress.Parse(\"[::]\")", "IPAddress.Parse(\"0:0:0:0:0:0:0:0\")", "new IPAddress(new byte[16])",
        }.Select(a => Of(a, "BIND1003", "-6", s_toDual)),
        .. new[]
        {
            "IPAddress.Parse(\"127.0.0.1\")", "IPAddress.Parse(\"127.1\")", "IPAddress.Parse(\"0x7f.1\")", "new IPAddress(0x0100007F)", "new IPAddress(new byte[] { 127, 0, 0, 1 })",
        }.Select(a => Of(a, "BIND1002", new("4-", Scope.Loopback), s_network)),
        Of("IPAddress.Parse(\"::1\")", "BIND1002", new("-6", Scope.Loopback), s_network),

        EndPoint("{|BIND1001:new IPEndPoint(0, 5000)|}", "4-", s_create),
        EndPoint("{|BIND1001:new IPEndPoint(0L, 5000)|}", "4-", s_create),
        EndPoint("{|BIND1001:IPEndPoint.Parse(\"0.0.0.0:5000\")|}", "4-", s_create),
        EndPoint("{|BIND1001:IPEndPoint.Parse(\"0:5000\")|}", "4-", s_create),
        EndPoint("{|BIND1003:IPEndPoint.Parse(\"[::]:5000\")|}", "-6", s_toDual),
        EndPoint("{|BIND1002:IPEndPoint.Parse(\"127.0.0.1:5000\")|}", new("4-", Scope.Loopback), s_network),
        EndPoint("{|BIND1002:IPEndPoint.Parse(\"[::1]:5000\")|}", new("-6", Scope.Loopback), s_network),

        // The value comes from elsewhere: in the same body the bind is reported, which asks what is bound; of several values, each.
        Program("A constant", """
            const string Address = "0.0.0.0";
            var listener = new TcpListener({|BIND1001:IPAddress.Parse(Address)|}, 5000);
            """, "4-", s_toDual),
        Program("A local", """
            var address = IPAddress.Any;
            var listener = new TcpListener({|BIND1001:address|}, 5000);
            """, "4-", s_create),
        Program("Either way IPv4", """
            var address = args.Length > 0 ? {|BIND1001:IPAddress.Any|} : {|BIND1001:IPAddress.Parse("0.0.0.0")|};
            var listener = new TcpListener(address, 5000);
            """, "4-"),
        Program("Either way one family", """
            var listener = new TcpListener(args.Length > 5 ? {|BIND1003:IPAddress.IPv6Any|} : {|BIND1001:IPAddress.Any|}, 5000);
            """, "4-"),
        Program("A guarded choice", """
            var listener = new TcpListener(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, 5000);
            if (Socket.OSSupportsIPv6) listener.Server.DualMode = true;
            """, "46 4- 4- 4-"),
        Program("What a resolver answers", """
            var listener = new TcpListener({|BIND1008:Dns.GetHostAddresses("localhost", AddressFamily.InterNetwork)|}[0], 5000);
            """, new("4-", Scope.Loopback)),
        Program("A default for a value from outside", """
            var listener = new TcpListener({|BIND1001:IPAddress.Parse(Environment.GetEnvironmentVariable("NO_SUCH_ADDRESS") ?? "0.0.0.0")|}, 5000);
            """, "4-"),
    ];

    private static Row Of(string address, string id, Expectation reach, params Repair[] repairs) =>
        Program(address, $$"""var listener = new TcpListener({|{{id}}:{{address}}|}, 5000);""", reach, repairs);

    private static Row EndPoint(string marked, Expectation reach, params Repair[] repairs) =>
        Program(Markup.Parse(marked).Text, $"var listener = new TcpListener({marked});", reach, repairs);

    private static Row Program(string name, string statements, Expectation reach, params Repair[] repairs) =>
        new("Address: " + name, $"""
            using System.Net;
            using System.Net.Sockets;

            {statements}
            listener.Start();
            Ready();
            while (true) (await listener.AcceptTcpClientAsync()).Dispose();
            """, reach, repairs);
}
