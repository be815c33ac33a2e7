namespace BindCheck.Package.Tests;

/// <summary>Projects of other kinds than the web application.</summary>
[Collection(nameof(Packed))]
public sealed class ConsumerTests(PackageFixture package)
{
    [SkippableFact(DisplayName = "A net8.0 console server is warned, and 'dotnet format analyzers' repairs its C#")]
    public void Net8Console()
    {
        var console = package.Consumer("console")
            .WithProject("console.csproj", "net8.0", properties: "<OutputType>Exe</OutputType>")
            .With("Program.cs", Sources.Listener);

        var restore = console.Dotnet("restore");
        Skip.If(restore.ExitCode != 0 && restore.Text.Contains("Microsoft.NETCore.App.Ref"), "The package sources do not serve the net8.0 targeting pack.");
        restore.Succeeded();

        Assert.Equal(console.Announced, console.Build("--no-restore"));
        console.Dotnet("format", "analyzers", "--no-restore").Succeeded();
        Assert.Contains("TcpListener.Create(9000)", console.Read("Program.cs"));
        Assert.Empty(console.Build("--no-restore"));
    }

    [Fact(DisplayName = "Two projects, one of them multi-targeted, share a manifest: each reports it once, and it is repaired once")]
    public void SharedManifest()
    {
        const string manifests = """<BindCheckManifests Include="../deploy/**/*.yaml" />""";
        var shop = package.Consumer("shop")
            .With("shop.slnx", """<Solution><Project Path="app/app.csproj" /><Project Path="lib/lib.csproj" /></Solution>""")
            .With("deploy/k8s/service.yaml", Sources.MismatchedService)
            .WithProject("lib/lib.csproj", "netstandard2.0;net10.0", items: manifests)
            .With("lib/Orders.cs", """
                using System.Net;
                using System.Net.Sockets;

                public static class Orders
                {
                    public static void Start() => new TcpListener(IPAddress.Any, 9000).Start(); // BIND1001
                }
                """)
            .WithProject("app/app.csproj", "net10.0", properties: "<OutputType>Exe</OutputType>", items: manifests + """<ProjectReference Include="../lib/lib.csproj" />""")
            .With("app/Program.cs", "Orders.Start();");

        var build = shop.Dotnet("build").Succeeded();
        Assert.Equal(shop.Announced, shop.FindingsOf(build));
        Assert.Equal(["app.csproj", "lib.csproj::TargetFramework=netstandard2.0"], shop.ProjectsOf(build, "BIND2002"));
        Assert.Equal(["lib.csproj::TargetFramework=net10.0", "lib.csproj::TargetFramework=netstandard2.0"], shop.ProjectsOf(build, "BIND1001"));

        var verify = shop.Dotnet("build", "lib", "--no-restore", "-t:BindCheckVerify");
        Assert.NotEqual(0, verify.ExitCode);
        shop.Dotnet("format", "analyzers", "shop.slnx", "--no-restore", "--severity", "hidden", "--diagnostics", "BIND1001", "BIND9100").Succeeded();
        Assert.Equal(Sources.RepairedService, shop.Read("deploy/k8s/service.yaml").TrimEnd('\n'));
        Assert.Contains("TcpListener.Create(9000).Start()", shop.Read("lib/Orders.cs"));

        Assert.Single(shop.Dotnet("build", "lib", "--no-restore", "-t:BindCheckVerify").Succeeded().Text.Split("BindCheck: nothing to repair").Skip(1));
        Assert.Empty(shop.Build("--no-restore"));
    }

    [Fact(DisplayName = "A build sees through the members of a referenced project, once that has exported its rows")]
    public void ExportedApis()
    {
        var net = package.Consumer("net")
            .WithProject("lib/Acme.Net.csproj", "netstandard2.0;net10.0")
            .With("lib/Server.cs", """
                using System.Net;
                using System.Net.Sockets;

                namespace Acme.Net
                {
                    public class Server
                    {
                        private readonly TcpListener _listener;

                        public Server(string host, int port) { _listener = new TcpListener(IPAddress.Parse(host), port); }

                        public void Start() { _listener.Start(); }
                    }
                }
                """)
            .WithProject("app/app.csproj", "net10.0", properties: "<OutputType>Exe</OutputType>", items: """<ProjectReference Include="../lib/Acme.Net.csproj" />""")
            .With("app/Program.cs", "new Acme.Net.Server(\"0.0.0.0\", 9000).Start();");
        Assert.Empty(net.Build("app"));

        net.Dotnet("build", "lib", "-t:BindCheckExportApis").Succeeded();
        const string row = "Acme.Net.Server .ctor(*host, port) host single-family via=TcpListener exported";
        Assert.Equal(row, net.Read("lib/bindcheck.apis.Acme.Net.txt").TrimEnd().Split('\n')[^1]);
        Assert.Equal([new("app/Program.cs", 1, "BIND1001")], net.Build("app"));

        net.With("lib/bindcheck.apis.Acme.Net.txt", "# ours\nAcme.Net.Other Start(port) ipv4-any\nAcme.Net.Gone Start(port) ipv4-any exported");
        net.Dotnet("build", "lib", "--no-restore", "-t:BindCheckExportApis").Succeeded();
        Assert.Equal("# ours\nAcme.Net.Other Start(port) ipv4-any\n" + row + "\n", net.Read("lib/bindcheck.apis.Acme.Net.txt"));
        Assert.Empty(net.Build("lib", "--no-restore"));
    }

    [Fact(DisplayName = "The repair target of a multi-targeted project runs once and repairs C# and manifest once")]
    public void MultiTargetedFix()
    {
        var lib = package.Consumer("lib")
            .WithProject("lib.csproj", "netstandard2.0;net10.0")
            .With("k8s/service.yaml", Sources.MismatchedService)
            .With("Orders.cs", """
                using System.Net;
                using System.Net.Sockets;

                public static class Orders
                {
                    public static void Start() => new TcpListener(IPAddress.Any, 9000).Start(); // BIND1001
                }
                """);

        var fix = lib.Dotnet("build", "-t:BindCheckFix").Succeeded();
        Assert.Equal(2, fix.Text.Split("BindCheck repaired ").Length - 1);
        Assert.Equal(Sources.RepairedService, lib.Read("k8s/service.yaml").TrimEnd('\n'));
        Assert.Contains("TcpListener.Create(9000).Start()", lib.Read("Orders.cs"));
    }

    [Fact(DisplayName = "Central package management with a global reference brings BindCheck to every project")]
    public void CentralPackageManagement()
    {
        var shop = package.Consumer("central")
            .With("Directory.Packages.props", """
                <Project>
                  <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
                  <ItemGroup><GlobalPackageReference Include="BindCheck" Version="$VERSION" /></ItemGroup>
                </Project>
                """)
            .With("central.csproj", """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType></PropertyGroup>
                </Project>
                """)
            .With("Program.cs", Sources.Listener)
            .With("k8s/service.yaml", Sources.MismatchedService);

        Assert.Equal(shop.Announced, shop.Build());
    }

    [Fact(DisplayName = "A Visual Basic project is left in peace")]
    public void VisualBasic()
    {
        var basic = package.Consumer("basic")
            .WithProject("basic.vbproj", "net10.0", properties: "<OutputType>Exe</OutputType>")
            .With("k8s/service.yaml", Sources.MismatchedService)
            .With("Program.vb", """
                Imports System.Net
                Imports System.Net.Sockets
                Module Program
                    Sub Main()
                        Call New TcpListener(IPAddress.Any, 9000).Start()
                    End Sub
                End Module
                """);

        var build = basic.Dotnet("build").Succeeded();
        Assert.DoesNotContain("BIND", build.Text);
        Assert.Empty(basic.AdditionalFiles());
    }
}
