using BindCheck.Files;
using BindCheck.Manifests;
using BindCheck.Repairs;
using BindCheck.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using static BindCheck.Analyzers.Tests.Manifests.VipFamilyMismatchTests;

namespace BindCheck.Analyzers.Tests.Manifests;

/// <summary>What happens to files as such: which are looked at, which are not and what is said of them, and how a finding is silenced.</summary>
public sealed class ManifestFilesTests
{
    private static readonly string s_broken = Whole("  loadBalancerIP: 2607:f720::1\n  ipFamilies: [IPv4]\n");

    [Theory(DisplayName = "Files are known by name, by metadata and by their text")]
    [InlineData("/a.yaml", null, "apiVersion: v1\nkind: Service", true)]
    [InlineData("/A.YML", "auto", "apiVersion: v1\nkind: Service", true)]
    [InlineData("/a.json", null, "{\"apiVersion\": \"v1\", \"kind\": \"Service\"}", true)]
    [InlineData("/a.tpl", "manifest", "apiVersion: v1\nkind: Service", true)]
    [InlineData("/a.yaml", null, "version: 3\nservices: {}", false)]
    [InlineData("/appsettings.json", "auto", "{\"Kestrel\": {}}", false)]
    [InlineData("/a.txt", null, "apiVersion: v1\nkind: Service", false)]
    [InlineData("/a.yaml", null, "", false)]
    public void Kinds(string path, string? metadata, string text, bool isManifest) =>
        Assert.Equal(isManifest, FileKinds.Of(path, metadata, SourceText.From(text)) == FileKind.Manifest);

    [Fact(DisplayName = "Settings and metadata of a file hold for that file, those of the project for all")]
    public async Task FileSettings()
    {
        const string config = """
            bindcheck.default_family = IPv4
            [/k8s/lab/a.yaml]
            bindcheck.default_family = IPv6
            [/k8s/b.tpl]
            build_metadata.AdditionalFiles.BindCheck = manifest
            """;
        var text = Whole("  loadBalancerIP: 2607:f720::1\n");
        using var project = new FileProject(new ManifestAnalyzer()).Add(
            "App", config, ("/k8s/lab/a.yaml", text), ("/k8s/a.yaml", text), ("/k8s/b.tpl", text), ("/k8s/c.tpl", text));
        Assert.Equal(["/k8s/a.yaml: BIND2002", "/k8s/b.tpl: BIND2002"], (await project.AnalyzeAsync()).Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden).Select(Name));
    }

    [Fact(DisplayName = "A template of a Helm chart is not analysed, which is said once, in any kind of path")]
    public async Task ChartTemplate()
    {
        var diagnostics = await Diagnose(
            ("/chart/Chart.yaml", "apiVersion: v2\nname: kind\n"), ("/chart/templates/web/a.yaml", s_broken), ("/other/templates/a.yaml", s_broken));
        Assert.Equal(["/chart/templates/web/a.yaml: BIND9002", "/other/templates/a.yaml: BIND2002"], diagnostics.Select(Name));

        diagnostics = await Diagnose((@"C:\chart\Chart.yaml", "apiVersion: v2\nname: kind\n"), (@"C:\chart\templates\a.yaml", s_broken));
        Assert.Equal([@"C:\chart\templates\a.yaml: BIND9002"], diagnostics.Select(Name));
    }

    [Theory(DisplayName = "A file that a kustomization applies as a patch may leave the families to its base, but not contradict itself")]
    [InlineData("patches: [{path: patch.yaml}]", true)]
    [InlineData("patches: [{path: ./other/../patch.yaml, target: {kind: Service}}]", true)]
    [InlineData("patchesStrategicMerge:\n- patch.yaml\n", true)]
    [InlineData("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches:\n- path: a.yaml\n- path: patch.yaml\n", true)]
    [InlineData("resources: [patch.yaml]", false)]
    [InlineData("patches: [{path: ../patch.yaml}, {patch: text}, text]", false)]
    [InlineData("patches: patch.yaml", false)]
    [InlineData("- patches", false)]
    [InlineData("patches: [", false)]
    public async Task KustomizePatch(string kustomization, bool isPatch)
    {
        foreach (var folder in new[] { "/k8s/", @"C:\k8s\" })
        {
            using var project = new FileProject(new ManifestAnalyzer()).Add(
                "App", "bindcheck.cluster_profile = nrp",
                (folder + "kustomization.yaml", kustomization), (folder + "patch.yaml", Whole("  loadBalancerIP: ::1\n") + "---\n" + Whole("  loadBalancerIP: ::1\n  ipFamilyPolicy: SingleStack\n  ipFamilies: [IPv4]\n")));
            Assert.Equal(isPatch ? 1 : 2, (await project.AnalyzeAsync()).Count(diagnostic => diagnostic.Id == "BIND2002"));
        }
    }

    [Fact(DisplayName = "What is not analysed is an Info that says where and why")]
    public async Task NotAnalyzed()
    {
        var diagnostic = Assert.Single(await Diagnose(("/a.yaml", "apiVersion: v1\nkind: Service\nspec: {{ x }}\n")));
        Assert.Equal(DiagnosticSeverity.Info, diagnostic.Severity);
        Assert.Equal(new LinePosition(2, 6), diagnostic.Location.GetLineSpan().StartLinePosition);
        Assert.Equal(
            "This file was not analysed: '{{' outside quotes makes it a template; add the rendered manifest to AdditionalFiles instead.", diagnostic.GetMessage());
    }

    [Theory(DisplayName = "A comment silences the rules that it names, on its line, on the line below, or in the file")]
    [InlineData("{0} # bindcheck:ignore BIND2002 -- the pool is dual-stack", true)]
    [InlineData("{0} #bindcheck:ignore BIND2002", true)]
    [InlineData("{0} # bindcheck:ignore BIND2001, BIND2002", true)]
    [InlineData("{0} # bindcheck:ignore BIND2001 BIND2002 -- reason", true)]
    [InlineData("# bindcheck:ignore BIND2002 -- reason\n  {0}", true)]
    [InlineData("# bindcheck:ignore BIND2002\n  # another comment\n  {0}", true)]
    [InlineData("sessionAffinity: None # bindcheck:ignore BIND2002\n  {0}", false)]
    [InlineData("# bindcheck:ignore BIND2002\n\n  {0}", false)]
    [InlineData("{0}\n  # bindcheck:ignore BIND2002", false)]
    [InlineData("{0} # bindcheck:ignore BIND2001", false)]
    [InlineData("{0} # bindcheck:ignore", false)]
    [InlineData("{0} # bindcheck:ignore all", false)]
    [InlineData("{0} # bindcheck:ignoreBIND2002", false)]
    [InlineData("{0} # bindcheck:ignore BIND20020", false)]
    [InlineData("# bindcheck:ignore-file BIND2002 -- reason\n  sessionAffinity: None\n  {0}", true)]
    [InlineData("{0}\n  # bindcheck:ignore-file BIND2002", true)]
    [InlineData("{0}\n  # bindcheck:ignore-file BIND9002", false)]
    public async Task Suppression(string form, bool isSuppressed)
    {
        var text = Whole("  ipFamilies: [IPv4]\n  " + form.Replace("{0}", "loadBalancerIP: 2607:f720::1", StringComparison.Ordinal) + "\n");
        foreach (var lineEnd in new[] { "\n", "\r\n" })
        {
            var diagnostics = await Diagnose(("/a.yaml", text.Replace("\n", lineEnd, StringComparison.Ordinal)));
            Assert.Equal(isSuppressed, Assert.Single(diagnostics, diagnostic => diagnostic.Id == "BIND2002").IsSuppressed);
            Assert.Equal(!isSuppressed, diagnostics.Any(diagnostic => diagnostic.Id == "BIND9100"));
        }
    }

    [Fact(DisplayName = "The carrier sits at the beginning of the first C# file that a person wrote and points at every problem")]
    public async Task Carrier()
    {
        using var project = Project(("/k8s/b.yaml", s_broken), ("/k8s/a.yaml", s_broken + "---\n" + s_broken), ("/k8s/c.yaml", Whole("")))
            .AddCode("App", "/src/App/Assembly.cs", "class A { }")
            .AddCode("App", "/src/App/A.g.cs", "class B { }")
            .AddCode("App", "/src/App/Aa.cs", "// <auto-generated/>\nclass D { }")
            .AddCode("App", "/src/App/obj/Debug/A.cs", "class E { }");
        var carrier = Assert.Single(await project.AnalyzeAsync(), diagnostic => diagnostic.Id == "BIND9100");
        Assert.Equal("/src/App/Assembly.cs", carrier.Location.SourceTree!.FilePath);
        Assert.Equal(default, carrier.Location.SourceSpan);
        Assert.Equal(DiagnosticSeverity.Hidden, carrier.Severity);
        Assert.Equal(["/k8s/a.yaml", "/k8s/a.yaml", "/k8s/b.yaml"], carrier.AdditionalLocations.Select(location => location.GetLineSpan().Path));
    }

    [Theory(DisplayName = "There is no carrier where nothing is to be repaired, or the project has switched the rule off")]
    [InlineData("dotnet_diagnostic.BIND2002.severity = none", "")]
    [InlineData("dotnet_diagnostic.BIND9100.severity = none", "")]
    [InlineData("", "[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"BindCheck\", \"BIND2002:Any text\")]")]
    public async Task SwitchedOff(string config, string code)
    {
        using var project = new FileProject(new FilesNeedRepairAnalyzer()).Add("App", config, ("/a.yaml", s_broken)).AddCode("App", "/src/App/B.cs", code);
        Assert.Empty(await project.AnalyzeAsync());

        using var other = new FileProject(new FilesNeedRepairAnalyzer()).Add("App", "", ("/a.yaml", s_broken)).AddCode("App", "/src/App/B.cs", "");
        Assert.Equal("Files beside the code have 1 problem(s) that BindCheck can repair", Assert.Single(await other.AnalyzeAsync()).GetMessage());
    }

    /// <summary>The manifests of the samples, and one of each form that the other tests use.</summary>
    public static TheoryData<string, string> Corpus
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var row in Spans) data.Add((string)row[0], MarkedText.Parse((string)row[1]).Text);
            foreach (var row in Silent) data.Add((string)row[0], (string)row[1]);
            var samples = Repository.PathOf("samples");
            var files = Directory.Exists(samples) ? Directory.EnumerateFiles(samples, "*.y*ml", SearchOption.AllDirectories) : [];
            foreach (var file in files) data.Add(Path.GetRelativePath(samples, file), File.ReadAllText(file));
            return data;
        }
    }

    [Theory(DisplayName = "A manifest cut at any character neither throws nor is reported outside its text")]
    [MemberData(nameof(Corpus))]
    public void Truncation(string name, string text)
    {
        Assert.NotNull(name);
        for (var length = 0; length <= text.Length; length++)
        {
            foreach (var cut in new[] { text[..length], text[(text.Length - length)..] })
            {
                var source = SourceText.From(cut);
                foreach (var finding in Check(source))
                {
                    Assert.InRange(finding.Span.End, finding.Span.Start, cut.Length);
                    foreach (var repair in finding.Repairs) source.WithChanges(repair.Changes);
                }
            }
        }
    }

    [Theory(DisplayName = "A manifest with any character replaced by a special one does not throw, and every repair of it can be applied")]
    [MemberData(nameof(Corpus))]
    public void Mutation(string name, string text)
    {
        Assert.NotNull(name);
        const string special = "{}[]\"'#:-,&*!|>\n\t \uFFFD\u2028";
        for (var i = 0; i < text.Length; i++)
        {
            var source = SourceText.From(text[..i] + special[i % special.Length] + text[(i + 1)..]);
            foreach (var repair in Check(source).SelectMany(finding => finding.Repairs)) source.WithChanges(repair.Changes);
        }
    }

    private static IEnumerable<Finding> Check(SourceText text) => new ManifestSet("bindcheck.cluster_profile = nrp", ("/k8s/a.yaml", text.ToString())).Check();

    private static string Name(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().Path + ": " + diagnostic.Id;

    private static FileProject Project(params (string Path, string Text)[] files) =>
        new FileProject(new ManifestAnalyzer(), new ManifestSuppressor(), new FilesNeedRepairAnalyzer()).Add("App", "", files);

    private static async Task<Diagnostic[]> Diagnose(params (string Path, string Text)[] files)
    {
        using var project = Project(files);
        return [.. (await project.AnalyzeAsync()).Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden || (diagnostic.Id == "BIND9100" && files.Length == 1))];
    }
}
