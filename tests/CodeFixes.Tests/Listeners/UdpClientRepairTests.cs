namespace BindCheck.CodeFixes.Tests.Listeners;

/// <summary>UdpClient: created unbound, made dual-mode, bound.</summary>
public class UdpClientRepairTests
{
    private const string
        Family = "Socket.OSSupportsIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork",
        Address = "Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any";

    [Theory(DisplayName = "A UdpClient in a statement of its own is bound in the statements that follow")]
    [InlineData("BIND1001", "new UdpClient(port)", "port")]
    [InlineData("BIND1001", "new UdpClient(514)", "514")]
    [InlineData("BIND1001", "new(port)", "port")]
    [InlineData("BIND1001", "new UdpClient(port, AddressFamily.InterNetwork)", "port")]
    [InlineData("BIND1001", "new UdpClient(family: AddressFamily.InterNetwork, port: port)", "port")]
    [InlineData("BIND1001", "new UdpClient(new IPEndPoint(IPAddress.Any, port + 1))", "port + 1")]
    [InlineData("BIND1003", "new UdpClient(port, AddressFamily.InterNetworkV6)", "port")]
    [InlineData("BIND1003", "new UdpClient(new IPEndPoint(IPAddress.IPv6Any, port))", "port")]
    public async Task Statement(string id, string creation, string port)
    {
        foreach (var (declared, name) in new[] { ("UdpClient udp = ", "udp"), ("using UdpClient udp = ", "udp"), ("UdpClient udp; udp = ", "udp"), ("var s = this; field = ", "field"), ("this.field = ", "this.field") })
        {
            var type = creation.StartsWith("new(", StringComparison.Ordinal) ? "new" : "new UdpClient";
            Assert.Equal(
                Method($"{declared}{type}({Family});\n        if (Socket.OSSupportsIPv6) {name}.Client.DualMode = true;\n        {name}.Client.Bind(new IPEndPoint({Address}, {port}));", name),
                await Repairs.After(id + ":dual", Method($"{declared}{creation};", name)));
            Assert.Equal(
                Method($"{declared}{type}(AddressFamily.InterNetworkV6);\n        {name}.Client.DualMode = true;\n        {name}.Client.Bind(new IPEndPoint(IPAddress.IPv6Any, {port}));", name),
                await Repairs.After(id + ":ipv6any", Method($"{declared}{creation};", name)));
        }
    }

    [Fact(DisplayName = "A UdpClient of a using block is bound at the start of the block")]
    public async Task UsingBlock() =>
        Assert.Equal(
            Class($$"""
                void Run(int port)
                    {
                        using (var udp = new UdpClient({{Family}}))
                        {
                            if (Socket.OSSupportsIPv6) udp.Client.DualMode = true;
                            udp.Client.Bind(new IPEndPoint({{Address}}, port));
                            IPEndPoint? peer = null;
                            udp.Receive(ref peer);
                        }
                    }
                """),
            await Repairs.After("BIND1001:dual", Class("""
                void Run(int port)
                    {
                        using (var udp = new UdpClient(port))
                        {
                            IPEndPoint? peer = null;
                            udp.Receive(ref peer);
                        }
                    }
                """)));

    [Fact(DisplayName = "A comment behind the creation stays there")]
    public async Task Comment() =>
        Assert.Equal(
            Method($"var udp = new UdpClient(/* all */ {Family}); // metrics\n        if (Socket.OSSupportsIPv6) udp.Client.DualMode = true;\n        udp.Client.Bind(new IPEndPoint({Address}, 514));", "udp"),
            await Repairs.After("BIND1001:dual", Method("var udp = new UdpClient(/* all */ 514); // metrics", "udp")));

    [Theory(DisplayName = "A UdpClient where no statement fits comes from a helper method, which others of the type share")]
    [InlineData("readonly UdpClient udp = new UdpClient(514);", "readonly UdpClient udp = CreateDualStackUdpClient(514);")]
    [InlineData("UdpClient udp { get; } = new(514);", "UdpClient udp { get; } = CreateDualStackUdpClient(514);")]
    [InlineData("UdpClient udp = new(new IPEndPoint(IPAddress.Any, 514));", "UdpClient udp = CreateDualStackUdpClient(514);")]
    [InlineData("UdpClient udp = new UdpClient(514), other = new(515);", "UdpClient udp = CreateDualStackUdpClient(514), other = CreateDualStackUdpClient(515);")]
    [InlineData("UdpClient? udp; Server() => udp ??= new UdpClient(514);", "UdpClient? udp; Server() => udp ??= CreateDualStackUdpClient(514);")]
    public async Task Helper(string declaration, string repaired)
    {
        const string Uses = "\n    void Run() => udp!.ReceiveAsync();";
        var others = declaration.Contains("other") ? "\n    void Other() => other.ReceiveAsync();" : "";
        Assert.Equal(
            Class(repaired + Uses + others + $$"""


                    private static UdpClient CreateDualStackUdpClient(int port)
                    {
                        var client = new UdpClient({{Family}});
                        if (Socket.OSSupportsIPv6) client.Client.DualMode = true;
                        client.Client.Bind(new IPEndPoint({{Address}}, port));
                        return client;
                    }
                """),
            await Repairs.After("BIND1001:dual", Class(declaration + Uses + others)));
    }

    [Fact(DisplayName = "A helper method of the same name that does something else is not used")]
    public async Task OtherHelper() =>
        Assert.Contains(
            "UdpClient udp = CreateDualStackUdpClient2(514);",
            await Repairs.After("BIND1001:dual", Class("UdpClient udp = new UdpClient(514); void Run() => udp.ReceiveAsync(); static void CreateDualStackUdpClient(int port) { }")));

    [Fact(DisplayName = "The helper of top-level statements is a local function at their end")]
    public async Task TopLevel() =>
        Assert.Equal($$"""
            using System.Net;
            using System.Net.Sockets;

            UdpClient[] all = [CreateDualStackUdpClient(514)];
            foreach (var udp in all) await udp.ReceiveAsync();

            static UdpClient CreateDualStackUdpClient(int port)
            {
                var client = new UdpClient({{Family}});
                if (Socket.OSSupportsIPv6) client.Client.DualMode = true;
                client.Client.Bind(new IPEndPoint({{Address}}, port));
                return client;
            }

            class Other { }
            """,
            await Repairs.After("BIND1001:dual", """
            using System.Net;
            using System.Net.Sockets;

            UdpClient? held = null;
            var udp = held ?? new UdpClient(514);
            await udp.ReceiveAsync();

            class Other { }
            """).ContinueWith(static t => t.Result.Replace("UdpClient? held = null;\nvar udp = held ?? CreateDualStackUdpClient(514);\nawait udp.ReceiveAsync();", "UdpClient[] all = [CreateDualStackUdpClient(514)];\nforeach (var udp in all) await udp.ReceiveAsync();")));

    [Fact(DisplayName = "The port of an end point that is parsed in place is read from its text")]
    public async Task Parsed() => Assert.Equal(
        Method($"var udp = new UdpClient({Family});\n        if (Socket.OSSupportsIPv6) udp.Client.DualMode = true;\n        udp.Client.Bind(new IPEndPoint({Address}, 514));", "udp"),
        await Repairs.After("BIND1001:dual", Method("var udp = new UdpClient(IPEndPoint.Parse(\"0.0.0.0:514\"));", "udp")));

    [Fact(DisplayName = "A template of IPv6Any for the client's socket becomes Any where that may be an IPv4 one")]
    public async Task Template() => Assert.Equal(
        Class($"void Run(byte[] b) {{ var u = new UdpClient({Family}); if (Socket.OSSupportsIPv6) u.Client.DualMode = true; u.Client.Bind(new IPEndPoint({Address}, 514)); EndPoint p = new IPEndPoint(IPAddress.Any, 0); u.Client.ReceiveFrom(b, ref p); }}"),
        await Repairs.After("BIND1003:dual", Class("void Run(byte[] b) { var u = new UdpClient(514, AddressFamily.InterNetworkV6); EndPoint p = new IPEndPoint(IPAddress.IPv6Any, 0); u.Client.ReceiveFrom(b, ref p); }")));

    [Theory(DisplayName = "A UdpClient that a repair could break is left alone")]
    [InlineData("void Run() { var u = new UdpClient(514); System.GC.KeepAlive(u); u.ReceiveAsync(); }")]
    [InlineData("void Run() { var u = new UdpClient(514); u.ReceiveAsync(); u.Ttl = 3; }")]
    [InlineData("void Run() { var u = new UdpClient(514); u.ReceiveAsync(); u.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); }")]
    [InlineData("public int Port { get; set; } = 1; UdpClient u = new UdpClient(514) { DontFragment = true }; void Run() => u.ReceiveAsync();")]
    public async Task LeftAlone(string members) => Assert.Empty(await Repairs.KeysIn(Class(members)));

    private static string Class(string members) => "using System.Net;\nusing System.Net.Sockets;\n\nclass Server\n{\n    " + members + "\n}\n";

    private static string Method(string creation, string name) => $$"""
        using System.Net;
        using System.Net.Sockets;

        class Server
        {
            UdpClient? field;

            async void Run(int port)
            {
                {{creation}}
                await {{name}}.ReceiveAsync();
            }
        }
        """;
}
