using BindCheck.Listeners;
using BindCheck.Testing;

namespace BindCheck.Analyzers.Tests.Listeners;

/// <summary>BIND1008 and BIND1010: listeners on one address, and listeners that may be IPv4 only.</summary>
public class SpecificAddressTests
{
    [Theory(DisplayName = "A listener on one IPv4 address is reported")]
    [InlineData("{|BIND1008:IPAddress.Parse(\"192.168.1.5\")|}")]
    [InlineData("{|BIND1008:new IPAddress(new byte[] { 10, 0, 0, 1 })|}")]
    [InlineData("{|BIND1008:Dns.GetHostEntry(\"\").AddressList|}[0]")]
    [InlineData("{|BIND1008:Dns.GetHostAddresses(Dns.GetHostName())|}[0]")]
    [InlineData("{|BIND1008:Dns.GetHostEntry(System.Environment.MachineName).AddressList|}[0]")]
    [InlineData("{|BIND1008:Dns.GetHostAddresses(\"h\", AddressFamily.InterNetwork).First()|}")]
    [InlineData("{|BIND1008:Dns.GetHostEntry(\"\").AddressList.First(a => a.AddressFamily == AddressFamily.InterNetwork)|}")]
    [InlineData("{|BIND1008:Dns.GetHostEntry(\"\").AddressList.FirstOrDefault(a => a.AddressFamily is AddressFamily.InterNetwork)|}!")]
    [InlineData("{|BIND1008:Dns.GetHostEntry(\"\").AddressList.Where(a => a.AddressFamily == AddressFamily.InterNetwork).ToArray().Last()|}")]
    [InlineData("{|BIND1008:System.Array.Find(Dns.GetHostAddresses(\"h\"), a => a.AddressFamily == AddressFamily.InterNetwork)|}!")]
    [InlineData("{|BIND1008:(await Dns.GetHostAddressesAsync(Dns.GetHostName()).ConfigureAwait(false)).Single()|}")]
    public Task OneAddress(string expression) => Check(expression);

    [Theory(DisplayName = "What is no single IPv4 address is not reported as one")]
    [InlineData("IPAddress.Parse(\"2001:db8::1\")")]
    [InlineData("IPAddress.Parse(\"239.0.0.1\")")]
    [InlineData("IPAddress.Broadcast")]
    [InlineData("Dns.GetHostEntry(\"\").AddressList.First(a => a.AddressFamily == AddressFamily.InterNetworkV6)")]
    [InlineData("Dns.GetHostAddresses(\"h\", AddressFamily.InterNetworkV6)[0]")]
    [InlineData("given.First(a => a.AddressFamily == AddressFamily.InterNetwork)")]
    [InlineData("given[0]")]
    [InlineData("Dns.GetHostAddresses(System.Console.ReadLine()!)[0]")]
    [InlineData("new AddressLists().AddressList[0]")]
    public Task Other(string expression) => Check(expression);

    [Fact(DisplayName = "A loop over all answers of a look-up binds each of them")]
    public Task Loop() => Verify<ListenerAnalyzer>.Diagnostics(
        "using System.Net; using System.Net.Sockets; foreach (var a in Dns.GetHostAddresses(\"h\")) { var l = new TcpListener(a, 80); l.Start(); l.AcceptSocket(); }");

    [Fact(DisplayName = "A URL with one IPv4 address is reported, and a second one with IPv6 makes up for it")]
    public Task Urls() => Verify<ListenerAnalyzer>.Diagnostics("""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Hosting;
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.UseUrls({|BIND1008:"http://10.0.0.1:80"|}, "http://[2001:db8::1]:81", "http://10.0.0.2:82", "http://[2001:db8::2]:82");
        """);

    [Theory(DisplayName = "With BIND1010 on, an IPv4-only value beside a wider one is reported")]
    [InlineData("args.Length > 0 ? \"http://[::]:80\" : {|BIND1010:\"http://0.0.0.0:80\"|}")]
    [InlineData("System.Net.Sockets.Socket.OSSupportsIPv6 ? \"http://[::]:80\" : \"http://0.0.0.0:80\"")]
    [InlineData("{|BIND1001:\"http://0.0.0.0:80\"|}")]
    [InlineData("\"http://*:80\"")]
    [InlineData("args[0]")]
    public Task Possibly(string url) => Verify<ListenerAnalyzer>.Diagnostics(
        $"using Microsoft.AspNetCore.Builder; var app = WebApplication.CreateBuilder(args).Build(); app.Run({url});", "dotnet_diagnostic.BIND1010.severity = warning");

    private static Task Check(string expression) => Verify<ListenerAnalyzer>.Diagnostics($$"""
        using System.Linq;
        using System.Net;
        using System.Net.Sockets;

        class AddressLists { public IPAddress[] AddressList { get; } = []; }

        class Server
        {
            async System.Threading.Tasks.Task Run(IPAddress[] given)
            {
                var listener = new TcpListener({{expression}}, 80);
                listener.Start();
                await listener.AcceptTcpClientAsync();
            }
        }
        """);
}
