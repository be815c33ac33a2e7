namespace BindCheck.CodeFixes.Tests.Listeners;

/// <summary>Listeners that make their sockets themselves: the address is all there is to change.</summary>
public class AddressRepairTests
{
    [Theory(DisplayName = "A connection listener gets IPv6Any where the host has IPv6, or always")]
    [InlineData("factory.BindAsync(new IPEndPoint(~, port));")]
    [InlineData("transport.BindAsync(endpoint: new IPEndPoint(port: port, address: ~));")]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets.SocketTransportOptions.CreateDefaultBoundListenSocket(new IPEndPoint(~, port));")]
    [InlineData("var address = ~; factory.BindAsync(new IPEndPoint(address, port));")]
    public async Task Connections(string bind)
    {
        var source = Program(bind.Replace("~", "IPAddress.Any"));
        Assert.Equal(["BIND1001:dual", "BIND1001:ipv6any"], await Repairs.KeysIn(source));
        Assert.Equal(Program(bind.Replace("~", "Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any"), "using System.Net.Sockets;\n"), await Repairs.After("BIND1001:dual", source));
        Assert.Equal(Program(bind.Replace("~", "IPAddress.IPv6Any")), await Repairs.After("BIND1001:ipv6any", source));
    }

    [Theory(DisplayName = "QUIC gets IPv6Any, which msquic opens for both families")]
    [InlineData("var o = new System.Net.Quic.QuicListenerOptions { ListenEndPoint = new IPEndPoint(~, port), ApplicationProtocols = null!, ConnectionOptionsCallback = null! };")]
    [InlineData("void Set(System.Net.Quic.QuicListenerOptions o) => o.ListenEndPoint = new(~, port);")]
    public async Task Quic(string bind)
    {
        var source = Program(bind.Replace("~", "IPAddress.Any"));
        Assert.Equal(["BIND1001:dual"], await Repairs.KeysIn(source));
        Assert.Equal(Program(bind.Replace("~", "IPAddress.IPv6Any")), await Repairs.After("BIND1001:dual", source));
    }

    [Theory(DisplayName = "Loopback and end points that are parsed are left alone")]
    [InlineData("factory.BindAsync(new IPEndPoint(IPAddress.Loopback, port));")]
    [InlineData("factory.BindAsync(IPEndPoint.Parse(\"0.0.0.0:80\"));")]
    public async Task LeftAlone(string bind) => Assert.Empty(await Repairs.KeysIn(Program(bind)));

    private static string Program(string bind, string import = "") => $$"""
        using System.Net;
        {{import}}using Microsoft.AspNetCore.Connections;
        using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

        class Server
        {
            void Run(IConnectionListenerFactory factory, SocketTransportFactory transport, int port)
            {
                {{bind}}
            }
        }
        """;
}
