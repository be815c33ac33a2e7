namespace BindCheck.CodeFixes.Tests.Listeners;

/// <summary>Socket: constructor and bound address together, or not at all.</summary>
public class SocketRepairTests
{
    private const string Choice = "Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any";

    [Theory(DisplayName = "A socket and its address become dual-mode together")]
    [InlineData("new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)", "IPAddress.Any",
        "new Socket(SocketType.Stream, ProtocolType.Tcp)",
        "new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true }")]
    [InlineData("new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)", "System.Net.IPAddress.Any",
        "new(SocketType.Stream, ProtocolType.Tcp)",
        "new(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true }")]
    [InlineData("new Socket(protocolType: ProtocolType.Tcp, socketType: SocketType.Stream, addressFamily: AddressFamily.InterNetwork)", "IPAddress.Any",
        "new Socket(protocolType: ProtocolType.Tcp, socketType: SocketType.Stream)",
        "new Socket(protocolType: ProtocolType.Tcp, socketType: SocketType.Stream, addressFamily: AddressFamily.InterNetworkV6) { DualMode = true }")]
    [InlineData("new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }", "IPAddress.Any",
        "new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }",
        "new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, DualMode = true }")]
    [InlineData("new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)\n        {\n            NoDelay = true,\n        }", "IPAddress.Any",
        "new Socket(SocketType.Stream, ProtocolType.Tcp)\n        {\n            NoDelay = true,\n        }",
        "new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp)\n        {\n            NoDelay = true,\n            DualMode = true,\n        }")]
    [InlineData("new Socket(\n            AddressFamily.InterNetwork, // IPv4\n            SocketType.Stream,\n            ProtocolType.Tcp)", "IPAddress.Any",
        "new Socket(\n            // IPv4\n            SocketType.Stream,\n            ProtocolType.Tcp)",
        "new Socket(\n            AddressFamily.InterNetworkV6, // IPv4\n            SocketType.Stream,\n            ProtocolType.Tcp) { DualMode = true }")]
    [InlineData("new Socket(SocketType.Stream, ProtocolType.Tcp)", "IPAddress.Any",
        "new Socket(SocketType.Stream, ProtocolType.Tcp)",
        "new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true }")]
    public async Task Together(string creation, string address, string dual, string ipv6Any)
    {
        var prefix = address.Substring(0, address.LastIndexOf('.'));
        Assert.Equal(Program(dual, Choice.Replace("IPAddress", prefix)), await Repairs.After("BIND1001:dual", Program(creation, address)));
        Assert.Equal(Program(ipv6Any, prefix + ".IPv6Any"), await Repairs.After("BIND1001:ipv6any", Program(creation, address)));
    }

    [Fact(DisplayName = "An IPv6 socket without DualMode gets a fallback, or DualMode")]
    public async Task OnIpv6()
    {
        var source = Program("new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp)", "IPAddress.IPv6Any");
        Assert.Equal(Program("new Socket(SocketType.Stream, ProtocolType.Tcp)", Choice), await Repairs.After("BIND1003:dual", source));
        Assert.Equal(Program("new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true }", "IPAddress.IPv6Any"), await Repairs.After("BIND1003:ipv6any", source));
    }

    [Fact(DisplayName = "A dual-mode socket that is bound to the IPv4 wildcard gets the other address")]
    public async Task HalfDone()
    {
        const string Creation = "new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true }";
        Assert.Equal(["BIND1001:dual"], await Repairs.KeysIn(Program(Creation, "IPAddress.Any")));
        Assert.Equal(Program(Creation, "IPAddress.IPv6Any"), await Repairs.After("BIND1001:dual", Program(Creation, "IPAddress.Any")));
    }

    [Fact(DisplayName = "A socket of its end point's family changes with the end point")]
    public async Task FamilyOfEndPoint()
    {
        Assert.Equal(Body("SocketType.Stream, ProtocolType.Tcp)", Choice), await Repairs.After("BIND1001:dual", Body("local.AddressFamily, SocketType.Stream, ProtocolType.Tcp)", "IPAddress.Any")));
        Assert.Equal(
            Body("local.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { DualMode = true }", "IPAddress.IPv6Any"),
            await Repairs.After("BIND1001:ipv6any", Body("local.AddressFamily, SocketType.Stream, ProtocolType.Tcp)", "IPAddress.Any")));

        static string Body(string arguments, string address) => Class($$"""
            void Run()
                {
                    IPEndPoint local = new({{address}}, 11_000);
                    using Socket listener = new({{arguments}};
                    listener.Bind(local);
                    listener.Listen(100);
                    listener.Accept();
                }
            """);
    }

    [Fact(DisplayName = "A datagram socket keeps its receive template, which is valid on both")]
    public async Task Template()
    {
        Assert.Equal(Body("", Choice), await Repairs.After("BIND1001:dual", Body("AddressFamily.InterNetwork, ", "IPAddress.Any")));

        static string Body(string family, string address) => Class($$"""
            void Run(byte[] buffer)
                {
                    var socket = new Socket({{family}}SocketType.Dgram, ProtocolType.Udp);
                    socket.Bind(new IPEndPoint({{address}}, 53));
                    EndPoint peer = new IPEndPoint(IPAddress.Any, 0);
                    socket.ReceiveFrom(buffer, ref peer);
                }
            """);
    }

    [Theory(DisplayName = "A template of IPv6Any becomes Any where the socket may be an IPv4 one, and may stay on one that is always dual-mode")]
    [InlineData("EndPoint peer = new IPEndPoint(IPAddress.~, 0); socket.ReceiveFrom(buffer, ref peer);")]
    [InlineData("var peer = (EndPoint)new IPEndPoint(System.Net.IPAddress.~, 0); socket.ReceiveFrom(buffer, SocketFlags.None, ref peer); peer = new IPEndPoint(IPAddress.~, 0);")]
    [InlineData("socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.~, 0));")]
    [InlineData("EndPoint peer = new IPEndPoint(IPAddress.~, 0); socket.BeginReceiveFrom(buffer, 0, 1, SocketFlags.None, ref peer, r => socket.EndReceiveFrom(r, ref peer), null);")]
    [InlineData("socket.ReceiveFrom(buffer, ref _peer);", "EndPoint _peer = new IPEndPoint(IPAddress.~, 0);")]
    [InlineData("Answer(socket); socket.Receive(buffer);", "void Answer(Socket s) { EndPoint peer = new IPEndPoint(IPAddress.~, 0); s.ReceiveFrom(new byte[9], ref peer); }")]
    public async Task IPv6Template(string receive, string field = "")
    {
        foreach (var (id, family, address) in new[] { ("BIND1001", "InterNetwork", "IPAddress.Any"), ("BIND1003", "InterNetworkV6", "IPAddress.IPv6Any") })
        {
            var source = Body("AddressFamily." + family + ", ", address, "", "IPv6Any");
            Assert.Equal(Body("", Choice, "", "Any"), await Repairs.After(id + ":dual", source));
            Assert.Equal(Body("AddressFamily.InterNetworkV6, ", "IPAddress.IPv6Any", " { DualMode = true }", "IPv6Any"), await Repairs.After(id + ":ipv6any", source));
        }

        string Body(string family, string address, string initializer, string template) => Class($$"""
            {{field.Replace("~", template)}}
                void Run(byte[] buffer)
                {
                    var socket = new Socket({{family}}SocketType.Dgram, ProtocolType.Udp){{initializer}};
                    socket.Bind(new IPEndPoint({{address}}, 53));
                    {{receive.Replace("~", template)}}
                }
            """);
    }

    [Theory(DisplayName = "An IPv6 datagram socket with a template out of sight, or shared with another socket, is left alone")]
    [InlineData("void Run(byte[] b, EndPoint peer) { ~ s.ReceiveFrom(b, ref peer); }")]
    [InlineData("public EndPoint Peer = new IPEndPoint(IPAddress.IPv6Any, 0); void Run(byte[] b) { ~ s.ReceiveFrom(b, ref Peer); }")]
    [InlineData("void Run(byte[] b, IPAddress a) { ~ EndPoint peer = new IPEndPoint(a, 0); s.ReceiveFrom(b, ref peer); }")]
    [InlineData("void Run(byte[] b, Socket other) { ~ EndPoint peer = new IPEndPoint(IPAddress.IPv6Any, 0); s.ReceiveFrom(b, ref peer); other.ReceiveFrom(b, ref peer); }")]
    public async Task UnknownTemplate(string members) => Assert.Empty(await Repairs.KeysIn(Class(
        members.Replace("~", "var s = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp); s.Bind(new IPEndPoint(IPAddress.IPv6Any, 53));"))));

    [Theory(DisplayName = "A socket that is not wholly in sight, or not meant for both families, is left alone")]
    [InlineData("void Run(AddressFamily f) { var s = new Socket(f, SocketType.Stream, ProtocolType.Tcp); s.Bind(new IPEndPoint(IPAddress.Any, 80)); s.Listen(); s.Accept(); }")]
    [InlineData("void Run(Socket s) { s.Bind(new IPEndPoint(IPAddress.Any, 80)); s.Listen(); s.Accept(); }")]
    [InlineData("void Run() { var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp); var e = new IPEndPoint(IPAddress.Any, 80); s.Bind(e); s.Listen(); s.Accept(); Use(e); } static void Use(IPEndPoint e) { }")]
    [InlineData("void Run(bool b) { var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp); if (b) s.Bind(new IPEndPoint(IPAddress.Any, 80)); else s.Bind(new IPEndPoint(IPAddress.Any, 81)); s.Listen(); s.Accept(); }")]
    [InlineData("void Run(byte[] b) { var s = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp); s.Bind(new IPEndPoint(IPAddress.Any, 80)); EndPoint p = new IPEndPoint(IPAddress.Any, 0); var f = SocketFlags.None; s.ReceiveMessageFrom(b, ref f, ref p, out _); }")]
    [InlineData("void Run(byte[] b) { var s = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp); s.Bind(new IPEndPoint(IPAddress.Any, 80)); s.ReceiveFrom(b, SocketFlags.None, new SocketAddress(AddressFamily.InterNetwork)); }")]
    [InlineData("void Run(byte[] b) { var s = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Ttl = 1 }; s.Bind(new IPEndPoint(IPAddress.Any, 80)); s.Receive(b); }")]
    [InlineData("void Run() { var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp); s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); s.Bind(new IPEndPoint(IPAddress.Any, 80)); s.Listen(); s.Accept(); }")]
    [InlineData("void Run() { var s = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = false }; s.Bind(new IPEndPoint(IPAddress.IPv6Any, 80)); s.Listen(); s.Accept(); }")]
    [InlineData("void Run() { var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp); s.Bind(new IPEndPoint(IPAddress.Loopback, 80)); s.Listen(); s.Accept(); }")]
    public async Task LeftAlone(string members) => Assert.Empty(await Repairs.KeysIn(Class(members)));

    private static string Class(string members) => "using System.Net;\nusing System.Net.Sockets;\n\nclass Server\n{\n    " + members + "\n}\n";

    private static string Program(string creation, string address) => Class($$"""
        void Run(int port)
            {
                Socket listener = {{creation}};
                listener.Bind(new IPEndPoint({{address}}, port));
                listener.Listen(10);
                listener.Accept();
            }
        """);
}
