namespace BindCheck.Package.Tests;

/// <summary>A new user's path: a web application with four wrong binds and one wrong Service.</summary>
[Collection(nameof(Packed))]
public sealed class WebAppTests(PackageFixture package)
{
    private const string BeyondRepair = """
        using System.Net;

        static class Admin
        {
            public static void Configure(WebApplicationBuilder builder) =>
                builder.WebHost.ConfigureKestrel(options => options.ListenLocalhost(5001)); // BIND1002

            public static HttpListener Health()
            {
                var health = new HttpListener();
                health.Prefixes.Add("http://+:8081/"); // BIND1004
                health.Start();
                return health;
            }
        }
        """;

    [Fact(DisplayName = "A web application: warned at every place, repaired by one command, built without a warning, reachable over both families")]
    public void WarnedRepairedReachable()
    {
        var ports = Clients.FreePorts(4);
        var web = Web("web", ports);
        var manifest = web.Read("k8s/service.yaml");

        Assert.Equal(web.Announced, web.Build());

        var verify = web.Dotnet("build", "--no-restore", "-t:BindCheckVerify");
        Assert.NotEqual(0, verify.ExitCode);
        Assert.Contains("error BINDCFG02: BindCheck has repairs for web.csproj", verify.Text);
        Assert.Equal(manifest, web.Read("k8s/service.yaml"));

        var fix = web.Dotnet("build", "--no-restore", "-t:BindCheckFix").Succeeded();
        Assert.Contains("BindCheck repaired " + web.PathOf("Program.cs"), fix.Text);
        Assert.Contains("BindCheck repaired " + web.PathOf("k8s/service.yaml"), fix.Text);
        Assert.Equal(Sources.RepairedService, web.Read("k8s/service.yaml").TrimEnd('\n'));

        Assert.Contains("BindCheck: nothing to repair in web.csproj", web.Dotnet("build", "--no-restore", "-t:BindCheckVerify").Succeeded().Text);
        Assert.Empty(web.Build());

        using var server = Tests.Dotnet.Start(web.Folder, package.Environment, Path.Combine("bin", "Debug", "net10.0", "web.dll"));
        try
        {
            Clients.AreAcceptedOverBothFamilies(ports[0], ports[1], ports[2]);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    [Fact(DisplayName = "What has no repair that keeps the exposure is reported, and the repair command leaves it alone")]
    public void BeyondRepairIsLeftAlone()
    {
        var web = package.Consumer("admin").WithProject("admin.csproj", "net10.0", "Microsoft.NET.Sdk.Web")
            .With("Program.cs", "Admin.Configure(WebApplication.CreateBuilder(args));")
            .With("Admin.cs", BeyondRepair);
        var source = web.Read("Admin.cs");

        Assert.Equal(web.Announced, web.Build());
        Assert.Contains("nothing to repair", web.Dotnet("build", "--no-restore", "-t:BindCheckFix").Succeeded().Text);
        Assert.Equal(source, web.Read("Admin.cs"));
    }

    private Consumer Web(string name, int[] ports) => package.Consumer(name)
        .WithProject($"{name}.csproj", "net10.0", "Microsoft.NET.Sdk.Web")
        .With("k8s/service.yaml", Sources.MismatchedService)
        .With("Program.cs", $$"""
            using System.Net;
            using System.Net.Sockets;

            var builder = WebApplication.CreateBuilder(args);
            builder.WebHost.UseUrls("http://0.0.0.0:{{ports[0]}}"); // BIND1001
            var app = builder.Build();
            app.MapGet("/", () => "Hello");

            var orders = new TcpListener(IPAddress.Any, {{ports[1]}}); // BIND1001
            orders.Start();
            var audit = new TcpListener(IPAddress.IPv6Any, {{ports[2]}}); // BIND1003
            audit.Start();
            var metrics = new UdpClient({{ports[3]}}); // BIND1001
            _ = metrics.ReceiveAsync();

            app.Run();
            """);
}
