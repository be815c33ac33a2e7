using BindCheck.Reachability.Tests.Stages;

namespace BindCheck.Reachability.Tests.Rows;

/// <summary>Kestrel endpoints given in code.</summary>
internal static class KestrelRows
{
    private static readonly Expectation s_ipv4 = "4- 4- 4- 4- 4- -- 4-";
    private static readonly Expectation s_anyIP = "46 46 4- 4- 46 -6 46";
    private static readonly Expectation s_ipv6Any = "46 46 4- throws 46 -6 46";
    // As the host says: DOTNET_SYSTEM_NET_DISABLEIPV6 is heeded.
    private static readonly Expectation s_fallback = "46 4- 4- 4- 46 -6 46";
    private static readonly Expectation s_localhost = new("46 46 4- 4- 46 -6 46", Scope.Loopback);
    private static readonly Expectation s_ipv4Loopback = new("4- 4- 4- 4- 4- throws 4-", Scope.Loopback);
    private static readonly Expectation s_ipv6Loopback = new("-6 -6 throws throws -6 -6 -6", Scope.Loopback);

    private static readonly Repair
        s_explicit = new("IPAddress.IPv6Any (fails on hosts without IPv6)", s_ipv6Any),
        s_network = new("Open the server to the network", s_anyIP),
        s_bothLoopbacks = new("Accept loopback clients of both families", s_localhost, "BIND1002");

    private static readonly Repair[]
        s_listen = [new("Accept both families with ListenAnyIP", s_anyIP), s_explicit],
        s_endpoint = [new("Accept both families with AnyIPEndpoint", s_anyIP), s_explicit],
        s_address = [new("IPv6Any where the host has IPv6", s_fallback), s_explicit],
        s_loopback = [s_bothLoopbacks, s_network];

    internal static readonly Row[] All =
    [
        Listen("Listen(Any, 5000)", "options.Listen({|BIND1001:IPAddress.Any|}, 5000)", s_ipv4, s_listen),
        Listen("Listen(Any, port)", "options.Listen({|BIND1001:IPAddress.Any|}, int.Parse(args[0]))", s_ipv4, s_listen),
        Listen("Listen(Any, 5000, configure)", "options.Listen({|BIND1001:IPAddress.Any|}, 5000, listen => listen.UseConnectionLogging())", s_ipv4, s_listen),
        Listen("Listen(IPEndPoint(Any))", "options.Listen(new IPEndPoint({|BIND1001:IPAddress.Any|}, 5000))", s_ipv4, s_listen),
        Listen("Listen(IPEndPoint(Any), configure)", "options.Listen(new IPEndPoint({|BIND1001:IPAddress.Any|}, 5000), listen => { })", s_ipv4, s_listen),
        Listen("Listen(EndPoint)", "options.Listen((EndPoint)new IPEndPoint({|BIND1001:IPAddress.Any|}, 5000))", s_ipv4, s_address),
        Listen("Listen(IPEndPoint.Parse)", "options.Listen({|BIND1001:IPEndPoint.Parse(\"0.0.0.0:5000\")|})", s_ipv4, s_listen[0]),
        Listen("Listen(Parse)", "options.Listen({|BIND1001:IPAddress.Parse(\"0.0.0.0\")|}, 5000)", s_ipv4, s_listen),
        Listen("Listen(named arguments)", "options.Listen(port: 5000, address: {|BIND1001:IPAddress.Any|})", s_ipv4, s_listen),
        Listen("Listen(IPv6Any)", "options.Listen(IPAddress.IPv6Any, 5000)", s_ipv6Any),
        Listen("Listen(IPv6None), which is ::", "options.Listen(IPAddress.IPv6None, 5000)", s_ipv6Any),
        Listen("Listen(Loopback, 5000)", "options.Listen({|BIND1002:IPAddress.Loopback|}, 5000)", s_ipv4Loopback, s_loopback),
        // ListenLocalhost(0) throws, and the port may be 0.
        Listen("Listen(Loopback, port)", "options.Listen({|BIND1002:IPAddress.Loopback|}, int.Parse(args[0]))", s_ipv4Loopback, s_network),
        Listen("Listen(IPv6Loopback)", "options.Listen({|BIND1002:IPAddress.IPv6Loopback|}, 5000)", s_ipv6Loopback, s_loopback),
        Listen("Listen(mapped Any)", "options.Listen({|BIND1007:IPAddress.Any.MapToIPv6()|}, 5000)", "throws"),
        Listen("Listen(DnsEndPoint)", "options.Listen(new DnsEndPoint(\"localhost\", 5000))", "throws"),
        Listen("ListenAnyIP", "options.ListenAnyIP(5000)", s_anyIP),
        Listen("ListenLocalhost", "options.{|BIND1002:ListenLocalhost|}(5000)", s_localhost, s_network),
        Listen("ListenLocalhost(0)", "{|BIND1007:options.ListenLocalhost(0)|}", "throws"),
        Listen("ListenUnixSocket", "options.ListenUnixSocket(Path.GetFullPath(\"5000.sock\"))", "none"),
        Listen("Loader, Endpoint(Any, 5000)", "options.Configure().Endpoint({|BIND1001:IPAddress.Any|}, 5000)", s_ipv4, s_endpoint),
        Listen("Loader, Endpoint(Any, 5000, configure)", "options.Configure().Endpoint({|BIND1001:IPAddress.Any|}, 5000, listen => { })", s_ipv4, s_endpoint),
        Listen("Loader, Endpoint(IPEndPoint(Any))", "options.Configure().Endpoint(new IPEndPoint({|BIND1001:IPAddress.Any|}, 5000))", s_ipv4, s_endpoint),
        Listen("Loader, Endpoint(Loopback)", "options.Configure().Endpoint({|BIND1002:IPAddress.Loopback|}, 5000)", s_ipv4Loopback, s_loopback),
        Listen("Loader, AnyIPEndpoint", "options.Configure().AnyIPEndpoint(5000)", s_anyIP),
        Listen("Loader, LocalhostEndpoint", "options.Configure().{|BIND1002:LocalhostEndpoint|}(5000)", s_localhost, s_network),
        Listen("Both wildcards at one port", """
            {|BIND1006:options.Listen(IPAddress.Any, 5000)|};
                options.Listen(IPAddress.IPv6Any, 5000)
            """, "throws", new Repair("Remove the IPv4 wildcard", s_ipv6Any)),
        Listen("Any and AnyIP at one port", """
            {|BIND1006:options.Listen(IPAddress.Any, 5000)|};
                options.ListenAnyIP(5000)
            """, "throws", new Repair("Remove the IPv4 wildcard", s_anyIP)),
        Listen("Two endpoints", """
            options.Listen({|BIND1001:IPAddress.Any|}, 5000);
                options.Listen({|BIND1001:IPAddress.Any|}, 5001)
            """, s_ipv4, s_listen),

        Transport("A transport that makes sockets of the address's family", "ListenAnyIP(5000)", """
            var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(endPoint);
                return socket;
            """, "-6"),
        Transport("A transport that makes IPv4 sockets", "ListenAnyIP(5000)", """
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint({|BIND1001:IPAddress.Any|}, ((IPEndPoint)endPoint).Port));
                return socket;
            """, "4-", new Repair("a dual-mode socket where the host has IPv6", "46 4- 4- 4-"), new Repair("DualMode (fails on hosts without IPv6)", "46 46 4- throws")),
        Transport("A transport that makes default sockets", "ListenAnyIP(5000)", """
            return SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
            """, s_anyIP),
        Transport("A transport that makes default sockets for Any", "ListenAnyIP(5000)", """
            return SocketTransportOptions.CreateDefaultBoundListenSocket(new IPEndPoint({|BIND1001:IPAddress.Any|}, ((IPEndPoint)endPoint).Port));
            """, "4-", s_address),

        Connections("SocketTransportFactory.BindAsync(Any)", "SocketTransportFactory", "new IPEndPoint({|BIND1001:IPAddress.Any|}, 5000)", s_ipv4, s_address),
        Connections("IConnectionListenerFactory.BindAsync(Any)", "IConnectionListenerFactory", "new IPEndPoint({|BIND1001:IPAddress.Any|}, 5000)", s_ipv4, s_address),
        Connections("IConnectionListenerFactory.BindAsync(Any, port)", "IConnectionListenerFactory", "new IPEndPoint({|BIND1001:IPAddress.Any|}, int.Parse(args[0]))", s_ipv4, s_address),
        Connections("IConnectionListenerFactory.BindAsync(IPv6Any)", "IConnectionListenerFactory", "new IPEndPoint(IPAddress.IPv6Any, 5000)", s_ipv6Any),
        Connections("IConnectionListenerFactory.BindAsync(Loopback)", "IConnectionListenerFactory", "new IPEndPoint({|BIND1002:IPAddress.Loopback|}, 5000)", s_ipv4Loopback),
    ];

    private static Row Listen(string name, string statement, Expectation reach, params Repair[] repairs) =>
        App("Kestrel: " + name, $$"""
            builder.WebHost.ConfigureKestrel(options =>
            {
                {{statement}};
            });
            """, reach, repairs);

    private static Row Transport(string name, string listen, string body, Expectation reach, params Repair[] repairs) =>
        App(name, $$"""
            builder.WebHost.ConfigureKestrel(options => options.{{listen}});
            builder.WebHost.UseSockets(options => options.CreateBoundListenSocket = endPoint =>
            {
                {{body}}
            });
            """, reach, repairs);

    private static Row App(string name, string configure, Expectation reach, Repair[] repairs) =>
        new(name, $"""
            using System.Net;
            using System.Net.Sockets;
            using Microsoft.AspNetCore.Server.Kestrel.Core;
            using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

            var builder = WebApplication.CreateBuilder(args);
            {configure}
            var app = builder.Build();
            app.MapGet("/", () => "hello");
            app.Lifetime.ApplicationStarted.Register(Ready);
            app.Run();
            """, reach, repairs) { IsWeb = true, Protocol = Protocol.Http };

    private static Row Connections(string name, string type, string endPoint, Expectation reach, params Repair[] repairs) =>
        new(name, $$"""
            using System.Net;
            using Microsoft.AspNetCore.Connections;
            using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
            using Microsoft.Extensions.Logging.Abstractions;
            using Microsoft.Extensions.Options;

            {{type}} factory = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
            await using var listener = await factory.BindAsync({{endPoint}});
            Ready();
            while (await listener.AcceptAsync() is { } connection) await connection.DisposeAsync();
            """, reach, repairs) { IsWeb = true };
}
