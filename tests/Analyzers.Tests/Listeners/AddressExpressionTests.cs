using BindCheck.Listeners;
using BindCheck.Testing;

namespace BindCheck.Analyzers.Tests.Listeners;

/// <summary>Every way to write an address, given to the same listener.</summary>
public class AddressExpressionTests
{
    [Theory(DisplayName = "An expression that is the IPv4 wildcard is reported")]
    [InlineData("IPAddress.Any")]
    [InlineData("System.Net.IPAddress.Any")]
    [InlineData("global::System.Net.IPAddress.Any")]
    [InlineData("Any")]
    [InlineData("Alias.Any")]
    [InlineData("IPAddress.Parse(\"0.0.0.0\")")]
    [InlineData("IPAddress.Parse(\"0\")")]
    [InlineData("IPAddress.Parse(\"00.0.0.0\")")]
    [InlineData("IPAddress.Parse(\"0x0\")")]
    [InlineData("IPAddress.Parse(\"0.0\")")]
    [InlineData("IPAddress.Parse(\"0.0.\" + \"0.0\")")]
    [InlineData("IPAddress.Parse($\"0.0.0.{0}\")")]
    [InlineData("IPAddress.Parse(nameof(IPAddress) == \"\" ? \"::\" : \"0.0.0.0\")")]
    [InlineData("new IPAddress(0)")]
    [InlineData("new IPAddress(0L)")]
    [InlineData("new IPAddress(new byte[4])")]
    [InlineData("new IPAddress(new byte[] { 0, 0, 0, 0 })")]
    [InlineData("new IPAddress([0, 0, 0, 0])")]
    [InlineData("new IPAddress(stackalloc byte[4])")]
    [InlineData("new(0L)")]
    [InlineData("IPAddress.IPv6Any.MapToIPv4()")]
    public Task AnyIPv4(string expression) => Reports("BIND1001", expression);

    [Theory(DisplayName = "Inside a longer expression the part that decides is reported")]
    [InlineData("{|BIND1001:IPAddress.Any|}!")]
    [InlineData("({|BIND1001:IPAddress.Any|})")]
    [InlineData("(IPAddress)(object){|BIND1001:IPAddress.Any|}")]
    [InlineData("true ? {|BIND1001:IPAddress.Any|} : IPAddress.IPv6Any")]
    [InlineData("text == null ? {|BIND1001:IPAddress.Any|} : IPAddress.Parse(text)")]
    [InlineData("text switch { null => {|BIND1001:IPAddress.Any|}, _ => IPAddress.Parse(text) }")]
    [InlineData("Find(text) ?? {|BIND1001:IPAddress.Any|}")]
    [InlineData("{|BIND1001:IPEndPoint.Parse(\"0.0.0.0:80\")|}.Address")]
    [InlineData("new IPEndPoint({|BIND1001:IPAddress.Any|}, 1).Address")]
    public Task Inside(string expression) => Verify<ListenerAnalyzer>.Diagnostics(Program(expression));

    [Theory(DisplayName = "An expression that is the IPv6 wildcard is reported where DualMode is not set")]
    [InlineData("IPAddress.IPv6Any")]
    [InlineData("IPAddress.IPv6None")]
    [InlineData("IPAddress.Parse(\"::\")")]
    [InlineData("IPAddress.Parse(\"[::]\")")]
    [InlineData("IPAddress.Parse(\"0:0:0:0:0:0:0:0\")")]
    [InlineData("new IPAddress(new byte[16])")]
    public Task AnyIPv6(string expression) => Reports("BIND1003", expression);

    [Theory(DisplayName = "An expression that is a loopback address is reported")]
    [InlineData("IPAddress.Loopback")]
    [InlineData("IPAddress.IPv6Loopback")]
    [InlineData("IPAddress.Parse(\"127.0.0.1\")")]
    [InlineData("IPAddress.Parse(\"127.1\")")]
    [InlineData("IPAddress.Parse(\"127.9.8.7\")")]
    [InlineData("IPAddress.Parse(\"0x7f.1\")")]
    [InlineData("IPAddress.Parse(\"::1\")")]
    [InlineData("new IPAddress(0x0100007F)")]
    [InlineData("new IPAddress(new byte[] { 127, 0, 0, 1 })")]
    public Task Loopback(string expression) => Reports("BIND1002", expression);

    [Theory(DisplayName = "An expression that is another address, or not known, is not taken for a wildcard")]
    [InlineData("IPAddress.None")]
    [InlineData("IPAddress.Broadcast")]
    [InlineData("{|BIND1008:IPAddress.Parse(\"10.0.0.1\")|}")]
    [InlineData("{|BIND1008:IPAddress.Parse(\"0.0.0.80\")|}")]
    [InlineData("IPAddress.Parse(text)")]
    [InlineData("IPAddress.Parse(text + \".0.0\")")]
    [InlineData("{|BIND1007:IPAddress.Any.MapToIPv6()|}")]
    [InlineData("new IPAddress(number)")]
    [InlineData("new IPAddress(new byte[] { 0, 0, 0, (byte)number })")]
    [InlineData("Mine.Any")]
    [InlineData("null!")]
    public Task Other(string expression) => Verify<ListenerAnalyzer>.Diagnostics(Program(expression));

    [Theory(DisplayName = "An end point is read for its address")]
    [InlineData("new IPEndPoint({|BIND1001:IPAddress.Any|}, 80)")]
    [InlineData("{|BIND1001:new IPEndPoint(0, 80)|}")]
    [InlineData("{|BIND1001:IPEndPoint.Parse(\"0.0.0.0:80\")|}")]
    [InlineData("{|BIND1001:IPEndPoint.Parse(\"0:80\")|}")]
    [InlineData("{|BIND1001:IPEndPoint.Parse(\"0.0.0.0\")|}")]
    [InlineData("{|BIND1003:IPEndPoint.Parse(\"[::]:80\")|}")]
    [InlineData("{|BIND1002:IPEndPoint.Parse(\"127.0.0.1:80\")|}")]
    [InlineData("new IPEndPoint(port: 80, address: {|BIND1001:IPAddress.Any|})")]
    [InlineData("{|BIND1008:IPEndPoint.Parse(\"80\")|}")]
    [InlineData("IPEndPoint.Parse(\"::80\")")]
    [InlineData("{|BIND1008:IPEndPoint.Parse(\"10.0.0.1:80\")|}")]
    [InlineData("IPEndPoint.Parse(text)")]
    public Task EndPoints(string expression) => Verify<ListenerAnalyzer>.Diagnostics(Program(null, expression));

    private static Task Reports(string id, string expression) => Verify<ListenerAnalyzer>.Diagnostics(Program($"{{|{id}:{expression}|}}"));

    private static string Program(string? address, string? endPoint = null) => $$"""
        using System.Net;
        using System.Net.Sockets;
        using static System.Net.IPAddress;
        using Alias = System.Net.IPAddress;

        class Server
        {
            void Run(string text, long number)
            {
                TcpListener listener = new({{endPoint ?? address + ", 80"}});
                listener.Start();
                listener.AcceptTcpClient();
            }

            static IPAddress? Find(string text) => IPAddress.TryParse(text, out var address) ? address : null;
        }

        static class Mine { public static readonly IPAddress Any = IPAddress.Parse(System.Console.ReadLine()!); }
        """;
}
