namespace BindCheck.Package.Tests;

/// <summary>What a project can say to BindCheck, through MSBuild and through analyzer configuration files.</summary>
[Collection(nameof(Packed))]
public sealed class ConfigurationTests(PackageFixture package)
{
    [Fact(DisplayName = "Presets: none silences, default leaves as shipped, strict fails the build, a misspelt mode is said")]
    public void Presets()
    {
        var server = Server("presets").With("k8s/service.yaml", Sources.MismatchedService);

        Assert.Empty(server.Build("-p:BindCheckMode=none"));
        Assert.Equal(server.Announced, server.Build("--no-restore", "-p:BindCheckMode=default"));

        var strict = server.Dotnet("build", "--no-restore", "--no-incremental", "-p:BindCheckMode=Strict");
        Assert.NotEqual(0, strict.ExitCode);
        Assert.Matches("error BIND1001", strict.Text);
        Assert.Matches("error BIND2002", strict.Text);

        var misspelt = server.Dotnet("build", "--no-restore", "--no-incremental", "-p:BindCheckMode=stirct").Succeeded();
        Assert.Contains("warning BINDCFG04: BindCheckMode is 'stirct'", misspelt.Text);
        Assert.Equal(server.Announced, server.FindingsOf(misspelt));
    }

    [Fact(DisplayName = "The project's own .globalconfig sets severities, also of manifests, and wins over the preset")]
    public void GlobalConfig()
    {
        var server = Server("globalconfig").With("k8s/service.yaml", Sources.MismatchedService).With(".globalconfig", """
            is_global = true
            dotnet_diagnostic.BIND1001.severity = error
            dotnet_diagnostic.BIND2002.severity = none
            """);

        var build = server.Dotnet("build", "-p:BindCheckMode=none");
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error BIND1001", build.Text);
        Assert.DoesNotContain("BIND2002", build.Text);
    }

    [Fact(DisplayName = "NoWarn, a pragma and an ignore comment in the manifest silence")]
    public void Suppression()
    {
        var server = Server("suppression")
            .With("Program.cs", "#pragma warning disable BIND1001\n" + Sources.Listener)
            .With("k8s/service.yaml", Sources.MismatchedService.Replace("# BIND2002", "# bindcheck:ignore BIND2002 -- the admins gave us this one"));
        Assert.Empty(server.Build());

        server.With("Program.cs", Sources.Listener).With("k8s/service.yaml", Sources.MismatchedService);
        Assert.Empty(server.Build("--no-restore", "-p:NoWarn=BIND1001%3BBIND2002"));
    }

    [Fact(DisplayName = "The SARIF log has findings in YAML at their lines, with the page of the rule, and what a comment suppressed")]
    public void Sarif()
    {
        var server = Server("sarif")
            .With("Program.cs", "System.Console.WriteLine();")
            .With("k8s/service.yaml", Sources.MismatchedService.Replace("# BIND2002", "# bindcheck:ignore BIND2002 -- the admins gave us this one") + "\n---\n" + Sources.MismatchedService.Replace("name: orders", "name: other").Replace("67.58.49.70", "67.58.49.71"));
        server.Dotnet("build", "-p:ErrorLog=out.sarif%2Cversion=2.1").Succeeded();

        var run = System.Text.Json.JsonDocument.Parse(server.Read("out.sarif")).RootElement.GetProperty("runs")[0];
        var results = run.GetProperty("results").EnumerateArray().Where(result => result.GetProperty("ruleId").GetString() == "BIND2002").ToArray();
        var places = results.Select(result => result.GetProperty("locations")[0].GetProperty("physicalLocation")).ToArray();
        Assert.All(places, place => Assert.EndsWith("k8s/service.yaml", place.GetProperty("artifactLocation").GetProperty("uri").GetString()));
        Assert.Equal([7, 23], places.Select(place => place.GetProperty("region").GetProperty("startLine").GetInt32()).Order());
        Assert.Equal("inSource", Assert.Single(results, result => result.TryGetProperty("suppressions", out _)).GetProperty("suppressions")[0].GetProperty("kind").GetString());
        var rule = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Single(rule => rule.GetProperty("id").GetString() == "BIND2002");
        Assert.EndsWith("/docs/rules/BIND2002.md", rule.GetProperty("helpUri").GetString());
    }

    [Fact(DisplayName = "An .editorconfig beside the manifests is heard, though no C# file lies there")]
    public void EditorConfigWithoutCode()
    {
        var server = Server("editorconfig").With("k8s/service.yaml", Sources.Ipv6ServiceWithoutFamilies);
        Assert.Equal(server.Announced, server.Build());

        server.With("k8s/.editorconfig", "[*.yaml]\nbindcheck.cluster_profile = nrp");
        Assert.Equal([new("Program.cs", 4, "BIND1001"), new("k8s/service.yaml", 7, "BIND2002")], server.Build("--no-restore"));
    }

    [Fact(DisplayName = "Rows in bindcheck.apis.txt beside the project file count in every framework, and what cannot be read in them is said")]
    public void ApiRows()
    {
        var lib = package.Consumer("apis").WithProject("apis.csproj", "netstandard2.0;net10.0")
            .With("Orders.cs", "static class Orders { static void Start() => System.Net.Sockets.TcpListener.Create(9000).Start(); }")
            .With("bindcheck.apis.txt", "# of a test\nSystem.Net.Sockets.TcpListener Create(port) ipv4-any\nAcme.Server Start() nothing");

        Assert.Equal([new("Orders.cs", 1, "BIND1001"), new("bindcheck.apis.txt", 3, "BIND9001")], lib.Build().Distinct());
    }

    [Theory(DisplayName = "A compiler older than Roslyn 4.8 gets one clear warning instead of silence")]
    [InlineData("net10.0")]
    [InlineData("netstandard2.0;net10.0")]
    public void OldCompiler(string frameworks)
    {
        var lib = package.Consumer("old-" + frameworks.Length).WithProject("old.csproj", frameworks)
            .With("Orders.cs", "static class Orders { static void Start() => new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 9000).Start(); }");

        var build = lib.Dotnet("build", "-clp:NoSummary", "-p:CompilerApiVersion=roslyn4.7").Succeeded();
        Assert.Single(build.Text.Split('\n').Where(line => line.Contains("warning BINDCFG01: ")).Distinct());
        Assert.Empty(lib.FindingsOf(build));
        Assert.DoesNotContain("BINDCFG01", lib.Dotnet("build", "--no-restore").Succeeded().Text);
    }

    [Fact(DisplayName = "The project's YAML files are read, build output and fetched packages are not")]
    public void FoundManifests()
    {
        var server = Server("found");
        foreach (var file in (string[])["a.yaml", "k8s/b.yml", "deep/er/c.YAML", "bin/d.yaml", "obj/e.yaml", "sub/obj/f.yaml", "node_modules/x/g.yaml", ".github/workflows/h.yml", "i.yaml.txt"])
            server.With(file, "a: 1");
        server.Dotnet("restore").Succeeded();

        Assert.Equal(["a.yaml|auto", "deep/er/c.YAML|auto", "k8s/b.yml|auto"], server.AdditionalFiles());
        Assert.Empty(server.AdditionalFiles("-p:BindCheckIncludeManifests=false"));
    }

    [Fact(DisplayName = "A project can take files out, add files from outside, and list files itself without their being read twice")]
    public void OwnItems()
    {
        var shop = package.Consumer("items")
            .With("deploy/out.yaml", "a: 1")
            .With("app/k8s/local/removed.yaml", "a: 1")
            .With("app/k8s/listed.yaml", "a: 1")
            .With("app/k8s/found.yaml", "a: 1")
            .WithProject("app/app.csproj", "net10.0", items: """
                <AdditionalFiles Remove="k8s/local/**" />
                <AdditionalFiles Include="$(MSBuildProjectDirectory)/k8s/listed.yaml" BindCheck="mine" />
                <BindCheckManifests Include="../deploy/*.yaml;k8s/found.yaml;k8s/listed.yaml" />
                """);
        shop.Dotnet("restore", "app").Succeeded();

        var project = shop.PathOf("app/app.csproj");
        Assert.Equal(["../deploy/out.yaml|auto", $"{shop.PathOf("app/k8s/listed.yaml").Replace('\\', '/')}|mine", "k8s/found.yaml|auto"], shop.AdditionalFiles(project));
        Assert.Equal(3, shop.AdditionalFiles(project, "-p:BindCheckIncludeManifests=false").Count);
    }

    [Theory(DisplayName = "Only the first target framework reads the manifests, however the list is written")]
    [InlineData("netstandard2.0;net10.0", "netstandard2.0", 1)]
    [InlineData("netstandard2.0;net10.0", "net10.0", 0)]
    [InlineData(";\n  netstandard2.0 ;\n  net10.0;\n", "netstandard2.0", 1)]
    [InlineData("net10.0;", "net10.0", 1)]
    public void FirstFramework(string frameworks, string built, int expected)
    {
        var lib = package.Consumer($"frameworks-{frameworks.Length}").WithProject("lib.csproj", frameworks).With("k8s/a.yaml", "a: 1");
        lib.Dotnet("restore").Succeeded();
        Assert.Equal(expected, lib.AdditionalFiles($"-p:TargetFramework={built}").Count);
    }

    private Consumer Server(string name) => package.Consumer(name)
        .WithProject($"{name}.csproj", "net10.0", properties: "<OutputType>Exe</OutputType>")
        .With("Program.cs", Sources.Listener);
}
