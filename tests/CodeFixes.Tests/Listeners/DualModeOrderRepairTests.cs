namespace BindCheck.CodeFixes.Tests.Listeners;

/// <summary>DualMode that is set too late is set in front of the bind.</summary>
public class DualModeOrderRepairTests
{
    private const string Key = "BIND1007:reorder";

    [Theory(DisplayName = "DualMode moves in front of the statement that binds")]
    [InlineData("var l = new TcpListener(IPAddress.IPv6Any, 80);\n        l.Start();\n        l.Server.DualMode = true;", "var l = new TcpListener(IPAddress.IPv6Any, 80);\n        l.Server.DualMode = true;\n        l.Start();")]
    [InlineData("var l = new TcpListener(IPAddress.IPv6Any, 80); l.Start(5); l.Server.DualMode = true; // both", "var l = new TcpListener(IPAddress.IPv6Any, 80); l.Server.DualMode = true; l.Start(5); // both")]
    [InlineData("var s = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);\n        // listen\n        s.Bind(new IPEndPoint(IPAddress.IPv6Any, 80));\n        s.DualMode = true; // both\n        s.Listen();", "var s = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);\n        // listen\n        s.DualMode = true;\n        s.Bind(new IPEndPoint(IPAddress.IPv6Any, 80));\n        // both\n        s.Listen();")]
    public async Task Moved(string before, string after) => Assert.Equal(Program(after), await Repairs.After(Key, Program(before)));

    [Fact(DisplayName = "DualMode moves among top-level statements, too")]
    public async Task TopLevel() => Assert.Equal(
        "using System.Net;\nusing System.Net.Sockets;\n\nvar l = new TcpListener(IPAddress.IPv6Any, 80);\nl.Server.DualMode = true;\nl.Start();\n",
        await Repairs.After(Key, "using System.Net;\nusing System.Net.Sockets;\n\nvar l = new TcpListener(IPAddress.IPv6Any, 80);\nl.Start();\nl.Server.DualMode = true;\n"));

    [Theory(DisplayName = "Where the socket is bound as it is made, or what was meant is open, nothing is offered")]
    [InlineData("var u = new UdpClient(80, AddressFamily.InterNetworkV6); u.Client.DualMode = true; IPEndPoint? p = null; u.Receive(ref p);")]
    [InlineData("var l = new TcpListener(IPAddress.Any, 80); l.Start(); l.Server.DualMode = true;")]
    [InlineData("o.Listen(IPAddress.Any.MapToIPv6(), 80);")]
    [InlineData("o.ListenLocalhost(0);")]
    public async Task NotOffered(string statements)
    {
        var document = Repairs.Open(Program(statements));
        var finding = Assert.Single(await Repairs.FindingsIn(document), static finding => finding.Id == "BIND1007");
        Assert.Empty(await Repairs.ActionsOf(document, finding));
    }

    private static string Program(string statements) => $$"""
        using System.Net;
        using System.Net.Sockets;
        using Microsoft.AspNetCore.Server.Kestrel.Core;

        class Server
        {
            void Run(KestrelServerOptions o)
            {
                {{statements}}
            }
        }
        """;
}
