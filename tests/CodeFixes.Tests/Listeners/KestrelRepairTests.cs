namespace BindCheck.CodeFixes.Tests.Listeners;

/// <summary>Kestrel endpoints in code: another method, or another address where it is written.</summary>
public class KestrelRepairTests
{
    private const string Choice = "Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any";

    [Theory(DisplayName = "Listen on the IPv4 wildcard becomes ListenAnyIP, or listens on IPv6Any, which Kestrel makes dual-mode")]
    [InlineData("o.Listen(IPAddress.Any, 5000);", "o.ListenAnyIP(5000);", "o.Listen(IPAddress.IPv6Any, 5000);")]
    [InlineData("o?.Listen(IPAddress.Any, port);", "o?.ListenAnyIP(port);", "o?.Listen(IPAddress.IPv6Any, port);")]
    [InlineData("o.Listen(IPAddress.Any, 5000, l => l.UseHttps());", "o.ListenAnyIP(5000, l => l.UseHttps());", "o.Listen(IPAddress.IPv6Any, 5000, l => l.UseHttps());")]
    [InlineData("o.Listen(configure: l => l.UseHttps(), port: port, address: IPAddress.Any);", "o.ListenAnyIP(configure: l => l.UseHttps(), port: port);", "o.Listen(configure: l => l.UseHttps(), port: port, address: IPAddress.IPv6Any);")]
    [InlineData("o.Listen(address: IPAddress.Any, port, l => l.UseHttps());", "o.ListenAnyIP(port, l => l.UseHttps());", "o.Listen(address: IPAddress.IPv6Any, port, l => l.UseHttps());")]
    [InlineData("o.Listen(new IPEndPoint(IPAddress.Any, 5000));", "o.ListenAnyIP(5000);", "o.Listen(new IPEndPoint(IPAddress.IPv6Any, 5000));")]
    [InlineData("o.Listen(new IPEndPoint(IPAddress.Any, port), l => l.UseHttps());", "o.ListenAnyIP(port, l => l.UseHttps());", "o.Listen(new IPEndPoint(IPAddress.IPv6Any, port), l => l.UseHttps());")]
    [InlineData("o.Listen(configure: l => l.UseHttps(), endPoint: new IPEndPoint(IPAddress.Any, port));", "o.ListenAnyIP(configure: l => l.UseHttps(), port: port);", "o.Listen(configure: l => l.UseHttps(), endPoint: new IPEndPoint(IPAddress.IPv6Any, port));")]
    [InlineData("o.Configure().Endpoint(IPAddress.Any, 5000);", "o.Configure().AnyIPEndpoint(5000);", "o.Configure().Endpoint(IPAddress.IPv6Any, 5000);")]
    [InlineData("o.Configure().Endpoint(new IPEndPoint(IPAddress.Any, 5000), l => l.UseHttps()).Load();", "o.Configure().AnyIPEndpoint(5000, l => l.UseHttps()).Load();", "o.Configure().Endpoint(new IPEndPoint(IPAddress.IPv6Any, 5000), l => l.UseHttps()).Load();")]
    [InlineData("o.Listen(\n            IPAddress.Any, // everywhere\n            port,\n            l =>\n            {\n                l.UseHttps(); // at last\n            });",
        "o.ListenAnyIP(\n            // everywhere\n            port,\n            l =>\n            {\n                l.UseHttps(); // at last\n            });",
        "o.Listen(\n            IPAddress.IPv6Any, // everywhere\n            port,\n            l =>\n            {\n                l.UseHttps(); // at last\n            });")]
    public async Task Wildcard(string bind, string dual, string ipv6Any)
    {
        Assert.Equal(Program(dual), await Repairs.After("BIND1001:dual", Program(bind)));
        Assert.Equal(Program(ipv6Any), await Repairs.After("BIND1001:ipv6any", Program(bind)));
    }

    [Theory(DisplayName = "An end point that is parsed in place or held by a variable gives its port to ListenAnyIP")]
    [InlineData("o.Listen(IPEndPoint.Parse(\"0.0.0.0:5000\"), l => l.UseHttps());", "o.ListenAnyIP(5000, l => l.UseHttps());")]
    [InlineData("var e = new IPEndPoint(IPAddress.Any, port);\n        o.Listen(e);", "var e = new IPEndPoint(IPAddress.Any, port);\n        o.ListenAnyIP(e.Port);")]
    [InlineData("var e = new IPEndPoint(IPAddress.Any, port);\n        o.Listen(endPoint: e, l => l.UseHttps());", "var e = new IPEndPoint(IPAddress.Any, port);\n        o.ListenAnyIP(port: e.Port, l => l.UseHttps());")]
    public async Task Held(string bind, string dual) => Assert.Equal(Program(dual), await Repairs.After("BIND1001:dual", Program(bind)));

    [Theory(DisplayName = "An address that configuration may replace is mended where it is written, if it serves the bind alone")]
    [InlineData("o.Listen(given ?? IPAddress.Any, 5000);", "o.Listen(given ?? (" + Choice + "), 5000);", "o.Listen(given ?? IPAddress.IPv6Any, 5000);")]
    [InlineData("var a = port > 0 ? IPAddress.Any : IPAddress.Parse(o.ToString()!);\n        o.Listen(a, 5000);", "var a = port > 0 ? (" + Choice + ") : IPAddress.Parse(o.ToString()!);\n        o.Listen(a, 5000);", "var a = port > 0 ? IPAddress.IPv6Any : IPAddress.Parse(o.ToString()!);\n        o.Listen(a, 5000);")]
    [InlineData("void At(IPAddress a) => o.Listen(a, port);\n        At(IPAddress.Any);", "void At(IPAddress a) => o.Listen(a, port);\n        At(" + Choice + ");", "void At(IPAddress a) => o.Listen(a, port);\n        At(IPAddress.IPv6Any);")]
    public async Task InPlace(string bind, string dual, string ipv6Any)
    {
        Assert.Equal(Program(dual, "using System.Net.Sockets;\n"), await Repairs.After("BIND1001:dual", Program(bind)));
        Assert.Equal(Program(ipv6Any), await Repairs.After("BIND1001:ipv6any", Program(bind)));
    }

    [Theory(DisplayName = "One loopback address becomes both, or by an action of its own all interfaces")]
    [InlineData("o.Listen(IPAddress.Loopback, 5000);", "o.ListenLocalhost(5000);", "o.ListenAnyIP(5000);")]
    [InlineData("o.Listen(IPAddress.IPv6Loopback, 5000, l => l.UseHttps());", "o.ListenLocalhost(5000, l => l.UseHttps());", "o.ListenAnyIP(5000, l => l.UseHttps());")]
    [InlineData("const int P = 5000; o.Listen(new IPEndPoint(IPAddress.Loopback, P));", "const int P = 5000; o.ListenLocalhost(P);", "const int P = 5000; o.ListenAnyIP(P);")]
    [InlineData("o.Configure().Endpoint(IPAddress.Loopback, 5000);", "o.Configure().LocalhostEndpoint(5000);", "o.Configure().AnyIPEndpoint(5000);")]
    [InlineData("o.Listen(IPAddress.Parse(\"127.1\"), 5000);", "o.ListenLocalhost(5000);", "o.ListenAnyIP(5000);")]
    public async Task Loopback(string bind, string localhost, string widened)
    {
        Assert.Equal(["BIND1002:localhost", "BIND1002:widen"], await Repairs.KeysIn(Program(bind)));
        Assert.Equal(Program(localhost), await Repairs.After("BIND1002:localhost", Program(bind)));
        Assert.Equal(Program(widened), await Repairs.After("BIND1002:widen", Program(bind)));
    }

    [Theory(DisplayName = "Loopback that is no pair of fixed ports is only opened to the network")]
    [InlineData("o.ListenLocalhost(5000);", "o.ListenAnyIP(5000);")]
    [InlineData("o.ListenLocalhost(port, l => l.UseHttps());", "o.ListenAnyIP(port, l => l.UseHttps());")]
    [InlineData("o.Configure().LocalhostEndpoint(5000);", "o.Configure().AnyIPEndpoint(5000);")]
    [InlineData("o.Listen(IPAddress.Loopback, port);", "o.ListenAnyIP(port);")]
    [InlineData("o.Listen(IPAddress.Parse(\"127.0.0.5\"), 5000);", "o.ListenAnyIP(5000);")]
    public async Task OnlyWidened(string bind, string widened)
    {
        Assert.Equal(["BIND1002:widen"], await Repairs.KeysIn(Program(bind)));
        Assert.Equal(Program(widened), await Repairs.After("BIND1002:widen", Program(bind)));
    }

    [Theory(DisplayName = "A bind that a repair could break is left alone")]
    [InlineData("o.Listen(IPAddress.Any, 5000); o.Listen(IPAddress.IPv6Loopback, 5000);")]
    [InlineData("o.Listen(Address, 5000);")]
    [InlineData("var a = IPAddress.Parse(System.Console.ReadLine() ?? \"0.0.0.0\"); o.Listen(a, 5000);")]
    [InlineData("var any = port > 0 ? IPAddress.Any : IPAddress.Parse(o.ToString()!); o.Listen(any, 5000); System.GC.KeepAlive(any);")]
    public async Task LeftAlone(string bind) =>
        Assert.DoesNotContain(await Repairs.KeysIn(Program(bind)), static key => key.StartsWith("BIND1001", StringComparison.Ordinal));

    private static string Program(string bind, string import = "") => $$"""
        using System.Net;
        {{import}}using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Server.Kestrel.Core;

        class Server
        {
            public IPAddress Address { get; set; } = IPAddress.Any;

            void Run(KestrelServerOptions o, int port, IPAddress? given)
            {
                {{bind}}
            }
        }
        """;
}
