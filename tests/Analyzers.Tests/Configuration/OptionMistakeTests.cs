using System.Xml.Linq;
using BindCheck.Configuration;
using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Testing;
using Microsoft.CodeAnalysis;

namespace BindCheck.Analyzers.Tests.Configuration;

public sealed class OptionMistakeTests
{
    private const string Manifest = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: LoadBalancer\n  selector:\n    app: web\n  ports:\n  - port: 443\n    targetPort: 8443\n";

    public static TheoryData<string, string> Mistakes => new()
    {
        { "bindcheck.cluster_profil = nrp", "BindCheck has no option 'bindcheck.cluster_profil', so the line does nothing: 'bindcheck.cluster_profile' was probably meant." },
        { "bindcheck.pool = default: 192.0.2.0/24", "BindCheck has no option 'bindcheck.pool', so the line does nothing: 'bindcheck.pools' was probably meant." },
        { "bindcheck.frobnicate = true", "BindCheck has no option 'bindcheck.frobnicate', so the line does nothing." },
        { "bindcheck.severity.BIND2002x = none", "BindCheck has no option 'bindcheck.severity.bind2002x', so the line does nothing: 'bindcheck.severity.BIND2002' was probably meant." },
        { "bindcheck.severity.BIND1001 = none", "'bindcheck.severity.bind1001' does nothing, because BIND1001 is about C#: write 'dotnet_diagnostic.BIND1001.severity'." },
        { "bindcheck.severity.BIND2002 = off", "'bindcheck.severity.bind2002' cannot be 'off' and counts as not set: write none, silent, suggestion, warning or error." },
        { "bindcheck.cluster_profile = nrb", "'bindcheck.cluster_profile' cannot be 'nrb' and counts as not set: write nrp." },
        { "bindcheck.default_family = ipv4", "'bindcheck.default_family' cannot be 'ipv4' and counts as not set: write IPv4 or IPv6." },
        { "bindcheck.dual_stack = perhaps", "'bindcheck.dual_stack' cannot be 'perhaps' and counts as not set: write true or false." },
        { "bindcheck.analyze_test_projects = 1", "'bindcheck.analyze_test_projects' cannot be '1' and counts as not set: write true or false." },
        { "bindcheck.inbound_ports = 443, 70000", "'bindcheck.inbound_ports' cannot be '443, 70000' and counts as not set: write TCP ports such as '443, 22'." },
        { "bindcheck.vip_protocols = tcp", "'bindcheck.vip_protocols' cannot be 'tcp' and counts as not set: write TCP, UDP or SCTP, separated by commas." },
        { "bindcheck.metallb_version = latest", "'bindcheck.metallb_version' cannot be 'latest' and counts as not set: write a version such as 0.14.9." },
        { "bindcheck.pools = default: 192.0.2.0/33",
            "'bindcheck.pools' cannot be 'default: 192.0.2.0/33' and counts as not set: write pools such as 'default: 192.0.2.0/28 192.0.2.64-192.0.2.80 | other: 2001:db8::/64'." },
        { "build_property.BindCheckDefaultFamily = v6", "'BindCheckDefaultFamily' cannot be 'v6' and counts as not set: write IPv4 or IPv6." },
    };

    [Theory(DisplayName = "An option that does not exist or cannot have its value is reported once, with what may stand there")]
    [MemberData(nameof(Mistakes))]
    public async Task Reported(string line, string message)
    {
        var diagnostic = Assert.Single(await Diagnose(line));
        Assert.Equal("BIND9001", diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage());
        Assert.Equal(Location.None, diagnostic.Location);
    }

    [Fact(DisplayName = "A mistake in a section is reported at the first manifest that it holds for")]
    public async Task Section()
    {
        var diagnostic = Assert.Single(await Diagnose("[/k8s/b.yaml]\nbindcheck.dual_stack = both\n[/k8s/c.yaml]\nbindcheck.dual_stack = both"));
        Assert.Equal("/k8s/b.yaml", diagnostic.Location.GetLineSpan().Path);
    }

    [Theory(DisplayName = "Options that exist, in any case, and those of other tools are not reported")]
    [InlineData("bindcheck.cluster_profile = nrp\nBindCheck.Dual_Stack = true\nbindcheck.default_family = IPv6\nbindcheck.cluster = lab")]
    [InlineData("bindcheck.pools = a: 192.0.2.0/28 192.0.2.32-192.0.2.40 | b: 2001:db8::/64")]
    [InlineData("bindcheck.inbound_ports = 443 22\nbindcheck.vip_protocols = TCP\nbindcheck.metallb_version = v0.14.8\nbindcheck.host_routes = true\nbindcheck.ipv4_budget = 12")]
    [InlineData("bindcheck.metallb_namespace = metallb\nbindcheck.load_balancer_class = vip\nbindcheck.allow_widening = false\nbindcheck.analyze_test_projects = TRUE")]
    [InlineData("bindcheck.severity.BIND2002 = none\nbindcheck.severity.BIND2020 = Error")]
    [InlineData("other.dual_stack = x\ndotnet_diagnostic.BIND2002.severity = none\nbuild_property.BindCheckDefaultFamily =")]
    public async Task NotReported(string lines) => Assert.Empty(await Diagnose(lines));

    [Fact(DisplayName = "Every option about the cluster is also a property of the project that the compiler sees")]
    public void Properties()
    {
        var visible = XDocument.Load(Repository.PathOf("src", "Package", "build", "BindCheck.props")).Descendants("CompilerVisibleProperty")
            .SelectMany(item => item.Attribute("Include")!.Value.Split(';')).ToHashSet();
        Assert.All(ClusterProfile.Options, option => Assert.Contains(FileSettings.PropertyOf(option.Key)!, visible));
    }

    private static async Task<Diagnostic[]> Diagnose(string config)
    {
        using var project = new FileProject(new ConfigurationAnalyzer()).Add("App", config, ("/k8s/a.yaml", Manifest), ("/k8s/b.yaml", Manifest), ("/k8s/c.yaml", Manifest));
        return await project.AnalyzeAsync();
    }
}
