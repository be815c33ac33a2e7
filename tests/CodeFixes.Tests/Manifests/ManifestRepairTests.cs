using BindCheck.CodeFixes.Files;
using BindCheck.Manifests;
using BindCheck.Repairs;
using BindCheck.Testing;
using Microsoft.CodeAnalysis.CodeFixes;

namespace BindCheck.CodeFixes.Tests.Manifests;

public sealed class ManifestRepairTests
{
    private const string Nrp = "bindcheck.cluster_profile = nrp";
    private const string Head = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n";

    /// <summary>Name, before, after the first repair, after the second one or nothing.</summary>
    public static TheoryData<string, string, string, string?> Cases => new()
    {
        {
            "address without families: both fields behind the address, the list as 'ports' has it",
            Head + "spec:\n  type: LoadBalancer\n  loadBalancerIP: 2607:f720::1 # ours\n  ports:\n  - port: 443\n",
            Head + "spec:\n  type: LoadBalancer\n  loadBalancerIP: 2607:f720::1 # ours\n  ipFamilyPolicy: SingleStack\n  ipFamilies:\n  - IPv6\n  ports:\n  - port: 443\n",
            null
        },
        {
            "four spaces and indented lists",
            "apiVersion: v1\nkind: Service\nspec:\n    type: LoadBalancer\n    loadBalancerIP: 2607:f720::1\n    ports:\n      - port: 443\n",
            "apiVersion: v1\nkind: Service\nspec:\n    type: LoadBalancer\n    loadBalancerIP: 2607:f720::1\n    ipFamilyPolicy: SingleStack\n    ipFamilies:\n      - IPv6\n    ports:\n      - port: 443\n",
            null
        },
        {
            "flow lists",
            Head + "spec:\n  type: LoadBalancer\n  ports: [{port: 443}]\n  loadBalancerIP: 2607:f720::1",
            Head + "spec:\n  type: LoadBalancer\n  ports: [{port: 443}]\n  loadBalancerIP: 2607:f720::1\n  ipFamilyPolicy: SingleStack\n  ipFamilies: [IPv6]",
            null
        },
        {
            "one wrong family in a block list, comments kept",
            Head + "spec:\n  type: LoadBalancer\n  loadBalancerIP: 67.58.49.70\n  ipFamilyPolicy: SingleStack # one\n  ipFamilies: # which\n    - IPv6 # this\n  ports:\n  - port: 443\n",
            Head + "spec:\n  type: LoadBalancer\n  loadBalancerIP: 67.58.49.70\n  ipFamilyPolicy: SingleStack # one\n  ipFamilies: # which\n    - IPv4 # this\n  ports:\n  - port: 443\n",
            null
        },
        {
            "one wrong family in a quoted flow list, no policy",
            Head + "spec:\n  ipFamilies: [ \"IPv6\" ] # c\n  type: LoadBalancer\n  loadBalancerIP: '67.58.49.70'\n  ports:\n  - port: 443\n",
            Head + "spec:\n  ipFamilies: [ \"IPv4\" ] # c\n  type: LoadBalancer\n  loadBalancerIP: '67.58.49.70'\n  ipFamilyPolicy: SingleStack\n  ports:\n  - port: 443\n",
            null
        },
        {
            "two families for one address: one stack, or no address",
            Head + "spec:\n  type: LoadBalancer\n  loadBalancerIP: 2607:f720::1 # ours\n  ipFamilyPolicy: PreferDualStack\n  ipFamilies:\n  - IPv4 # first\n  - IPv6 # second\n  ports:\n  - port: 443\n",
            Head + "spec:\n  type: LoadBalancer\n  loadBalancerIP: 2607:f720::1 # ours\n  ipFamilyPolicy: SingleStack\n  ipFamilies:\n  - IPv6 # second\n  ports:\n  - port: 443\n",
            Head + "spec:\n  type: LoadBalancer\n  ipFamilyPolicy: PreferDualStack\n  ipFamilies:\n  - IPv4 # first\n  - IPv6 # second\n  ports:\n  - port: 443\n"
        },
        {
            "two families in a flow list, the address last without a line break",
            Head + "spec:\n  type: LoadBalancer\n  ipFamilyPolicy: \"RequireDualStack\"\n  ipFamilies: [IPv4, IPv6]\n  ports: []\n  loadBalancerIP: 67.58.49.70",
            Head + "spec:\n  type: LoadBalancer\n  ipFamilyPolicy: \"SingleStack\"\n  ipFamilies: [IPv4]\n  ports: []\n  loadBalancerIP: 67.58.49.70",
            Head + "spec:\n  type: LoadBalancer\n  ipFamilyPolicy: \"RequireDualStack\"\n  ipFamilies: [IPv4, IPv6]\n  ports: []"
        },
        {
            "an annotation with one address: without it, no annotations are left",
            Head + "  annotations:\n    metallb.io/loadBalancerIPs: 67.58.49.70\nspec:\n  type: LoadBalancer # lb\n  ipFamilyPolicy: RequireDualStack\n  ports:\n  - port: 443\n",
            Head + "  annotations:\n    metallb.io/loadBalancerIPs: 67.58.49.70\nspec:\n  type: LoadBalancer # lb\n  ipFamilies:\n  - IPv4\n  ipFamilyPolicy: SingleStack\n  ports:\n  - port: 443\n",
            Head + "spec:\n  type: LoadBalancer # lb\n  ipFamilyPolicy: RequireDualStack\n  ports:\n  - port: 443\n"
        },
        {
            "an annotation beside another one",
            Head + "  annotations:\n    metallb.io/loadBalancerIPs: 67.58.49.70\n    a: b\nspec:\n  type: LoadBalancer\n  ipFamilies: [IPv4, IPv6]\n  ipFamilyPolicy: PreferDualStack\n  ports:\n  - port: 443\n",
            Head + "  annotations:\n    metallb.io/loadBalancerIPs: 67.58.49.70\n    a: b\nspec:\n  type: LoadBalancer\n  ipFamilies: [IPv4]\n  ipFamilyPolicy: SingleStack\n  ports:\n  - port: 443\n",
            Head + "  annotations:\n    a: b\nspec:\n  type: LoadBalancer\n  ipFamilies: [IPv4, IPv6]\n  ipFamilyPolicy: PreferDualStack\n  ports:\n  - port: 443\n"
        },
        {
            "two addresses, one family written: the family counts, or both",
            Head + "  annotations:\n    metallb.io/loadBalancerIPs: \"67.58.49.70, 2607:f720::1\" # two\nspec:\n  type: LoadBalancer\n  ipFamilies:\n  - IPv6\n  ports:\n  - port: 443\n",
            Head + "  annotations:\n    metallb.io/loadBalancerIPs: \"2607:f720::1\" # two\nspec:\n  type: LoadBalancer\n  ipFamilies:\n  - IPv6\n  ports:\n  - port: 443\n",
            Head + "  annotations:\n    metallb.io/loadBalancerIPs: \"67.58.49.70, 2607:f720::1\" # two\nspec:\n  type: LoadBalancer\n  ipFamilyPolicy: PreferDualStack\n  ipFamilies:\n  - IPv6\n  - IPv4\n  ports:\n  - port: 443\n"
        },
        {
            "two addresses, no family written: both, or the default family",
            Head + "  annotations:\n    metallb.universe.tf/loadBalancerIPs: 67.58.49.70,2607:f720::1\nspec:\n  type: LoadBalancer\n  ports:\n  - port: 443\n",
            Head + "  annotations:\n    metallb.universe.tf/loadBalancerIPs: 67.58.49.70,2607:f720::1\nspec:\n  type: LoadBalancer\n  ipFamilyPolicy: PreferDualStack\n  ipFamilies:\n  - IPv4\n  - IPv6\n  ports:\n  - port: 443\n",
            Head + "  annotations:\n    metallb.universe.tf/loadBalancerIPs: 67.58.49.70\nspec:\n  type: LoadBalancer\n  ports:\n  - port: 443\n"
        },
        {
            "empty fields are filled in",
            Head + "spec:\n  type: LoadBalancer\n  loadBalancerIP: 2607:f720::1\n  ipFamilies:\n  ipFamilyPolicy: # none yet\n  ports:\n  - port: 443\n",
            Head + "spec:\n  type: LoadBalancer\n  loadBalancerIP: 2607:f720::1\n  ipFamilies: [IPv6]\n  ipFamilyPolicy: SingleStack # none yet\n  ports:\n  - port: 443\n",
            null
        },
        {
            "null and an empty list are replaced",
            Head + "spec:\n  type: LoadBalancer\n  loadBalancerIP: 2607:f720::1\n  ipFamilies: []\n  ipFamilyPolicy: null\n  ports:\n  - port: 443\n",
            Head + "spec:\n  type: LoadBalancer\n  loadBalancerIP: 2607:f720::1\n  ipFamilies: [IPv6]\n  ipFamilyPolicy: SingleStack\n  ports:\n  - port: 443\n",
            null
        },
        {
            "flow mapping",
            "{apiVersion: v1, kind: Service, spec: {type: LoadBalancer, loadBalancerIP: 2607:f720::1, ports: [{port: 443}]}}\n",
            "{apiVersion: v1, kind: Service, spec: {type: LoadBalancer, loadBalancerIP: 2607:f720::1, ipFamilyPolicy: SingleStack, ipFamilies: [IPv6], ports: [{port: 443}]}}\n",
            null
        },
        {
            "JSON as kubectl writes it",
            "{\n    \"apiVersion\": \"v1\",\n    \"kind\": \"Service\",\n    \"spec\": {\n        \"loadBalancerIP\": \"2607:f720::1\",\n        \"ports\": [\n            {\n                \"port\": 443\n            }\n        ],\n        \"type\": \"LoadBalancer\"\n    }\n}\n",
            "{\n    \"apiVersion\": \"v1\",\n    \"kind\": \"Service\",\n    \"spec\": {\n        \"loadBalancerIP\": \"2607:f720::1\",\n        \"ipFamilyPolicy\": \"SingleStack\",\n        \"ipFamilies\": [\"IPv6\"],\n        \"ports\": [\n            {\n                \"port\": 443\n            }\n        ],\n        \"type\": \"LoadBalancer\"\n    }\n}\n",
            null
        },
        {
            "JSON with families",
            "{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"spec\": {\"ipFamilies\": [\"IPv4\", \"IPv6\"], \"ipFamilyPolicy\": \"PreferDualStack\", \"type\": \"LoadBalancer\", \"ports\": [], \"loadBalancerIP\": \"67.58.49.70\"}}",
            "{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"spec\": {\"ipFamilies\": [\"IPv4\"], \"ipFamilyPolicy\": \"SingleStack\", \"type\": \"LoadBalancer\", \"ports\": [], \"loadBalancerIP\": \"67.58.49.70\"}}",
            null
        },
        {
            "an item of a List",
            "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  spec:\n    type: LoadBalancer\n    loadBalancerIP: 2607:f720::1\n    ports:\n    - port: 443\n",
            "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  spec:\n    type: LoadBalancer\n    loadBalancerIP: 2607:f720::1\n    ipFamilyPolicy: SingleStack\n    ipFamilies:\n    - IPv6\n    ports:\n    - port: 443\n",
            null
        },
        {
            "an alias as the address is left alone",
            "x: &vip 2607:f720::1\n" + Head + "spec:\n  type: LoadBalancer\n  loadBalancerIP: *vip\n  ports:\n  - port: 443\n",
            "x: &vip 2607:f720::1\n" + Head + "spec:\n  type: LoadBalancer\n  loadBalancerIP: *vip\n  ipFamilyPolicy: SingleStack\n  ipFamilies:\n  - IPv6\n  ports:\n  - port: 443\n",
            null
        },
    };

    [Theory(DisplayName = "Each repair changes its own lines alone, in the style of the file, with any line end and byte order mark, and mends the problem")]
    [MemberData(nameof(Cases))]
    public async Task Repairs(string name, string before, string first, string? second)
    {
        Assert.NotNull(name);
        foreach (var (lineEnd, prefix) in new[] { ("\n", ""), ("\r\n", ""), ("\n", "\uFEFF"), ("\n", "# 😀\n---\n") })
        {
            string[] expected = second is null ? [first] : [first, second];
            for (var i = 0; i < expected.Length; i++)
            {
                using var project = Project(Nrp, As(before));
                var actions = await project.ActionsAsync(new FileFix(), Assert.Single(await project.AnalyzeAsync(), d => d.Id == "BIND2002"));
                Assert.Equal(expected.Length, actions.Length);
                await project.ApplyAsync(actions[i]);
                Assert.Equal(As(expected[i]), project.TextOf("/k8s/a.yaml"));
                Assert.Empty(await FamiliesAsync(project));
            }

            string As(string text) => (prefix + text).Replace("\n", lineEnd, StringComparison.Ordinal);
        }
    }

    [Theory(DisplayName = "Fix-all does what the first repair does, in every scope, and leaves nothing to do")]
    [MemberData(nameof(Cases))]
    public async Task FixAll(string name, string before, string first, string? second)
    {
        Assert.NotNull(name + second);
        foreach (var scope in new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution })
        {
            using var project = Project(Nrp, before);
            await project.FixAllAsync(new FilesNeedRepairFix(), scope);
            Assert.Equal(first, project.TextOf("/k8s/a.yaml"));
            Assert.Empty(await FamiliesAsync(project));
        }
    }

    [Theory(DisplayName = "What cannot be repaired safely is reported without a repair")]
    [InlineData("spec: &shared\n  type: LoadBalancer\n  loadBalancerIP: 2607:f720::1\n  ipFamilies: [IPv4]\n  ports: []\n")]
    [InlineData("spec:\n  type: LoadBalancer\n  loadBalancerIP: 2607:f720::1\n  ipFamilies: &shared [IPv4]\n  ports: []\n")]
    [InlineData("spec:\n  type: LoadBalancer\n  loadBalancerIP: 2607:f720::1\n  ipFamilies: [&f IPv4]\n  ports: []\n")]
    [InlineData("x: &f [IPv4]\nspec:\n  type: LoadBalancer\n  loadBalancerIP: 2607:f720::1\n  ipFamilies: *f\n  ports: []\n")]
    [InlineData("x: &x {sessionAffinity: None}\nspec:\n  <<: *x\n  type: LoadBalancer\n  loadBalancerIP: 2607:f720::1\n  ipFamilies: [IPv4]\n  ipFamilyPolicy: SingleStack\n  clusterIP:\n  clusterIPs:\n  loadBalancerClass:\n  ports: []\n")]
    [InlineData("spec:\n  type: LoadBalancer\n  loadBalancerIP: 2607:f720::1\n  ipFamilies: [IPv4] # \uFFFD\n  ports: []\n")]
    [InlineData("spec:\n  type: LoadBalancer\n  loadBalancerIP: 2607:f720::1 # a\u2028# b\n  ipFamilies: [IPv4]\n  ports: []\n")]
    [InlineData("spec:\n  type: LoadBalancer\n  loadBalancerIP: 2607:f720::1\n  clusterIP: 10.0.0.1\n  ports: []\n")]
    [InlineData("spec:\n  type: >-\n    LoadBalancer\n  loadBalancerIP: >-\n    2607:f720::1\n  ipFamilies: [IPv4]\n  ports: []\n")]
    public async Task NoRepair(string spec)
    {
        using var project = Project("", "apiVersion: v1\nkind: Service\n" + spec);
        var diagnostic = Assert.Single(await FamiliesAsync(project));
        Assert.Equal("BIND2002", diagnostic.Id);
        Assert.Empty(await project.ActionsAsync(new FileFix(), diagnostic));
    }

    [Theory(DisplayName = "Whatever is reported of families, policies and addresses is mended by one fix-all")]
    [InlineData(Nrp)]
    [InlineData("")]
    public async Task Table(string config)
    {
        string[] policies = ["", "SingleStack", "PreferDualStack", "RequireDualStack"];
        string[] families = ["", "IPv4", "IPv6", "IPv4, IPv6", "IPv6, IPv4"];
        string[] pins = ["loadBalancerIP: 67.58.49.70", "loadBalancerIP: 2607:f720::1", "67.58.49.70", "2607:f720::1", "67.58.49.70,2607:f720::1"];
        string[] styles = ["[{0}]", "\n  - {0}", "[\n    {0}\n  ]"];
        var services =
            from policy in policies
            from family in families
            from pin in pins
            from style in styles
            select "apiVersion: v1\nkind: Service\nmetadata:\n  annotations: " + (pin.StartsWith('l') ? "{}" : "\n    metallb.io/loadBalancerIPs: " + pin)
                + "\nspec:\n  type: LoadBalancer\n" + (pin.StartsWith('l') ? "  " + pin + "\n" : "") + (policy.Length > 0 ? $"  ipFamilyPolicy: {policy}\n" : "")
                + (family.Length > 0 ? "  ipFamilies: " + style.Replace("{0}", style.Contains('-') ? family.Replace(", ", "\n  - ") : family) + "\n" : "")
                + "  ports:\n  - port: 443\n";
        using var project = Project(config, string.Join("---\n", services));
        Assert.InRange((await project.AnalyzeAsync()).Count(diagnostic => diagnostic.Id == "BIND2002"), 50, 300);
        await project.FixAllAsync(new FilesNeedRepairFix());
        Assert.Empty(await FamiliesAsync(project));
    }

    [Fact(DisplayName = "A project that switches the carrier off keeps its files as they are, also when another one is repaired")]
    public async Task CarrierOff()
    {
        var (before, first) = ((string)Cases.First()[1], (string)Cases.First()[2]);
        using var project = new FileProject(new FilesNeedRepairAnalyzer())
            .Add("A", Nrp, ("/k8s/a.yaml", before))
            .Add("B", Nrp + "\ndotnet_diagnostic.BIND9100.severity = none", ("/k8s/b.yaml", before));
        await project.FixAllAsync(new FilesNeedRepairFix());
        Assert.Equal((first, before), (project.TextOf("/k8s/a.yaml"), project.TextOf("/k8s/b.yaml")));
    }

    [Fact(DisplayName = "A file shared by two projects is repaired once, the same in both, together with files of their own")]
    public async Task SharedFile()
    {
        var (before, first) = ((string)Cases.First()[1], (string)Cases.First()[2]);
        using var project = new FileProject(new ManifestAnalyzer(), new ManifestSuppressor(), new FilesNeedRepairAnalyzer())
            .Add("A", Nrp, ("/k8s/shared.yaml", before), ("/k8s/a.yaml", before))
            .Add("B", Nrp, ("/k8s/shared.yaml", before), ("/k8s/b.yaml", before))
            .Add("C", "", ("/k8s/c.yaml", before));
        await project.FixAllAsync(new FilesNeedRepairFix());
        Assert.Equal(first, project.TextOf("/k8s/shared.yaml"));
        Assert.Equal(first, project.TextOf("/k8s/a.yaml"));
        Assert.Equal(first, project.TextOf("/k8s/b.yaml"));
        Assert.Equal(before, project.TextOf("/k8s/c.yaml"));
        foreach (var name in new[] { "A", "B" }) Assert.Empty(await FamiliesAsync(project, name));
    }

    [Fact(DisplayName = "Fix-all repairs every Service of a file but those that a comment silences")]
    public async Task Silenced()
    {
        const string service = Head + "spec:\n  type: LoadBalancer\n  loadBalancerIP: 67.58.49.70{0}\n  ipFamilyPolicy: SingleStack\n  ipFamilies: [{1}]\n  ports: []\n";
        var ignored = service.Replace("{0}", " # bindcheck:ignore BIND2002 -- told so", StringComparison.Ordinal).Replace("{1}", "IPv6", StringComparison.Ordinal);
        var broken = service.Replace("{0}", "", StringComparison.Ordinal).Replace("{1}", "IPv6", StringComparison.Ordinal);
        var right = broken.Replace("IPv6", "IPv4", StringComparison.Ordinal);
        using var project = Project("", broken + "---\n" + ignored + "---\n" + broken);
        await project.FixAllAsync(new FilesNeedRepairFix());
        Assert.Equal(right + "---\n" + ignored + "---\n" + right, project.TextOf("/k8s/a.yaml"));
    }

    private static FileProject Project(string config, string text) =>
        new FileProject(new ManifestAnalyzer(), new ManifestSuppressor(), new FilesNeedRepairAnalyzer()).Add("App", config, ("/k8s/a.yaml", text));

    /// <summary>What is reported of families, and whether anything is left to repair: the examples are wrong in other ways, too.</summary>
    private static async Task<Microsoft.CodeAnalysis.Diagnostic[]> FamiliesAsync(FileProject project, string? name = null) =>
        [.. (await project.AnalyzeAsync(name)).Where(diagnostic => diagnostic.Id is "BIND2002" or "BIND9100")];
}
