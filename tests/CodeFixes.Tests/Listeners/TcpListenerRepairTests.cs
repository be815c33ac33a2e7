namespace BindCheck.CodeFixes.Tests.Listeners;

/// <summary>TcpListener: Create, or IPv6Any and DualMode; and where neither would last.</summary>
public class TcpListenerRepairTests
{
    [Theory(DisplayName = "A TcpListener on the IPv4 wildcard becomes TcpListener.Create, or dual-mode by IPv6Any")]
    [InlineData("new TcpListener(IPAddress.Any, 80)", "TcpListener.Create(80)", "new TcpListener(IPAddress.IPv6Any, 80) { Server = { DualMode = true } }")]
    [InlineData("new TcpListener(port: port, localaddr: IPAddress.Any)", "TcpListener.Create(port: port)", "new TcpListener(port: port, localaddr: IPAddress.IPv6Any) { Server = { DualMode = true } }")]
    [InlineData("new TcpListener(IPAddress.Parse(\"0.0.0.0\"), port + 1)", "TcpListener.Create(port + 1)", "new TcpListener(IPAddress.IPv6Any, port + 1) { Server = { DualMode = true } }")]
    [InlineData("new TcpListener(new IPAddress(0), port)", "TcpListener.Create(port)", "new TcpListener(IPAddress.IPv6Any, port) { Server = { DualMode = true } }")]
    [InlineData("new TcpListener(new IPEndPoint(IPAddress.Any, port))", "TcpListener.Create(port)", "new TcpListener(new IPEndPoint(IPAddress.IPv6Any, port)) { Server = { DualMode = true } }")]
    [InlineData("new TcpListener(localEP: new(port: port, address: IPAddress.Any))", "TcpListener.Create(port: port)", "new TcpListener(localEP: new(port: port, address: IPAddress.IPv6Any)) { Server = { DualMode = true } }")]
    [InlineData("new TcpListener(System.Net.IPAddress.Any, port)", "TcpListener.Create(port)", "new TcpListener(System.Net.IPAddress.IPv6Any, port) { Server = { DualMode = true } }")]
    [InlineData("new System.Net.Sockets.TcpListener(IPAddress.Any, port)", "System.Net.Sockets.TcpListener.Create(port)", "new System.Net.Sockets.TcpListener(IPAddress.IPv6Any, port) { Server = { DualMode = true } }")]
    [InlineData("new(IPAddress.Any, port)", "TcpListener.Create(port)", "new(IPAddress.IPv6Any, port) { Server = { DualMode = true } }")]
    [InlineData("new TcpListener(/* all */ IPAddress.Any, /* the */ port /* given */)", "TcpListener.Create(/* all */ /* the */ port /* given */)", "new TcpListener(/* all */ IPAddress.IPv6Any, /* the */ port /* given */) { Server = { DualMode = true } }")]
    [InlineData("new TcpListener(\n            IPAddress.Any, // all\n            port)", "TcpListener.Create(\n            // all\n            port)", "new TcpListener(\n            IPAddress.IPv6Any, // all\n            port) { Server = { DualMode = true } }")]
    [InlineData("(new TcpListener((IPAddress.Any), port))", "(TcpListener.Create(port))", "(new TcpListener((IPAddress.IPv6Any), port) { Server = { DualMode = true } })")]
    [InlineData("new TcpListener(port)", "TcpListener.Create(port)", "new TcpListener(IPAddress.IPv6Any, port) { Server = { DualMode = true } }")]
    public async Task OnIpv4(string creation, string dual, string ipv6Any)
    {
        Assert.Equal(Program(dual), await Repairs.After("BIND1001:dual", Program(creation)));
        Assert.Equal(Program(ipv6Any), await Repairs.After("BIND1001:ipv6any", Program(creation)));
    }

    [Theory(DisplayName = "A TcpListener on the IPv6 wildcard without DualMode becomes TcpListener.Create, or gets DualMode")]
    [InlineData("new TcpListener(IPAddress.IPv6Any, port)", "TcpListener.Create(port)", "new TcpListener(IPAddress.IPv6Any, port) { Server = { DualMode = true } }")]
    [InlineData("new TcpListener(new IPEndPoint(IPAddress.IPv6Any, port))", "TcpListener.Create(port)", "new TcpListener(new IPEndPoint(IPAddress.IPv6Any, port)) { Server = { DualMode = true } }")]
    [InlineData("new(IPAddress.Parse(\"::\"), port)", "TcpListener.Create(port)", "new(IPAddress.Parse(\"::\"), port) { Server = { DualMode = true } }")]
    public async Task OnIpv6(string creation, string dual, string ipv6Any)
    {
        Assert.Equal(Program(dual), await Repairs.After("BIND1003:dual", Program(creation)));
        Assert.Equal(Program(ipv6Any), await Repairs.After("BIND1003:ipv6any", Program(creation)));
    }

    [Theory(DisplayName = "The port of an end point held by a variable is read from there")]
    [InlineData("var local = new IPEndPoint(IPAddress.Any, port);", "new TcpListener(local)", "TcpListener.Create(local.Port)")]
    [InlineData("var any = IPAddress.Any; var local = new IPEndPoint(any, port);", "new TcpListener(localEP: local)", "TcpListener.Create(port: local.Port)")]
    [InlineData("var any = IPAddress.Any;", "new TcpListener(any, port)", "TcpListener.Create(port)")]
    public async Task Held(string before, string creation, string dual) =>
        Assert.Equal(Program(dual, before), await Repairs.After("BIND1001:dual", Program(creation, before)));

    [Theory(DisplayName = "The port of an end point that is parsed in place is read from its text")]
    [InlineData("new TcpListener(IPEndPoint.Parse(\"0.0.0.0:8080\"))", "TcpListener.Create(8080)", "BIND1001")]
    [InlineData("new(localEP: IPEndPoint.Parse(s: \"0:8080\"))", "TcpListener.Create(port: 8080)", "BIND1001")]
    [InlineData("new TcpListener(IPEndPoint.Parse(\"[::]:8080\"))", "TcpListener.Create(8080)", "BIND1003")]
    public async Task Parsed(string creation, string dual, string id) => Assert.Equal(Program(dual), await Repairs.After(id + ":dual", Program(creation)));

    [Theory(DisplayName = "A class derived from TcpListener is left alone where the file shows that it is stopped")]
    [InlineData("server.AcceptTcpClient().Dispose();", true)]
    [InlineData("using var stream = System.IO.Stream.Null; stream.Dispose();", true)]
    [InlineData("new System.Diagnostics.Stopwatch().Stop();", true)]
    [InlineData("server.Stop(); server.Start();", false)]
    [InlineData("((TcpListener)server).Stop(); server.Start();", false)]
    [InlineData("System.Action stop = server.Stop; stop(); server.Start();", false)]
    [InlineData("server.Dispose();", false)]
    public async Task DerivedRestarted(string statements, bool isRepaired)
    {
        var keys = await Repairs.KeysIn("using System.Net;\nusing System.Net.Sockets;\nclass Server : TcpListener { public Server(int port) : base(IPAddress.Any, port) { } static void Run() { var server = new Server(80); server.Start(); "
            + statements + " } }");
        Assert.Equal(isRepaired ? ["BIND1001:dual", "BIND1001:ipv6any"] : [], keys);
    }

    [Theory(DisplayName = "A class derived from TcpListener keeps its constructor and sets DualMode in it")]
    [InlineData("base(IPAddress.Any, port)", "base(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port)", "base(IPAddress.IPv6Any, port)")]
    [InlineData("base(new IPEndPoint(IPAddress.Any, port))", "base(new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port))", "base(new IPEndPoint(IPAddress.IPv6Any, port))")]
    [InlineData("base(port)", "base(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port)", "base(IPAddress.IPv6Any, port)")]
    public async Task Derived(string initializer, string dual, string ipv6Any)
    {
        (string Before, string Dual, string IPv6Any)[] bodies =
        [
            ("\n    {\n    }", "\n    {\n        if (Socket.OSSupportsIPv6) Server.DualMode = true;\n    }", "\n    {\n        Server.DualMode = true;\n    }"),
            ("\n    {\n        // ready\n        Start();\n    }", "\n    {\n        if (Socket.OSSupportsIPv6) Server.DualMode = true;\n        // ready\n        Start();\n    }", "\n    {\n        Server.DualMode = true;\n        // ready\n        Start();\n    }"),
            (" { }", " { if (Socket.OSSupportsIPv6) Server.DualMode = true; }", " { Server.DualMode = true; }"),
            (" {}", " { if (Socket.OSSupportsIPv6) Server.DualMode = true; }", " { Server.DualMode = true; }"),
            (" => Start();", "\n    {\n        if (Socket.OSSupportsIPv6) Server.DualMode = true;\n        Start();\n    }", "\n    {\n        Server.DualMode = true;\n        Start();\n    }"),
        ];
        foreach (var body in bodies)
        {
            Assert.Equal(Class(dual + body.Dual), await Repairs.After("BIND1001:dual", Class(initializer + body.Before)));
            Assert.Equal(Class(ipv6Any + body.IPv6Any), await Repairs.After("BIND1001:ipv6any", Class(initializer + body.Before)));
        }

        static string Class(string rest) => "using System.Net;\nusing System.Net.Sockets;\n\nclass Server : TcpListener\n{\n    public Server(int port) : " + rest + "\n}\n";
    }

    [Theory(DisplayName = "A listener on loopback is opened to the network by an action of its own")]
    [InlineData("new TcpListener(IPAddress.Loopback, port)")]
    [InlineData("new TcpListener(IPAddress.IPv6Loopback, port)")]
    [InlineData("new TcpListener(new IPEndPoint(IPAddress.Loopback, port))")]
    public async Task Loopback(string creation)
    {
        Assert.Equal(["BIND1002:widen"], await Repairs.KeysIn(Program(creation)));
        Assert.Equal(Program("TcpListener.Create(port)"), await Repairs.After("BIND1002:widen", Program(creation)));
    }

    [Theory(DisplayName = "A listener that may be started again after a stop is not repaired")]
    [InlineData("TcpListener l = new(IPAddress.Any, 80); void Open() => l.Start(); void Close() => l.Stop(); void Run() => l.AcceptTcpClient();")]
    [InlineData("TcpListener l; Server() { l = new(IPAddress.Any, 80); } void Open() { l.Start(); l.AcceptTcpClient(); } void Close() { l.Stop(); }")]
    [InlineData("TcpListener l { get; } = new(IPAddress.Any, 80); void Open() { l.Start(); l.AcceptTcpClient(); } void Close() { l.Dispose(); }")]
    [InlineData("void Run() { var l = new TcpListener(IPAddress.Any, 80); l.Start(); l.AcceptTcpClient(); l.Stop(); l.Start(); }")]
    [InlineData("void Run() { var l = new TcpListener(IPAddress.Any, 80); while (true) { l.Start(); l.AcceptTcpClient(); l.Stop(); } }")]
    [InlineData("void Run() { var l = new TcpListener(IPAddress.Any, 80); void Open() => l.Start(); Open(); l.AcceptTcpClient(); l.Stop(); Open(); }")]
    [InlineData("void Run() { var l = new TcpListener(IPAddress.Any, 80); Open(l); l.AcceptTcpClient(); l.Stop(); Open(l); } static void Open(TcpListener x) => x.Start();")]
    [InlineData("void Run() { var l = new TcpListener(IPAddress.Any, 80); System.Action stop = l.Stop; l.Start(); l.AcceptTcpClient(); stop(); l.Start(); }")]
    [InlineData("public TcpListener Listener = new(IPAddress.Any, 80);")]
    [InlineData("public TcpListener Create() => new TcpListener(IPAddress.Any, 80);")]
    [InlineData("void Run() { var l = new TcpListener(IPAddress.Any, 80); System.GC.KeepAlive(l); l.Start(); l.AcceptTcpClient(); }")]
    [InlineData("System.Collections.Generic.List<TcpListener> all = []; void Run() { all.Add(new TcpListener(IPAddress.Any, 80)); foreach (var l in all) l.Start(); }")]
    public async Task Restarted(string members) => Assert.Empty(await Repairs.KeysIn(Class(members)));

    [Theory(DisplayName = "A listener that is started once for each creation is repaired, however it is stopped")]
    [InlineData("TcpListener l; void Open() { l = new(IPAddress.Any, 80); l.Start(); l.AcceptTcpClient(); } void Close() { l.Stop(); }")]
    [InlineData("TcpListener? l; void Open() { l?.Stop(); l = new(IPAddress.Any, 80); l.Start(); l.AcceptTcpClient(); }")]
    [InlineData("void Run() { while (true) { var l = new TcpListener(IPAddress.Any, 80); l.Start(); l.AcceptTcpClient(); l.Stop(); } }")]
    [InlineData("void Run(System.Threading.CancellationToken c) { var l = new TcpListener(IPAddress.Any, 80); c.Register(() => l.Stop()); l.Start(); l.AcceptTcpClient(); }")]
    [InlineData("void Run() { using var l = new TcpListener(IPAddress.Any, 80); try { l.Start(); l.AcceptTcpClient(); } finally { l.Stop(); } }")]
    [InlineData("void Run() { var l = new TcpListener(IPAddress.Any, 80); l.Start(); Serve(l); l.Stop(); } static void Serve(TcpListener x) => x.AcceptTcpClient();")]
    [InlineData("void Run() { var l = Create(); l.Start(); l.AcceptTcpClient(); } private static TcpListener Create() => new(IPAddress.Any, 80);")]
    [InlineData("readonly TcpListener l = new(IPAddress.Any, 80); void Open() => l.Start(); void Run() => l.AcceptTcpClient();")]
    public async Task StartedOnce(string members) => Assert.Contains("BIND1001:dual", await Repairs.KeysIn(Class(members)));

    [Theory(DisplayName = "A listener that is told to stay IPv6-only is left alone")]
    [InlineData("l.Server.DualMode = false;")]
    [InlineData("l.Server.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.IPv6Only, true);")]
    public async Task IPv6Only(string statement) =>
        Assert.Empty(await Repairs.KeysIn(Class("void Run() { TcpListener l = new(IPAddress.IPv6Any, 80); " + statement + " l.Start(); l.AcceptTcpClient(); }")));

    [Theory(DisplayName = "A listener that a repair could break is left alone")]
    [InlineData("new TcpListener(IPAddress.Any, 80) { ExclusiveAddressUse = true }", "")]
    [InlineData("new TcpListener(IPEndPoint.Parse(\"0.0.0.0\"))", "")]
    [InlineData("new TcpListener(IPEndPoint.Parse(\"0.0.0.0:\\u0038\"))", "")]
    [InlineData("new TcpListener(Address, 80)", "public IPAddress Address { get; set; } = IPAddress.Any;")]
    [InlineData("new TcpListener(Address, 80)", "public IPAddress Address = IPAddress.Any;")]
    [InlineData("new TcpListener(System.Environment.ProcessId > 0 ? IPAddress.Any : Other, 80)", "IPAddress Other => IPAddress.Parse(System.Console.ReadLine()!);")]
    [InlineData("new TcpListener(IPAddress.Any, 80)", "void Set(Socket s) => s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);")]
    [InlineData("new TcpListener(IPAddress.Any, 80)", "void Set(Socket s) => s.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.TypeOfService, 1);")]
    [InlineData("new TcpListener(IPAddress.Any, 80)", "void Also() { var other = new TcpListener(IPAddress.IPv6Loopback, 80); other.Start(); other.AcceptTcpClient(); }")]
    [InlineData("new TcpListener(IPAddress.Any,\n#if DEBUG\n80\n#else\n81\n#endif\n)", "")]
    public async Task LeftAlone(string creation, string members) =>
        Assert.DoesNotContain(await Repairs.KeysIn(Class("void Run() { TcpListener l = " + creation + "; l.Start(); l.AcceptTcpClient(); } " + members)), static key => !key.EndsWith("widen", StringComparison.Ordinal));

    private static string Class(string members) => "using System.Net;\nusing System.Net.Sockets;\nclass Server { " + members + " }\n";

    private static string Program(string creation, string before = "") => $$"""
        using System.Net;
        using System.Net.Sockets;

        class Server
        {
            void Run(int port)
            {
                {{before}}
                TcpListener listener = {{creation}};
                listener.Start();
                listener.AcceptTcpClient();
            }
        }
        """;
}
