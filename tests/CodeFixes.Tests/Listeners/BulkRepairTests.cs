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
            "using System.Net;\nusing System.Net.Sockets;\nclass B { UdpClient u = CreateDualStackUdpClient(80); void Run() => u.ReceiveAsync();\n\nprivate static UdpClient CreateDualStackUdpClient(int port)\n{\n    var client = new UdpClient(Socket.OSSupportsIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork);\n    if (Socket.OSSupportsIPv6) client.Client.DualMode = true;\n    client.Client.Bind(new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port));\n    return client;\n}\n}\n"]);
}
