using BindCheck.Listeners;
using BindCheck.Testing;

namespace BindCheck.Analyzers.Tests.Listeners;

/// <summary>Values that are written in another file than the bind, or in another project.</summary>
public class ProjectFlowTests
{
    private const string Listener = """
        using System.Net;
        using System.Net.Sockets;

        public interface IListenerOptions { IPAddress Address { get; } }

        public class ListenerOptions : IListenerOptions
        {
            public IPAddress Address { get; set; } = IPAddress.Parse(System.Console.ReadLine()!);
            public string Host { get; set; } = "";
            public IPAddress Checked { get => _checked; set => _checked = value ?? throw new System.ArgumentNullException(); }
            private IPAddress _checked = null!;
            public System.Collections.Generic.List<IPEndPoint> EndPoints { get; } = [];
        }

        public sealed record Ends(IPEndPoint End) { public static implicit operator Ends(IPEndPoint end) => new(end); }

        public interface IServer { void Start(IPAddress address); }

        public abstract class Base
        {
            protected Base(IPAddress address) => new Server().Start(address);
        }

        public class Server : IServer
        {
            public Server() { }
            public Server(ListenerOptions options) { Bind(options.Address); Bind(IPAddress.Parse(options.Host)); Bind(options.Checked); foreach (var e in options.EndPoints) Bind(e.Address); }
            public Server(IListenerOptions options, bool _) => Bind(options.Address);
            public void Start(IPAddress address) => Bind(address);
            public void Serve(Ends ends) => Bind(ends.End.Address);
            public static void Listen(string host = {|BIND1002:"127.0.0.1"|}, int port = 80) => Bind(IPAddress.Parse(host));
            public static void ListenAny(int port) { var l = new TcpListener({|BIND1001:IPAddress.Any|}, port); l.Start(); l.AcceptTcpClient(); }
            public static void ListenHttp(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions o, int port) => o.Listen({|BIND1001:IPAddress.Any|}, port);
            static void Bind(IPAddress address) { var l = new TcpListener(address, 80); l.Start(); l.AcceptTcpClient(); }
        }

        public static class ServerExtensions { public static void StartOn(this Server server, string host, int port) => server.Start(IPAddress.Parse(host)); }
        """;

    public static TheoryData<string, string> Uses => new()
    {
        { "a method", "void M() => new Server().Start({|BIND1001:IPAddress.Any|});" },
        { "a method through its interface", "void M(IServer server) => server.Start({|BIND1001:IPAddress.Any|});" },
        { "a method of one's own in between", "void Go(IPAddress a) => new Server().Start(a); void M() => Go({|BIND1001:IPAddress.Any|});" },
        { "an extension method", "void M() => new Server().StartOn({|BIND1001:\"0.0.0.0\"|}, 80);" },
        { "an extension method in static form", "void M() => ServerExtensions.StartOn(new Server(), {|BIND1001:\"0.0.0.0\"|}, 80);" },
        { "a named argument", "void M() => Server.Listen(port: 1, host: {|BIND1001:\"0.0.0.0\"|});" },
        { "an object initializer", "Server M() => new(new ListenerOptions { Address = {|BIND1001:IPAddress.Any|} });" },
        { "a property that is set", "void M(ListenerOptions o) => o.Address = {|BIND1001:IPAddress.Any|};" },
        { "a property of text", "void M(ListenerOptions o) => o.Host = {|BIND1001:\"0.0.0.0\"|};" },
        { "a property with a setter", "void M(ListenerOptions o) => o.Checked = {|BIND1001:IPAddress.Any|};" },
        { "a lambda that configures", "void M() => Configure(o => o.Address = {|BIND1001:IPAddress.Any|}); void Configure(System.Action<ListenerOptions> a) { }" },
        { "an element added to a collection", "void M(ListenerOptions o) => o.EndPoints.Add(new IPEndPoint({|BIND1001:IPAddress.Any|}, 80));" },
        { "a base constructor", "class D : Base { public D() : base({|BIND1001:IPAddress.Any|}) { } }" },
        { "a primary base constructor", "class D() : Base({|BIND1001:IPAddress.Any|}) { }" },
        { "a value from a local", "void M() { var a = {|BIND1001:IPAddress.Any|}; new Server().Start(a); }" },
        { "a choice", "void M(bool b) => new Server().Start(b ? {|BIND1001:IPAddress.Any|} : IPAddress.Parse(System.Console.ReadLine()!));" },
        { "a dual address of a TcpListener", "void M() => new Server().Start({|BIND1003:IPAddress.IPv6Any|});" },
        { "a default of configuration", "static T Get<T>(string key, T defaultValue) => (T)System.Convert.ChangeType(key, typeof(T)); void M() => new Server().StartOn(Get(\"ip\", {|BIND1001:\"0.0.0.0\"|}), 80);" },
        { "the host of a URI", "void M() => new Server().StartOn({|BIND1001:new System.Uri(\"ws://0.0.0.0:81\").Host|}, 80);" },
        { "an implicit conversion", "void M() => new Server().Serve(new IPEndPoint({|BIND1001:IPAddress.Any|}, 80));" },
        { "an address that is printed and parsed again", "void Print(IPAddress a) { var l = new System.Net.Sockets.TcpListener(IPAddress.Parse(a.ToString()), 80); l.Start(); l.AcceptTcpClient(); } void M() => Print({|BIND1001:IPAddress.Any|});" },
        { "a lambda that is passed to a method", "void Each(System.Action<IPAddress> listen) => listen({|BIND1001:IPAddress.Any|}); void M() => Each(a => new Server().Start(a));" },
        { "a lambda that a variable holds", "void M() { System.Action<IPAddress, int> listen = (a, p) => new Server().Start(a); listen({|BIND1001:IPAddress.Any|}, 80); }" },
        { "a lambda that a field holds", "readonly System.Action<IPAddress> _listen = a => new Server().Start(a); void M() => _listen?.Invoke({|BIND1001:IPAddress.Any|});" },
        { "a lambda that is handed on", "System.Action<IPAddress>? _listen; void Take(System.Action<IPAddress> listen) => _listen = listen; void N() => Take(a => new Server().Start(a)); void M() => _listen!.Invoke({|BIND1001:IPAddress.Any|});" },
        { "a method that is passed to another", "void Each(System.Action<IPAddress> listen) => listen({|BIND1001:IPAddress.Any|}); void Listen(IPAddress a) => new Server().Start(a); void M() => Each(Listen);" },
        { "a method that is passed to its own kind", "void Each(System.Action<IPAddress> listen) { Each(listen); listen({|BIND1001:IPAddress.Any|}); } void M() => Each(new Server().Start);" },
        { "the elements of a list, by ForEach", "void M() => new System.Collections.Generic.List<IPAddress> { {|BIND1001:IPAddress.Any|} }.ForEach(a => new Server().Start(a));" },
        { "the elements of an array, by Select", "object M() => System.Linq.Enumerable.Select(new[] { {|BIND1001:IPAddress.Any|} }, a => { new Server().Start(a); return a; });" },
        { "elements of both families, by ForEach", "void M() => new System.Collections.Generic.List<IPAddress> { IPAddress.Any, IPAddress.IPv6Any }.ForEach(a => new Server().Start(a));" },
        { "a lambda that nobody calls", "void M() { System.Action<IPAddress> listen = a => new Server().Start(a); System.Action<IPAddress> other = a => { }; other(IPAddress.Any); }" },
        { "a base that another type derives from, and binds", "class Kept(IPAddress a) { protected IPAddress Address { get; } = a; } class Tcp(IPAddress a) : Kept(a) { public void Run() => new Server().Start(Address); } class Group() : Kept(IPAddress.Any); void M() => new Tcp({|BIND1001:IPAddress.Any|}).Run();" },
        { "a base that binds for the type that derives from it", "class Kept(IPAddress a) { protected IPAddress Address { get; } = a; public void Run() => new Server().Start(Address); } class Tcp() : Kept({|BIND1001:IPAddress.Any|}); void M() => new Tcp().Run();" },
        { "a datagram socket that is handed to a method which receives", "void M(int port) => Answer(new System.Net.Sockets.UdpClient(new IPEndPoint({|BIND1001:IPAddress.Any|}, port))); async void Answer(System.Net.Sockets.UdpClient client) { while (true) await client.ReceiveAsync(); }" },
        { "a datagram socket that is handed to a method which sends", "void M(int port) => Ask(new System.Net.Sockets.UdpClient(new IPEndPoint(IPAddress.Any, port))); void Ask(System.Net.Sockets.UdpClient client) => client.Send(new byte[1], 1, \"ntp.example\", 123);" },
        { "a datagram socket that is handed to a method which connects", "void M(int port) => Ask(new System.Net.Sockets.UdpClient(new IPEndPoint(IPAddress.Any, port))); async void Ask(System.Net.Sockets.UdpClient client) { client.Connect(\"ntp.example\", 123); await client.ReceiveAsync(); }" },
        { "an unknown address", "void M(string s) => new Server().Start(IPAddress.Parse(s));" },
        { "a method of the same name on another type", "class Server { public void Start(IPAddress a) { } } void M() => new Server().Start(IPAddress.Any);" },
        { "a value that is only compared", "bool M(ListenerOptions o) => o.Address == IPAddress.Any;" },
    };

    [Theory(DisplayName = "A value is followed from the file that binds to the one that writes it")]
    [MemberData(nameof(Uses))]
    public Task AcrossFiles(string way, string member)
    {
        _ = way;
        return Verify<ListenerAnalyzer>.DiagnosticsOfFiles(
            Listener,
            $"using System.Net; class Use {{ {member} }}");
    }

    [Theory(DisplayName = "A value is followed from a referenced project that binds to the one that writes it")]
    [MemberData(nameof(Uses))]
    public Task AcrossProjects(string way, string member)
    {
        _ = way;
        return Verify<ListenerAnalyzer>.DiagnosticsWithLibrary($"using System.Net; class Use {{ {member} }}", Listener);
    }

    [Fact(DisplayName = "A call that leaves the address to a referenced project is reported as a whole")]
    public Task PortOnly() => Verify<ListenerAnalyzer>.DiagnosticsWithLibrary("class Use { void M(int p) { Server.{|BIND1001:ListenAny|}(8080); Server.{|BIND1001:ListenHttp|}(null!, 8081); Wrap(p); } void Wrap(int p) => Server.{|BIND1001:ListenAny|}(p); }", Listener);

    [Fact(DisplayName = "The port of options that a referenced project binds to an address of its own is no call of it; one that is given with the address is")]
    public Task PortOfOptions() => Verify<ListenerAnalyzer>.DiagnosticsWithLibrary(
        "class Use { void M(Options o) { o.SetPort(80); o.Port = 81; new Builder().{|BIND1001:Port|}(82); } }",
        """
        using System.Net;
        using System.Net.Sockets;
        public class Options { public int Port { get; set; } public void SetPort(int port) => Port = port; }
        public class Builder { public IPEndPoint? End; public Builder Port(int port) { End = new IPEndPoint({|BIND1001:IPAddress.Any|}, port); return this; } }
        public class Server
        {
            void Run(Options o) { var l = new TcpListener({|BIND1001:IPAddress.Any|}, o.Port); l.Start(); l.AcceptTcpClient(); }
            void Run(Builder b) { var l = new TcpListener(b.End!); l.Start(); l.AcceptTcpClient(); }
        }
        """);

    [Fact(DisplayName = "A call that says what address it wants is not one that leaves it to the library")]
    public Task AddressAndPort() => Verify<ListenerAnalyzer>.DiagnosticsWithLibrary(
        "using System.Net; class Use { void M() { new Server(IPAddress.Parse(System.Console.ReadLine()!), 1).Start(); new Server(null, 2).Start(); {|BIND1001:new Server(port: 3)|}.Start(); } }",
        """
        using System.Net;
        using System.Net.Sockets;
        public class Server
        {
            readonly TcpListener _listener;
            public Server(IPAddress? address = null, int port = 80) { address ??= {|BIND1001:IPAddress.Any|}; _listener = new TcpListener(address, port); }
            public void Start() { _listener.Start(); _listener.AcceptTcpClient(); }
        }
        """);

    [Fact(DisplayName = "An address that a test of the family chooses is the right one for it")]
    public Task ChosenByFamily() => Verify<ListenerAnalyzer>.DiagnosticsOfFiles(
        "using System.Net; public class Options { public IPAddress V4 { get; set; } = IPAddress.Any; public IPAddress V6 { get; set; } = IPAddress.IPv6Any; }",
        """
        using System.Net;
        using System.Net.Sockets;
        class Server
        {
            void Run(Options o, AddressFamily family)
            {
                var address = o.V4;
                if (family == AddressFamily.InterNetworkV6) address = o.V6;
                var s = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
                s.Bind(new IPEndPoint(address, 80));
                s.Listen();
            }
        }
        """);

    [Fact(DisplayName = "A type that carries several end points is data, and an end point on port 0 is nobody's server")]
    public Task Data() => Verify<ListenerAnalyzer>.DiagnosticsOfFiles(
        """
        using System.Net;
        using System.Net.Sockets;
        public class Node(IPEndPoint tcp, IPEndPoint http) { public IPEndPoint Tcp { get; } = tcp; public IPEndPoint Http { get; } = http; }
        public class Settings(IPEndPoint endPoint) { public IPEndPoint EndPoint { get; } = endPoint; }
        class Server
        {
            void Run(Node node) { var l = new TcpListener(node.Tcp); l.Start(); l.AcceptTcpClient(); }
            void Run(Settings settings) { var l = new TcpListener(settings.EndPoint.Address, settings.EndPoint.Port + 1); l.Start(); l.AcceptTcpClient(); }
        }
        """,
        """
        using System.Net;
        class Use
        {
            Node M() => new(new IPEndPoint(IPAddress.Loopback, 1), new IPEndPoint(IPAddress.Loopback, 2));
            Settings Free() => new(new IPEndPoint(IPAddress.Any, 0));
            Settings Fixed() => new(new IPEndPoint({|BIND1001:IPAddress.Any|}, 1));
        }
        """);

    [Fact(DisplayName = "What a record is made with is what its properties are")]
    public Task Records() => Verify<ListenerAnalyzer>.DiagnosticsOfFiles(
        """
        using System.Net;
        using System.Net.Sockets;
        public record Options(string Host = {|BIND1001:"0.0.0.0"|}, int Port = 80);
        class Server { void Run(Options o) { var l = new TcpListener(IPAddress.Parse(o.Host), o.Port); l.Start(); l.AcceptTcpClient(); } }
        """,
        """
        class Use
        {
            Options A() => new({|BIND1002:"127.0.0.1"|}, 81);
            Options B() => new Options(Port: 82, Host: {|BIND1008:"10.0.0.1"|}) with { Host = {|BIND1003:"::"|} };
            Options C() => new(Port: 83);
        }
        """);

    [Fact(DisplayName = "A socket that a helper binds is judged by what its caller does with it")]
    public Task HandedBack() => Verify<ListenerAnalyzer>.DiagnosticsOfFiles(
        """
        using System.Net;
        using System.Net.Sockets;
        static class Net
        {
            public static Socket Bound(IPAddress address, int port) { var s = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp); Bind(s, address, port); return s; }
            static void Bind(Socket socket, IPAddress address, int port) => socket.Bind(new IPEndPoint(address, port));
        }
        """,
        """
        using System.Net;
        using System.Net.Sockets;
        class Server
        {
            readonly Socket _socket = Net.Bound({|BIND1001:IPAddress.Any|}, 53);
            void Run(byte[] buffer) => _socket.Receive(buffer);
        }
        class Client
        {
            readonly Socket _socket = Net.Bound(IPAddress.Any, 54);
            void Run(byte[] buffer, EndPoint server) => _socket.SendTo(buffer, server);
        }
        """);

    [Fact(DisplayName = "An interface with several implementations leads nowhere")]
    public Task Ambiguous() => Verify<ListenerAnalyzer>.DiagnosticsOfFiles(
        """
        using System.Net;
        using System.Net.Sockets;
        public interface IServer { void Start(IPAddress address); }
        class Tcp : IServer { public void Start(IPAddress address) { var l = new TcpListener(address, 80); l.Start(); l.AcceptTcpClient(); } }
        class Fake : IServer { public void Start(IPAddress address) { } }
        """,
        "using System.Net; class Use { void M(IServer s) => s.Start(IPAddress.Any); void N() => new Tcp().Start({|BIND1001:IPAddress.Any|}); }");

    [Fact(DisplayName = "A default that one file declares and another binds is reported where it is declared")]
    public Task Defaults() => Verify<ListenerAnalyzer>.DiagnosticsOfFiles(
        "using System.Net; public record Options { public IPAddress Address { get; init; } = {|BIND1001:IPAddress.Any|}; public const string Host = \"0.0.0.0\"; }",
        """
        using System.Net;
        using System.Net.Sockets;
        class Server
        {
            void Run(Options o) { var l = new TcpListener(o.Address, 80); l.Start(); l.AcceptTcpClient(); }
            void Run() { var l = new TcpListener({|BIND1001:IPAddress.Parse(Options.Host)|}, 80); l.Start(); l.AcceptTcpClient(); }
        }
        """);

    [Fact(DisplayName = "Text with a hole for the host is read with what the callers put in")]
    public Task HostInText() => Verify<ListenerAnalyzer>.DiagnosticsOfFiles(
        """
        using Microsoft.AspNetCore.Builder;
        static class Web { public static void Serve(WebApplication app, string host, int port) => app.Run($"http://{host}:{port}"); }
        """,
        "using Microsoft.AspNetCore.Builder; class Use { void M(WebApplication app, string s) { Web.Serve(app, {|BIND1001:\"0.0.0.0\"|}, 80); Web.Serve(app, \"*\", 81); Web.Serve(app, s, 82); } }");

    [Fact(DisplayName = "What generated code binds is nobody's to mend")]
    public Task Generated() => Verify<ListenerAnalyzer>.DiagnosticsOfFiles(
        """
        // <auto-generated/>
        using System.Net;
        using System.Net.Sockets;
        static class Server { public static void Start(IPAddress address) { var l = new TcpListener(address, 80); l.Start(); l.AcceptTcpClient(); } }
        """,
        "using System.Net; class Use { void M() => Server.Start(IPAddress.Any); }");
}
