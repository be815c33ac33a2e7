namespace BindCheck.CodeFixes.Tests.Listeners;

/// <summary>Listen URLs: the host within the text, and nothing else of it.</summary>
public class UrlRepairTests
{
    [Theory(DisplayName = "The host 0.0.0.0 becomes '*', or '[::]'")]
    [InlineData("app.Run(\"http://0.0.0.0:5000\");", "app.Run(\"http://~:5000\");")]
    [InlineData("app.Run(\"http://0.0.0.0\");", "app.Run(\"http://~\");")]
    [InlineData("app.Run(\"HTTPS://0.0.0.0/\");", "app.Run(\"HTTPS://~/\");")]
    [InlineData("app.Run(@\"http://0.0.0.0:5000\");", "app.Run(@\"http://~:5000\");")]
    [InlineData("app.Run(\"\"\"http://0.0.0.0:5000\"\"\");", "app.Run(\"\"\"http://~:5000\"\"\");")]
    [InlineData("app.Run($\"http://0.0.0.0:{port}\");", "app.Run($\"http://~:{port}\");")]
    [InlineData("app.Run($\"\"\"{scheme}://0.0.0.0:{port}\"\"\");", "app.Run($\"\"\"{scheme}://~:{port}\"\"\");")]
    [InlineData("app.Run(\"http://0.0.0.0:\" + port);", "app.Run(\"http://~:\" + port);")]
    [InlineData("app.Run(\"http://\" + \"0.0.0.0\" + \":5000\");", "app.Run(\"http://\" + \"~\" + \":5000\");")]
    [InlineData("app.Run(string.Format(\"http://{0}:{1}\", \"0.0.0.0\", port));", "app.Run(string.Format(\"http://{0}:{1}\", \"~\", port));")]
    [InlineData("app.Run(string.Format(\"http://0.0.0.0:{0}\", port));", "app.Run(string.Format(\"http://~:{0}\", port));")]
    [InlineData("const string Url = \"http://0.0.0.0:5000\"; app.Run(Url);", "const string Url = \"http://~:5000\"; app.Run(Url);")]
    [InlineData("const string Host = \"0.0.0.0\"; app.Run($\"http://{Host}:5000\");", "const string Host = \"~\"; app.Run($\"http://{Host}:5000\");")]
    [InlineData("var url = \"http://0.0.0.0:5000\"; System.Console.WriteLine($\"Listening on {url}\"); app.Run(url);", "var url = \"http://~:5000\"; System.Console.WriteLine($\"Listening on {url}\"); app.Run(url);")]
    [InlineData("app.Run(args.Length > 0 ? args[0] : \"http://0.0.0.0:5000\");", "app.Run(args.Length > 0 ? args[0] : \"http://~:5000\");")]
    [InlineData("app.Run(System.Environment.GetEnvironmentVariable(\"URL\") ?? \"http://0.0.0.0:5000\");", "app.Run(System.Environment.GetEnvironmentVariable(\"URL\") ?? \"http://~:5000\");")]
    [InlineData("app.Urls.Add(\"http://0.0.0.0:5000\");", "app.Urls.Add(\"http://~:5000\");")]
    [InlineData("foreach (var u in new[] { \"http://0.0.0.0:5000\", \"https://0.0.0.0:5001\" }) app.Urls.Add(u);", "foreach (var u in new[] { \"http://~:5000\", \"https://~:5001\" }) app.Urls.Add(u);")]
    [InlineData("app.Configuration[\"urls\"] = \"http://0.0.0.0:5000\";", "app.Configuration[\"urls\"] = \"http://~:5000\";")]
    [InlineData("app.Configuration[\"urls\"] = \"http://0.0.0.0:5000;http://10.0.0.1:0;https://0.0.0.0:5001\";", "app.Configuration[\"urls\"] = \"http://~:5000;http://10.0.0.1:0;https://~:5001\";")]
    [InlineData("app.Run(\"http://0.0.0.0:5000/*0.0.0.0*/\");", "app.Run(\"http://~:5000/*0.0.0.0*/\");")]
    public async Task Wildcard(string bind, string repaired)
    {
        Assert.Equal(Program(repaired.Replace('~', '*')), await Repairs.After("BIND1001:dual", Program(bind)));
        Assert.Equal(Program(repaired.Replace("~", "[::]")), await Repairs.After("BIND1001:ipv6any", Program(bind)));
    }

    [Theory(DisplayName = "One loopback host becomes 'localhost', or by an action of its own '*'")]
    [InlineData("app.Run(\"http://127.0.0.1:5000\");", "app.Run(\"http://~:5000\");")]
    [InlineData("app.Run(\"http://127.0.0.1\");", "app.Run(\"http://~\");")]
    [InlineData("app.Run(\"http://[::1]:5000/\");", "app.Run(\"http://~:5000/\");")]
    [InlineData("app.Run(\"http://[0:0::1]:5000/\");", "app.Run(\"http://~:5000/\");")]
    [InlineData("app.Run(\"http://127.1:5000/\");", "app.Run(\"http://~:5000/\");")]
    [InlineData("app.Run(\"http://0x7f.1:5000/\");", "app.Run(\"http://~:5000/\");")]
    [InlineData("app.Run(\"http://2130706433:5000/\");", "app.Run(\"http://~:5000/\");")]
    public async Task Loopback(string bind, string repaired)
    {
        Assert.Equal(["BIND1002:localhost", "BIND1002:widen"], await Repairs.KeysIn(Program(bind)));
        Assert.Equal(Program(repaired.Replace("~", "localhost")), await Repairs.After("BIND1002:localhost", Program(bind)));
        Assert.Equal(Program(repaired.Replace('~', '*')), await Repairs.After("BIND1002:widen", Program(bind)));
    }

    [Theory(DisplayName = "A loopback host that cannot be 'localhost' is only opened to the network")]
    [InlineData("app.Run(\"http://localhost:5000\");", "app.Run(\"http://*:5000\");")]
    [InlineData("app.Run(\"http://any.localhost:5000\");", "app.Run(\"http://*:5000\");")]
    [InlineData("app.Run($\"http://127.0.0.1:{port}\");", "app.Run($\"http://*:{port}\");")]
    [InlineData("app.Run(\"http://127.0.0.9:5000\");", "app.Run(\"http://*:5000\");")]
    public async Task OnlyWidened(string bind, string widened)
    {
        Assert.Equal(["BIND1002:widen"], await Repairs.KeysIn(Program(bind)));
        Assert.Equal(Program(widened), await Repairs.After("BIND1002:widen", Program(bind)));
    }

    [Theory(DisplayName = "A text that is more than one bind's URL, or does not spell the host, is left alone")]
    [InlineData("const string Url = \"http://0.0.0.0:5000\"; new System.Uri(Url); app.Run(Url);")]
    [InlineData("var url = \"http://0.0.0.0:5000\"; var client = new System.Net.Http.HttpClient { BaseAddress = new(url) }; app.Run(url);")]
    [InlineData("app.Run(\"http://\\u0030.0.0.0:5000\");")]
    [InlineData("app.Run($\"http://{System.Net.IPAddress.Any}:5000\");")]
    [InlineData("app.Run(Server.Url);")]
    [InlineData("app.Run(Server.Default);")]
    [InlineData("app.Urls.Add(\"http://0.0.0.0:5000\"); app.Urls.Add(\"http://[::1]:5000\");")]
    public async Task LeftAlone(string bind) =>
        Assert.DoesNotContain(await Repairs.KeysIn(Program(bind)), static key => key.StartsWith("BIND1001", StringComparison.Ordinal));

    [Fact(DisplayName = "HTTP.sys takes '*' alone, and never 'localhost', which would open all addresses")]
    public async Task HttpSys()
    {
        Assert.Equal(["BIND1001:dual", "BIND1002:widen"], await Repairs.KeysIn("""
            using Microsoft.AspNetCore.Server.HttpSys;
            class Server
            {
                void Run(HttpSysOptions o)
                {
                    o.UrlPrefixes.Add("http://0.0.0.0:80");
                    o.UrlPrefixes.Add("http://127.0.0.1:81");
                }
            }
            """));
    }

    private static string Program(string bind) => $$"""
        using Microsoft.AspNetCore.Builder;
        var app = WebApplication.Create();
        var port = int.Parse(args[1]);
        var scheme = "http";
        {{bind}}
        static class Server
        {
            public const string Url = "http://0.0.0.0:5000";
            public static string Default { get; set; } = "http://0.0.0.0:5000";
        }
        """;
}
