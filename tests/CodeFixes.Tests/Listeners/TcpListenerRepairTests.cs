namespace BindCheck.CodeFixes.Tests.Listeners;

/// <summary>TcpListener: Create, or IPv6Any and DualMode.</summary>
public class TcpListenerRepairTests
{
    [Theory(DisplayName = "A TcpListener on the IPv4 wildcard becomes TcpListener.Create, or dual-mode by IPv6Any")]
    [InlineData("new TcpListener({|BIND1001:IPAddress.Any|}, 80)", "TcpListener.Create(80)", "new TcpListener(IPAddress.IPv6Any, 80) { Server = { DualMode = true } }")]
    [InlineData("new TcpListener({|BIND1001:IPAddress.Any|}, port)", "TcpListener.Create(port)", "new TcpListener(IPAddress.IPv6Any, port) { Server = { DualMode = true } }")]
    [InlineData("new TcpListener(port: port, localaddr: {|BIND1001:IPAddress.Any|})", "TcpListener.Create(port: port)", "new TcpListener(port: port, localaddr: IPAddress.IPv6Any) { Server = { DualMode = true } }")]
    [InlineData("new TcpListener({|BIND1001:IPAddress.Parse(\"0.0.0.0\")|}, port + 1)", "TcpListener.Create(port + 1)", "new TcpListener(IPAddress.IPv6Any, port + 1) { Server = { DualMode = true } }")]
    [InlineData("new TcpListener({|BIND1001:new IPAddress(0)|}, port)", "TcpListener.Create(port)", "new TcpListener(IPAddress.IPv6Any, port) { Server = { DualMode = true } }")]
    [InlineData("new TcpListener(new IPEndPoint({|BIND1001:IPAddress.Any|}, port))", "TcpListener.Create(port)", "new TcpListener(new IPEndPoint(IPAddress.IPv6Any, port)) { Server = { DualMode = true } }")]
    [InlineData("new TcpListener(localEP: new IPEndPoint(port: port, address: {|BIND1001:IPAddress.Any|}))", "TcpListener.Create(port: port)", "new TcpListener(localEP: new IPEndPoint(port: port, address: IPAddress.IPv6Any)) { Server = { DualMode = true } }")]
    [InlineData("new TcpListener(new({|BIND1001:IPAddress.Any|}, port))", "TcpListener.Create(port)", "new TcpListener(new(IPAddress.IPv6Any, port)) { Server = { DualMode = true } }")]
    [InlineData("new TcpListener({|BIND1001:System.Net.IPAddress.Any|}, port)", "TcpListener.Create(port)", "new TcpListener(System.Net.IPAddress.IPv6Any, port) { Server = { DualMode = true } }")]
    [InlineData("new System.Net.Sockets.TcpListener({|BIND1001:IPAddress.Any|}, port)", "System.Net.Sockets.TcpListener.Create(port)", "new System.Net.Sockets.TcpListener(IPAddress.IPv6Any, port) { Server = { DualMode = true } }")]
    [InlineData("new({|BIND1001:IPAddress.Any|}, port)", "TcpListener.Create(port)", "new(IPAddress.IPv6Any, port) { Server = { DualMode = true } }")]
    [InlineData("new TcpListener(/* all */ {|BIND1001:IPAddress.Any|}, /* the */ port /* given */)", "TcpListener.Create(/* all */ /* the */ port /* given */)", "new TcpListener(/* all */ IPAddress.IPv6Any, /* the */ port /* given */) { Server = { DualMode = true } }")]
    [InlineData("(new TcpListener({|BIND1001:(IPAddress.Any)|}, port))", "(TcpListener.Create(port))", "(new TcpListener(IPAddress.IPv6Any, port) { Server = { DualMode = true } })")]
    [InlineData("{|BIND1001:new TcpListener(port)|}", "TcpListener.Create(port)", "new TcpListener(IPAddress.IPv6Any, port) { Server = { DualMode = true } }")]
    public Task OnIpv4(string creation, string dual, string ipv6Any) =>
        VerifyRepair.Actions("BIND1001", Program(creation), Program(dual), Program(ipv6Any));

    private static string Program(string creation) => $$"""
        using System.Net;
        using System.Net.Sockets;

        class Server
        {
            void Run(int port)
            {
                TcpListener listener = {{creation}};
                listener.Start();
                listener.AcceptTcpClient();
            }
        }
        """;
}
