namespace BindCheck.Reachability.Tests.Rows;

/// <summary>APIs that do not run everywhere these tests do: reported and repaired as all others, but not connected to.</summary>
internal static class UnreachableRows
{
    private static readonly Expectation s_ipv4 = "4-", s_dual = "46";

    internal static readonly Row[] All =
    [
        Quic("QuicListenerOptions.ListenEndPoint = Any", "new IPEndPoint({|BIND1001:IPAddress.Any|}, 5000)", s_ipv4, new Repair("IPv6Any", s_dual)),
        Quic("QuicListenerOptions.ListenEndPoint = Loopback", "new IPEndPoint({|BIND1002:IPAddress.Loopback|}, 5000)", new("4-", Scope.Loopback)),
        Quic("QuicListenerOptions.ListenEndPoint = IPv6Any", "new IPEndPoint(IPAddress.IPv6Any, 5000)", s_dual),
        HttpSys("UrlPrefixes.Add(a wildcard)", "options.UrlPrefixes.Add(\"http://*:5000\")", s_dual),
        HttpSys("UrlPrefixes.Add(a name)", "options.UrlPrefixes.Add(\"http://shop.example:5000\")", s_dual),
    ];

    private static Row Quic(string name, string endPoint, Expectation reach, params Repair[] repairs) =>
        new(name, $$"""
            using System.Net;
            using System.Net.Quic;
            using System.Net.Security;

            #pragma warning disable CA1416, CA2252
            await using var listener = await QuicListener.ListenAsync(new QuicListenerOptions
            {
                ListenEndPoint = {{endPoint}},
                ApplicationProtocols = [SslApplicationProtocol.Http3],
                ConnectionOptionsCallback = (_, _, _) => throw new NotSupportedException(),
            });
            Ready();
            while (true) await listener.AcceptConnectionAsync();
            """, reach, repairs) { Unreachable = "QUIC needs libmsquic, which .NET does not bring along on Linux." };

    private static Row HttpSys(string name, string statement, Expectation reach) =>
        new("HTTP.sys: " + name, $"""
            #pragma warning disable CA1416
            var builder = WebApplication.CreateBuilder(args);
            builder.WebHost.UseHttpSys(options => {statement});
            var app = builder.Build();
            app.Lifetime.ApplicationStarted.Register(Ready);
            app.Run();
            """, reach) { IsWeb = true, Unreachable = "HTTP.sys is a driver of Windows." };
}
