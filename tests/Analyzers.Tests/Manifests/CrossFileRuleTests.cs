using static BindCheck.Analyzers.Tests.Manifests.Manifest;

namespace BindCheck.Analyzers.Tests.Manifests;

/// <summary>BIND2026 to BIND2031: Services against each other, against the pools and against workloads.</summary>
public sealed class CrossFileRuleTests
{
    private const string Pin = "loadBalancerIP: 67.58.49.70", Key = "metallb.io/allow-shared-ip: a", Local = "\nexternalTrafficPolicy: Local";

    /// <summary>The second Service, and a part of the message; MetalLB 0.16.1 was measured on each.</summary>
    public static TheoryData<string, string, string, string, string?> Pairs => new()
    {
        { "no key", LoadBalancer(Pin), Pin, "", "no sharing key" },
        { "different keys", LoadBalancer(Pin, Key), Pin, "metallb.io/allow-shared-ip: b", "different sharing keys" },
        { "a key on one of them", LoadBalancer(Pin, Key), Pin, "", "different sharing keys" },
        { "one key, different ports", LoadBalancer(Pin, Key), Pin, Key, null },
        { "one key under both prefixes", LoadBalancer(Pin, Key), Pin, "metallb.universe.tf/allow-shared-ip: a", null },
        { "one key, one Local", LoadBalancer(Pin, Key), Pin + Local, Key, "Local" },
        { "one key, both Local of one selector", LoadBalancer(Pin + Local, Key), Pin + Local, Key, null },
        { "one key that is a placeholder", LoadBalancer(Pin, "metallb.io/allow-shared-ip: ${KEY}"), Pin, "metallb.io/allow-shared-ip: ${KEY}", null },
        { "different addresses", LoadBalancer(Pin), "loadBalancerIP: 67.58.49.71", "", null },
        { "one address written in two ways", LoadBalancer("loadBalancerIP: 2607:f720::10\nipFamilies: [IPv6]"), "loadBalancerIP: 2607:F720:0::0010\nipFamilies: [IPv6]", "", "no sharing key" },
        { "another class", LoadBalancer(Pin + "\nloadBalancerClass: tailscale"), Pin, "", null },
    };

    [Theory(DisplayName = "Two Services that pin one address are reported at the later one, if MetalLB does not let them share it")]
    [MemberData(nameof(Pairs))]
    public void Conflict(string form, string first, string fields, string annotation, string? message)
    {
        Assert.NotEmpty(form);
        var second = LoadBalancer(fields, annotation, "ssh", "- port: 22");
        foreach (var files in new[] { new[] { ("/k8s/a.yaml", first + "---\n" + second) }, [("/k8s/a.yaml", first), ("/k8s/b.yaml", second)] })
        {
            var set = new ManifestSet("", files);
            var found = files.SelectMany(file => set.Check(file.Item1)).Where(finding => finding.Rule.Id == "BIND2026").ToArray();
            Assert.Equal(message is null ? 0 : 1, found.Length);
            if (message is null) continue;
            Assert.Contains(message, found[0].Message);
            Assert.Equal(1, found[0].Related.Length + found[0].Elsewhere.Length);
            Assert.Equal(files.Length == 2, set.Check(files[^1].Item1).Any(finding => finding.Rule.Id == "BIND2026") && found[0].Elsewhere.Length == 1);
        }
    }

    [Fact(DisplayName = "A port in common is reported by its protocol")]
    public void Ports()
    {
        string Two(string protocol) => LoadBalancer(Pin, Key) + "---\n" + LoadBalancer(Pin, Key, "b", "- port: 443\n  protocol: " + protocol);
        Assert.Contains("port TCP/443 is already in use", Assert.Single(new ManifestSet("", ("/k8s/a.yaml", Two("TCP"))).Check(), finding => finding.Rule.Id == "BIND2026").Message);
        Assert.DoesNotContain(new ManifestSet("", ("/k8s/a.yaml", Two("UDP"))).Check(), finding => finding.Rule.Id == "BIND2026");
    }

    [Fact(DisplayName = "One object in two overlays, and two objects of two clusters, do not collide")]
    public void Scopes()
    {
        var other = LoadBalancer(Pin, name: "b");
        ManifestSet.Verify("", ("/k8s/a.yaml", LoadBalancer(Pin)), ("/k8s/copy.yaml", LoadBalancer(Pin)));
        ManifestSet.Verify("", ("/prod/kustomization.yaml", "resources: [a.yaml]"), ("/prod/a.yaml", LoadBalancer(Pin)), ("/lab/kustomization.yaml", "resources: [a.yaml]"), ("/lab/a.yaml", other));
        ManifestSet.Verify("[/lab/a.yaml]\nbindcheck.cluster = lab", ("/prod/a.yaml", LoadBalancer(Pin)), ("/lab/a.yaml", other));
        ManifestSet.Verify(
            "bindcheck.cluster = one", ("/lab/kustomization.yaml", "resources: [a.yaml]"), ("/lab/a.yaml", LoadBalancer(Pin)), ("/prod/a.yaml", LoadBalancer("loadBalancerIP: {|BIND2026:67.58.49.70|}", name: "b")));
    }

    [Fact(DisplayName = "Two Services on different ports of one address get a sharing key")]
    public void Share() => ManifestSet.Repair(
        "", "BIND2026",
        LoadBalancer(Pin) + "---\n" + LoadBalancer(Pin, "a: b", "ssh", "- port: 22"),
        LoadBalancer(Pin, "metallb.io/allow-shared-ip: vip-67-58-49-70") + "---\n" + LoadBalancer(Pin, "a: b\n    metallb.io/allow-shared-ip: vip-67-58-49-70", "ssh", "- port: 22"));

    [Theory(DisplayName = "Services are counted against the IPv4 addresses of the pools, once in a scope")]
    [InlineData(48, Nrp, 0)]
    [InlineData(49, Nrp, 1)]
    [InlineData(49, "", 0)]
    [InlineData(4, Nrp + "\nbindcheck.ipv4_budget = 3", 1)]
    [InlineData(3, Nrp + "\nbindcheck.ipv4_budget = 3", 0)]
    public void Exhausted(int count, string config, int expected)
    {
        var files = Enumerable.Range(0, count).Select(i => ($"/k8s/{i:00}.yaml", LoadBalancer(name: "web" + i))).ToArray();
        var set = new ManifestSet(config, files);
        var found = files.SelectMany(file => set.Check(file.Item1).Select(finding => (file.Item1, finding.Rule.Id))).Where(finding => finding.Id == "BIND2027").ToArray();
        Assert.Equal(expected, found.Length);
        if (expected > 0) Assert.Equal(files[^1].Item1, found[0].Item1);
    }

    [Fact(DisplayName = "Services of IPv6, of unknown family, that share an address or are written twice are not counted more than once")]
    public void LowerBound()
    {
        const string two = "bindcheck.pools = small: 192.0.2.8/31 2001:db8::/64\nbindcheck.default_family = IPv4\nbindcheck.dual_stack = true";
        string[] services =
        [
            LoadBalancer(), LoadBalancer(), LoadBalancer("ipFamilies: [IPv6]", name: "six"), LoadBalancer("ipFamilyPolicy: PreferDualStack\nipFamilies: [IPv6, IPv4]", name: "both"),
            LoadBalancer(annotation: "metallb.io/allow-shared-ip: k", name: "s1"), LoadBalancer(annotation: "metallb.io/allow-shared-ip: k", name: "s2", ports: "- port: 22"),
        ];
        ManifestSet.Verify(two, ("/k8s/a.yaml", string.Join("---\n", services)));
    }

    public static TheoryData<string, string> Targets => new()
    {
        { "a name that the container has", LoadBalancer(ports: "- port: 443\n  targetPort: web") + "---\n" + Deployment() },
        { "a name that it has not", LoadBalancer(ports: "- port: 443\n  targetPort: {|BIND2028:https|}") + "---\n" + Deployment() },
        { "a name of another protocol", LoadBalancer(ports: "- port: 443\n  targetPort: {|BIND2028:web|}") + "---\n" + Deployment("- name: web\n  containerPort: 8443\n  protocol: UDP") },
        { "a name that one of two workloads has", LoadBalancer(ports: "- port: 443\n  targetPort: https") + "---\n" + Deployment() + "---\n" + Deployment("- name: https\n  containerPort: 8443").Replace("  name: web\nspec", "  name: other\nspec", StringComparison.Ordinal) },
        { "a name of a sidecar", LoadBalancer(ports: "- port: 443\n  targetPort: proxy") + "---\n" + Deployment() + "      initContainers:\n      - name: proxy\n        restartPolicy: Always\n        ports:\n        - name: proxy\n          containerPort: 15001\n" },
        { "a name, and a mesh that injects containers", LoadBalancer(ports: "- port: 443\n  targetPort: proxy") + "---\n" + Deployment().Replace("      labels:", "      annotations:\n        sidecar.istio.io/inject: 'true'\n      labels:", StringComparison.Ordinal) },
        { "a name, and a workload of another namespace", LoadBalancer(ports: "- port: 443\n  targetPort: https").Replace("  name: web\n", "  name: web\n  namespace: a\n", StringComparison.Ordinal) + "---\n" + Deployment(head: "  namespace: b\n") },
        { "a name, and no workload that matches", Service("type: ClusterIP", ports: "- port: 443\n  targetPort: https") + "---\n" + Deployment(labels: "app: other") },
        { "a declared number", LoadBalancer() + "---\n" + Deployment() },
        { "a number that is not declared", LoadBalancer(ports: "- port: 443\n  targetPort: {|BIND2029:8080|}") + "---\n" + Deployment() },
        { "a port that stands for the target", LoadBalancer(ports: "- port: {|BIND2029:443|}") + "---\n" + Deployment() },
        { "a number, and containers that declare nothing", LoadBalancer() + "---\n" + Deployment("") },
        { "a selector of nothing", LoadBalancer().Replace("  selector:", "  {|BIND2031:selector|}:", StringComparison.Ordinal) + "---\n" + Deployment(labels: "app: other") },
        { "a selector, and a workload with templated labels", LoadBalancer() + "---\n" + Deployment(labels: "app: ${APP}") },
        { "a selector, and no workload at all", LoadBalancer() },
        { "a selector of a CronJob's pods", LoadBalancer() + "---\napiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: web\nspec:\n  jobTemplate:\n    spec:\n      template:\n        metadata:\n          labels: {app: web, tier: x}\n        spec:\n          containers: [{name: a}]\n" },
    };

    [Theory(DisplayName = "Target ports and selectors are compared with the workloads that are certainly meant")]
    [MemberData(nameof(Targets))]
    public void Workloads(string form, string marked)
    {
        Assert.NotEmpty(form);
        ManifestSet.Verify("", ("/k8s/a.yaml", marked));
        var parts = marked.Split("---\n");
        if (parts.Length == 2) ManifestSet.Verify("", ("/k8s/a.yaml", parts[0]), ("/k8s/b.yaml", parts[1]));
    }

    [Fact(DisplayName = "A kustomization that changes labels or contents leaves the match open")]
    public void Kustomized()
    {
        var service = LoadBalancer(ports: "- port: 443\n  targetPort: {|BIND2028:https|}");
        ManifestSet.Verify("", ("/k8s/kustomization.yaml", "resources: [a.yaml, b.yaml]"), ("/k8s/a.yaml", service), ("/k8s/b.yaml", Deployment()));
        var clean = service.Replace("{|BIND2028:https|}", "https", StringComparison.Ordinal);
        ManifestSet.Verify("", ("/k8s/kustomization.yaml", "patches: [{path: p.yaml}]"), ("/k8s/a.yaml", clean), ("/k8s/b.yaml", Deployment()));
    }

    [Theory(DisplayName = "A target port is repaired where there is one answer")]
    [InlineData("BIND2028", "https", "web", null)]
    [InlineData("BIND2029", "8080", "8443", "set-target")]
    public void Repaired(string id, string before, string after, string? recipe) => ManifestSet.Repair(
        "", id,
        LoadBalancer(ports: $"- port: 443\n  targetPort: {before} # t") + "---\n" + Deployment(),
        LoadBalancer(ports: $"- port: 443\n  targetPort: {after} # t") + "---\n" + Deployment(), recipe);
}
