namespace BindCheck.CodeFixes.Tests.Listeners;

/// <summary>An IPv4 wildcard beside a dual-mode one is removed.</summary>
public class ConflictRepairTests
{
    private const string Key = "BIND1006:remove";

    [Theory(DisplayName = "The IPv4 wildcard is removed, and nothing else")]
    [InlineData("o.Listen(IPAddress.Any, 80);\n        o.ListenAnyIP(80);", "o.ListenAnyIP(80);")]
    [InlineData("o.ListenAnyIP(80);\n        o.Listen(IPAddress.Any, 80);\n        o.Listen(IPAddress.Loopback, 81);", "o.ListenAnyIP(80);\n        o.Listen(IPAddress.Loopback, 81);")]
    [InlineData("o.ListenAnyIP(80); o.Listen(IPAddress.Any, 80);", "o.ListenAnyIP(80);")]
    [InlineData("o.Listen(IPAddress.Any, 80); o.ListenAnyIP(80);", "o.ListenAnyIP(80);")]
    [InlineData("// Web\n        o.Listen(IPAddress.Any, 80); // IPv4\n        o.ListenAnyIP(80);", "// Web\n        // IPv4\n        o.ListenAnyIP(80);")]
    [InlineData("o.Listen(IPAddress.Any, /* web */ 80);\n        o.ListenAnyIP(80);", "/* web */\n        o.ListenAnyIP(80);")]
    [InlineData("o.Listen(IPAddress.Any, 80, l => l.UseHttps());\n        o.ListenAnyIP(80, l => l.UseHttps());", "o.ListenAnyIP(80, l => l.UseHttps());")]
    [InlineData("b.UseUrls(\"http://0.0.0.0:80;http://[::]:80\");", "b.UseUrls(\"http://[::]:80\");")]
    [InlineData("b.UseUrls(\"http://*:80;http://0.0.0.0:80\");", "b.UseUrls(\"http://*:80\");")]
    [InlineData("b.UseUrls(@\"http://*:80;http://0.0.0.0:80;https://*:81\");", "b.UseUrls(@\"http://*:80;https://*:81\");")]
    [InlineData("b.UseUrls(\"http://0.0.0.0:80\", \"http://+:80\");", "b.UseUrls(\"http://+:80\");")]
    [InlineData("b.UseUrls(\"http://+:80\", \"http://0.0.0.0:80\");", "b.UseUrls(\"http://+:80\");")]
    [InlineData("app.Urls.Add(\"http://0.0.0.0:80\");\n        app.Urls.Add(\"http://[::]:80\");", "app.Urls.Add(\"http://[::]:80\");")]
    public async Task Removed(string before, string after) => Assert.Equal(Program(after), await Repairs.After(Key, Program(before)));

    [Theory(DisplayName = "Nothing is offered where the two differ in more than the address, or are more than a bind")]
    [InlineData("o.Listen(IPAddress.Any, 80, l => l.UseHttps()); o.ListenAnyIP(80);")]
    [InlineData("o.Listen(IPAddress.Any, 80); o.ListenAnyIP(80, l => l.UseHttps());")]
    [InlineData("b.UseUrls(\"https://0.0.0.0:80;http://[::]:80\");")]
    [InlineData("b.UseUrls(\"http://0.0.0.0:80\" + \";http://[::]:80\");")]
    [InlineData("const string Urls = \"http://0.0.0.0:80;http://*:80\"; b.UseUrls(Urls);")]
    [InlineData("var a = new TcpListener(IPAddress.Any, 80); var c = TcpListener.Create(80); a.Start(); c.Start();")]
    public async Task NotOffered(string statements)
    {
        var document = Repairs.Open(Program(statements));
        var finding = Assert.Single(await Repairs.FindingsIn(document));
        Assert.Equal("BIND1006", finding.Id);
        Assert.Empty(await Repairs.ActionsOf(document, finding));
    }

    private static string Program(string statements) => $$"""
        using System.Net;
        using System.Net.Sockets;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Server.Kestrel.Core;

        class Server
        {
            void Run(KestrelServerOptions o, IWebHostBuilder b, WebApplication app)
            {
                {{statements}}
            }
        }
        """;
}
