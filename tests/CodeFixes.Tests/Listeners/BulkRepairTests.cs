namespace BindCheck.CodeFixes.Tests.Listeners;

/// <summary>Many findings at once: in a document, a project, a solution.</summary>
public class BulkRepairTests
{
    private const string Usings = "using System.Net;\nusing System.Net.Sockets;\nusing Microsoft.AspNetCore.Builder;\nusing Microsoft.AspNetCore.Hosting;\nusing Microsoft.AspNetCore.Server.Kestrel.Core;\n\n";

    private const string Mixed = Usings + """
        class Everything
        {
            void Tcp() { var l = new TcpListener({|BIND1001:IPAddress.Any|}, 80); l.Start(); l.AcceptTcpClient(); }
            void Kestrel(KestrelServerOptions o) => o.Listen({|BIND1001:IPAddress.Any|}, 81, l => l.KestrelServerOptions.Listen({|BIND1001:IPAddress.Any|}, 82));
            void Urls(IWebHostBuilder b) => b.UseUrls({|BIND1001:"http://0.0.0.0:83"|}, {|BIND1001:"http://0.0.0.0:84;http://0.0.0.0:85"|});
            UdpClient first = {|BIND1001:new(86)|}, second = {|BIND1001:new(87)|};
            void Udp() { first.ReceiveAsync(); second.ReceiveAsync(); }
        }
        """;

    [Fact(DisplayName = "All recipes of a rule are applied with one key")]
    public Task Dual() => VerifyRepair.Action("BIND1001:dual", Mixed, Usings + """
        class Everything
        {
            void Tcp() { var l = TcpListener.Create(80); l.Start(); l.AcceptTcpClient(); }
            void Kestrel(KestrelServerOptions o) => o.ListenAnyIP(81, l => l.KestrelServerOptions.ListenAnyIP(82));
            void Urls(IWebHostBuilder b) => b.UseUrls("http://*:83", "http://*:84;http://*:85");
            UdpClient first = CreateDualStackUdpClient(86), second = CreateDualStackUdpClient(87);
            void Udp() { first.ReceiveAsync(); second.ReceiveAsync(); }

            private static UdpClient CreateDualStackUdpClient(int port)
            {
                var client = new UdpClient(Socket.OSSupportsIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork);
                if (Socket.OSSupportsIPv6) client.Client.DualMode = true;
                client.Client.Bind(new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port));
                return client;
            }
        }
        """);

    [Fact(DisplayName = "The explicit form is applied in bulk as well")]
    public Task IPv6Any() => VerifyRepair.Action("BIND1001:ipv6any", Mixed, Usings + """
        class Everything
        {
            void Tcp() { var l = new TcpListener(IPAddress.IPv6Any, 80) { Server = { DualMode = true } }; l.Start(); l.AcceptTcpClient(); }
            void Kestrel(KestrelServerOptions o) => o.Listen(IPAddress.IPv6Any, 81, l => l.KestrelServerOptions.Listen(IPAddress.IPv6Any, 82));
            void Urls(IWebHostBuilder b) => b.UseUrls("http://[::]:83", "http://[::]:84;http://[::]:85");
            UdpClient first = CreateDualStackUdpClient(86), second = CreateDualStackUdpClient(87);
            void Udp() { first.ReceiveAsync(); second.ReceiveAsync(); }

            private static UdpClient CreateDualStackUdpClient(int port)
            {
                var client = new UdpClient(AddressFamily.InterNetworkV6);
                client.Client.DualMode = true;
                client.Client.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
                return client;
            }
        }
        """);

    [Fact(DisplayName = "All files of a project are repaired, each with the using directives it needs")]
    public Task Files() => VerifyRepair.Files("BIND1001:dual",
        ["using System.Net.Sockets;\nclass A { TcpListener l = {|BIND1001:new(80)|}; void Run() { l.Start(); l.AcceptTcpClient(); } }", "using System.Net.Sockets;\nclass B { UdpClient u = {|BIND1001:new(80)|}; void Run() => u.ReceiveAsync(); }\n"],
        ["using System.Net.Sockets;\nclass A { TcpListener l = TcpListener.Create(80); void Run() { l.Start(); l.AcceptTcpClient(); } }",
            "using System.Net;\nusing System.Net.Sockets;\nclass B { UdpClient u = CreateDualStackUdpClient(80); void Run() => u.ReceiveAsync();\n\n    private static UdpClient CreateDualStackUdpClient(int port)\n    {\n        var client = new UdpClient(Socket.OSSupportsIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork);\n        if (Socket.OSSupportsIPv6) client.Client.DualMode = true;\n        client.Client.Bind(new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port));\n        return client;\n    }\n}\n"]);

    [Fact(DisplayName = "One loopback address becomes both in bulk")]
    public Task Localhost() => VerifyRepair.Action("BIND1002:localhost",
        Usings + "class S { void A(KestrelServerOptions o) => o.Listen({|BIND1002:IPAddress.Loopback|}, 80); void B(IWebHostBuilder b) => b.UseUrls({|BIND1002:\"http://127.0.0.1:81\"|}); }",
        Usings + "class S { void A(KestrelServerOptions o) => o.{|BIND1002:ListenLocalhost|}(80); void B(IWebHostBuilder b) => b.UseUrls({|BIND1002:\"http://localhost:81\"|}); }");

    [Theory(DisplayName = "Nothing is opened to the network in bulk, unless the project says so")]
    [InlineData("BIND1002:widen", "", "o.ListenLocalhost(80); o.ListenLocalhost(81);")]
    [InlineData("BIND1002:widen", "bindcheck.allow_widening = false", "o.ListenLocalhost(80); o.ListenLocalhost(81);")]
    [InlineData("BIND1002:widen", "bindcheck.allow_widening = true", "o.ListenAnyIP(80); o.ListenAnyIP(81);")]
    [InlineData("BIND1002:localhost", "bindcheck.allow_widening = true", "o.ListenLocalhost(80); o.ListenLocalhost(81);")]
    // dotnet format has no key where the first finding has no action.
    [InlineData(null, "", "o.ListenLocalhost(80); o.ListenLocalhost(81);")]
    public async Task Widening(string? key, string globalConfig, string expected) =>
        Assert.Equal(Kestrel(expected), await Repairs.AfterAll("BIND1002", key, Kestrel("o.Listen(IPAddress.Loopback, 80); o.ListenLocalhost(81);"), globalConfig));

    [Fact(DisplayName = "Without a key, what can be repaired is")]
    public async Task NoKey() =>
        Assert.Equal(Kestrel("o.Listen(Given, 80); o.ListenAnyIP(81);"), await Repairs.AfterAll("BIND1001", null, Kestrel("o.Listen(Given, 80); o.Listen(IPAddress.Any, 81);"), ""));

    private static string Kestrel(string body) => Usings + "public class S { public IPAddress Given { get; set; } = IPAddress.Any; void Run(KestrelServerOptions o) { " + body + " } }";
}
