using static BindCheck.Analyzers.Tests.Manifests.Manifest;

namespace BindCheck.Analyzers.Tests.Manifests;

/// <summary>BIND2026 to BIND2031: what may be otherwise is silent, and what is certain is not.</summary>
public sealed class CrossObjectTests
{
    private const string Vip = "67.58.49.70", Key = "  annotations:\n    metallb.io/allow-shared-ip: k\n", Quiet = "bindcheck.severity.BIND2007 = none\n";
    private const string Marked = "{|BIND2026:67.58.49.70|}";

    public static TheoryData<string, string, string> Conflicts => new()
    {
        // allocator.go, checkSharing and sharingOK; measured with MetalLB 0.16.1.
        { "no key", Pinned("a", Vip), Pinned("b", Marked, port: 22) },
        { "one key", Pinned("a", Vip, Key), Pinned("b", Marked, port: 22) },
        { "different keys", Pinned("a", Vip, Key), Pinned("b", Marked, Key.Replace(": k", ": other", StringComparison.Ordinal), 22) },
        { "one key and one port", Pinned("a", Vip, Key), Pinned("b", Marked, Key) },
        { "one key, different ports", Pinned("a", Vip, Key), Pinned("b", Vip, Key, 22) },
        { "one key under both prefixes", Pinned("a", Vip, Key), Pinned("b", Vip, Key.Replace("metallb.io", "metallb.universe.tf", StringComparison.Ordinal), 22) },
        { "one key, one port number, two protocols", Pinned("a", Vip, Key), Pinned("b", Vip, Key).Replace("targetPort: 8443", "protocol: UDP", StringComparison.Ordinal) },
        { "Local and Cluster", Pinned("a", Vip, Key, local: true), Pinned("b", Marked, Key, 22) },
        { "Local twice, one selector", Pinned("a", Vip, Key, local: true), Pinned("b", Vip, Key, 22, local: true) },
        { "Local twice, two selectors", Pinned("a", Vip, Key, local: true), Pinned("b", Marked, Key, 22, local: true).Replace("app: web", "app: other", StringComparison.Ordinal) },
        { "Local without a selector, and Cluster", Pinned("a", Vip, Key, local: true).Replace("  selector:\n    app: web\n", "", StringComparison.Ordinal), Pinned("b", Vip, Key, 22) },
        { "one address in two spellings", Pinned("a", Vip), Pinned("b", "{|BIND2026:'::ffff:67.58.49.70'|}".Replace("'", "", StringComparison.Ordinal)) },
        { "two addresses", Pinned("a", Vip), Pinned("b", "67.58.49.71") },
        { "one object, written twice", Pinned("a", Vip), Pinned("a", Vip) },
        { "perhaps one object: a namespace is absent", Pinned("a", Vip), Pinned("a", Vip, "  namespace: shop\n") },
        { "one name in two namespaces", Pinned("a", Vip, "  namespace: lab\n"), Pinned("a", Marked, "  namespace: shop\n") },
        { "no name", Pinned("a", Vip), Pinned("${NAME}", Vip) },
        { "a templated key", Pinned("a", Vip, Key), Pinned("b", Vip, Key.Replace(": k", ": ${KEY}", StringComparison.Ordinal), 22) },
        { "a templated policy", Pinned("a", Vip, Key, local: true), Pinned("b", Vip, Key, 22, local: true).Replace("Local", "${POLICY}", StringComparison.Ordinal) },
        { "a part of a Service", Pinned("a", Vip), "apiVersion: v1\nkind: Service\nmetadata:\n  name: b\nspec:\n  type: LoadBalancer\n  loadBalancerIP: 67.58.49.70\n" },
        { "classes of two MetalLBs", Pinned("a", Vip).Replace("  type", "  loadBalancerClass: metallb-a\n  type", StringComparison.Ordinal), Pinned("b", Vip).Replace("  type", "  loadBalancerClass: metallb-b\n  type", StringComparison.Ordinal) },
        { "merged annotations", Pinned("a", Vip, Key), "x: &x {metallb.io/allow-shared-ip: k}\n" + Pinned("b", Vip, "  annotations:\n    <<: *x\n", 22) },
        { "merged metadata", Pinned("a", Vip, Key), "x: &x {annotations: {metallb.io/allow-shared-ip: k}}\n" + Pinned("b", Vip, "  <<: *x\n", 22) },
    };

    [Theory(DisplayName = "An address is reported at the later of two Services that MetalLB does not let share it, in one file and in two")]
    [MemberData(nameof(Conflicts))]
    public void VipAddressConflict(string name, string first, string second)
    {
        Assert.NotNull(name);
        ManifestSet.Verify(Quiet, ("/k8s/a.yaml", first), ("/k8s/b.yaml", second));
        ManifestSet.Verify(Quiet, ("/k8s/a.yaml", first + "---\n" + second));
        ManifestSet.Verify(Quiet, ("/lab/kustomization.yaml", "resources: [a.yaml]"), ("/lab/a.yaml", first), ("/prod/kustomization.yaml", "resources: [a.yaml]"), ("/prod/a.yaml", Unmarked(second)));
    }

    [Fact(DisplayName = "A Service that does not get the address is not in the way of a third one")]
    public void ThirdService() => ManifestSet.Verify(Quiet, ("/k8s/a.yaml", Pinned("a", Vip, Key) + "---\n" + Pinned("b", Marked) + "---\n" + Pinned("c", Vip, Key, 22)));

    [Theory(DisplayName = "What a kustomization may change is not a conflict; what it leaves alone is")]
    [InlineData("commonAnnotations: {metallb.io/allow-shared-ip: k}", false)]
    [InlineData("commonAnnotations: {owner: shop}", true)]
    [InlineData("commonAnnotations: '{{ x }}'", false)]
    [InlineData("patches: [{target: {kind: Service}, patch: x}]", false)]
    [InlineData("patches: [{target: {kind: 'Serv.*'}, patch: x}]", false)]
    [InlineData("patches: [{target: {name: web}, patch: x}]", false)]
    [InlineData("patches: [{target: {kind: Deployment}, patch: x}]", true)]
    [InlineData("patches: [{path: deployment.yaml}]", true)]
    [InlineData("patches: [{path: absent.yaml}]", false)]
    [InlineData("patchesStrategicMerge: [deployment.yaml]", true)]
    [InlineData("patchesStrategicMerge: [\"kind: Service\\nx: y\"]", false)]
    [InlineData("components: [../c]", false)]
    [InlineData("replacements: []", false)]
    [InlineData("namePrefix: x-\nimages: []", true)]
    [InlineData("a: [", false)]
    public void ConflictsOfKustomizations(string kustomization, bool isReported) => ManifestSet.Verify(
        Quiet, ("/k/kustomization.yaml", kustomization), ("/k/deployment.yaml", Deployment()), ("/k/z.yaml", Pinned("a", Vip) + "---\n" + Pinned("b", isReported ? Marked : Vip, port: 22)));

    public static TheoryData<string, string, string, string, string, string> Shares => new()
    {
        { "neither has a key", "", "", "", "  annotations:\n    metallb.io/allow-shared-ip: vip-67-58-49-70\n", "  annotations:\n    metallb.io/allow-shared-ip: vip-67-58-49-70\n" },
        { "one has a key", "", Key, "", Key, Key },
        { "the old prefix is kept", "", "  annotations:\n    metallb.universe.tf/allow-shared-ip: k\n", "", "  annotations:\n    metallb.universe.tf/allow-shared-ip: k\n", "  annotations:\n    metallb.universe.tf/allow-shared-ip: k\n" },
        { "an old MetalLB", "bindcheck.metallb_version = 0.14.8\n", "", "", "  annotations:\n    metallb.universe.tf/allow-shared-ip: vip-67-58-49-70\n", "  annotations:\n    metallb.universe.tf/allow-shared-ip: vip-67-58-49-70\n" },
        { "a key that needs its quotes", "", Key.Replace(": k", ": \"true\"", StringComparison.Ordinal), "", Key.Replace(": k", ": \"true\"", StringComparison.Ordinal), Key.Replace(": k", ": \"true\"", StringComparison.Ordinal) },
        { "other annotations", "", "  annotations:\n    owner: shop # who\n", "", "  annotations:\n    owner: shop # who\n    metallb.io/allow-shared-ip: vip-67-58-49-70\n", "  annotations:\n    metallb.io/allow-shared-ip: vip-67-58-49-70\n" },
    };

    [Theory(DisplayName = "Two Services of one file with different ports get one sharing key")]
    [MemberData(nameof(Shares))]
    public void Share(string name, string config, string first, string second, string firstAfter, string secondAfter)
    {
        Assert.NotNull(name);
        ManifestSet.Repair(Quiet + config, "BIND2026", Pinned("a", Vip, first) + "---\n" + Pinned("b", Vip, second, 22), Pinned("a", Vip, firstAfter) + "---\n" + Pinned("b", Vip, secondAfter, 22));
    }

    [Fact(DisplayName = "A message names the other Service, why they do not share, and what to do")]
    public void ConflictMessages()
    {
        var set = new ManifestSet(Quiet, ("/k8s/a.yaml", Pinned("a", Vip, Key)), ("/k8s/b.yaml", Pinned("b", Vip, Key, 443)));
        var finding = Assert.Single(set.Check("/k8s/b.yaml"));
        Assert.Equal(
            "67.58.49.70 is pinned by a (a.yaml) already, and both have port TCP/443: the later one stays pending (\"port TCP/443 is already in use\"). Change the port, or pin another address.", finding.Message);
        Assert.Equal("/k8s/a.yaml", Assert.Single(finding.Elsewhere).Path);
        Assert.Empty(finding.Repairs);
    }

    [Theory(DisplayName = "More Services than addresses are reported once, at the last that needs one; what is unknown counts as none")]
    [InlineData(48, "", false)]
    [InlineData(49, "", true)]
    [InlineData(48, "ipFamilyPolicy: PreferDualStack", true)]
    [InlineData(48, "ipFamilyPolicy: SingleStack\nipFamilies: [IPv6]", false)]
    [InlineData(48, "loadBalancerIP: ${VIP}", false)]
    [InlineData(48, "loadBalancerIP: 67.58.49.70", true)]
    public void PoolExhausted(int count, string fields, bool isReported)
    {
        var last = LoadBalancer(fields, name: "last").Replace("type: LoadBalancer", isReported ? "type: {|BIND2027:LoadBalancer|}" : "type: LoadBalancer", StringComparison.Ordinal);
        ManifestSet.Verify(
            Nrp + "\n" + Quiet + "bindcheck.severity.BIND2003 = none",
            [.. Enumerable.Range(0, fields.Length == 0 ? count - 1 : count).Select(i => ($"/k8s/{i}.yaml", LoadBalancer(name: "s" + i))), ("/k8s/z.yaml", last)]);
    }

    [Fact(DisplayName = "A Service that needs no address is not where it is reported, and a shared address counts once")]
    public void Exhausted()
    {
        const string config = "bindcheck.default_family = IPv4\nbindcheck.pools = a: 192.0.2.0/31 | b: 2001:db8::/64";
        var (reported, v6) = (LoadBalancer(name: "c").Replace("type: LoadBalancer", "type: {|BIND2027:LoadBalancer|}", StringComparison.Ordinal), LoadBalancer("ipFamilyPolicy: SingleStack\nipFamilies: [IPv6]", name: "d"));
        ManifestSet.Verify(config, ("/a.yaml", string.Join("---\n", LoadBalancer(name: "a"), LoadBalancer(name: "b"), reported, v6)));
        const string shared = "metallb.io/allow-shared-ip: k";
        string Shared(string name, int port) => LoadBalancer(annotation: shared, name: name, ports: $"- port: {port}");
        ManifestSet.Verify(config, ("/a.yaml", string.Join("---\n", LoadBalancer(name: "a"), Shared("b", 443), Shared("c", 22))));
        ManifestSet.Verify(config, ("/a.yaml", string.Join("---\n", LoadBalancer(name: "a"), Shared("b", 443), Shared("c", 22), Shared("d", 443).Replace("type: LoadBalancer", "type: {|BIND2027:LoadBalancer|}", StringComparison.Ordinal))));
        ManifestSet.Verify("bindcheck.default_family = IPv4\nbindcheck.ipv4_budget = 2", ("/a.yaml", string.Join("---\n", LoadBalancer(name: "a"), LoadBalancer(name: "b"), reported)));
        ManifestSet.Verify(config, ("/a.yaml", string.Join("---\n", LoadBalancer(name: "a"), LoadBalancer(name: "b"), LoadBalancer(name: "b").Replace("  name: b", "  name: b\n  namespace: n", StringComparison.Ordinal))));
    }

    public static TheoryData<string, string, string> Targets => new()
    {
        // pkg/api/v1/pod/util.go, FindPort
        { "a name that a container has", Named("web"), Deployment() },
        { "a name that no container has", Named("{|BIND2028:https|}"), Deployment() },
        { "a name that a port of another protocol has", Named("{|BIND2028:web|}"), Deployment("- name: web\n  containerPort: 8443\n  protocol: UDP") },
        { "no container declares a port", Named("{|BIND2028:https|}"), Deployment("") },
        { "another workload that matches, too, has the name", Named("https"), Deployment() + "---\n" + Deployment("- name: https\n  containerPort: 8443").Replace("name: web\nspec", "name: canary\nspec", StringComparison.Ordinal) },
        { "no workload matches", Named("https").Replace("app: web", "app: other", StringComparison.Ordinal), "" },
        { "a templated label", Named("https"), Deployment(labels: "app: ${APP}") },
        { "a templated port", Named("https"), Deployment("- name: ${NAME}\n  containerPort: 8443") },
        { "a workload of which the namespace is unknown", Named("https"), Deployment(head: "  namespace: shop\n") },
        { "a mesh may bring the port, by its annotation or label", Named("https"), Deployment(labels: "app: web\n        sidecar.istio.io/inject: \"true\"") },
        { "a sidecar has the name", Named("https"), Deployment() + "      initContainers:\n      - name: proxy\n        restartPolicy: Always\n        ports: [{name: https, containerPort: 1}]\n" },
        { "an init container has the name", Named("{|BIND2028:https|}"), Deployment() + "      initContainers:\n      - name: proxy\n        ports: [{name: https, containerPort: 1}]\n" },
        { "a number that a container declares", Named("8443"), Deployment() },
        { "a number that no container declares", Named("{|BIND2029:9443|}"), Deployment() },
        { "a number, and no container declares any", Named("9443"), Deployment("") },
        { "the port itself", Named("").Replace("port: 443", "port: {|BIND2029:443|}", StringComparison.Ordinal).Replace("    targetPort: \n", "", StringComparison.Ordinal), Deployment() },
    };

    [Theory(DisplayName = "A target port that no selected container has is reported, in one file and in two")]
    [MemberData(nameof(Targets))]
    public void TargetPorts(string name, string service, string workload)
    {
        Assert.NotNull(name);
        ManifestSet.Verify("", ("/k8s/a.yaml", service), ("/k8s/b.yaml", workload));
        ManifestSet.Verify("", ("/k8s/a.yaml", workload + "---\n" + service));
        ManifestSet.Verify("", ("/k/kustomization.yaml", "commonLabels: {app: x}"), ("/k/a.yaml", Unmarked(service)), ("/k/b.yaml", workload));
        ManifestSet.Verify("", ("/lab/kustomization.yaml", ""), ("/lab/a.yaml", Unmarked(service)), ("/prod/kustomization.yaml", ""), ("/prod/b.yaml", workload));
    }

    [Fact(DisplayName = "A kustomization that puts all objects into one namespace makes them meet")]
    public void KustomizeNamespace() => ManifestSet.Verify(
        "", ("/k/kustomization.yaml", "namespace: shop"), ("/k/a.yaml", Named("{|BIND2028:https|}")), ("/k/b.yaml", Deployment(head: "  namespace: other\n")));

    [Theory(DisplayName = "A name becomes that of the only port, or its number, as long as no other port of the Service sends there")]
    [InlineData("https", "- name: web\n  containerPort: 8443", "resolve-name", "web")]
    [InlineData("'https' # TLS", "- name: web\n  containerPort: 8443", "resolve-name", "'web' # TLS")]
    [InlineData("\"https\"", "- name: web\n  containerPort: 8443", "resolve-number", "8443")]
    [InlineData("https", "- containerPort: 8443", "resolve-number", "8443")]
    public void ResolveName(string before, string ports, string recipe, string after) =>
        ManifestSet.Repair("", "BIND2028", Named(before), Named(after), recipe, "/k8s/a.yaml", ("/k8s/b.yaml", Deployment(ports)));

    [Fact(DisplayName = "The only port of the containers is no repair where another port of the Service sends to it")]
    public void UsedCandidate()
    {
        var service = LoadBalancer(ports: "- name: web\n  port: 443\n  targetPort: web\n- name: metrics\n  port: 9090\n  targetPort: metrics");
        Assert.Empty(Assert.Single(new ManifestSet("", ("/a.yaml", service), ("/b.yaml", Deployment())).Check("/a.yaml")).Repairs);
    }

    public static TheoryData<string, string, string, string> Selectors => new()
    {
        { "no workload has the label", "app: other", "", "Info" },
        { "a workload has it", "app: web", "", "" },
        { "a ClusterIP", "app: other", "ClusterIP", "Hidden" },
        { "a label that a controller gives", "statefulset.kubernetes.io/pod-name: web-0", "", "" },
        { "a templated label", "app: ${APP}", "", "" },
        { "an operator may make pods", "app: other", "operator", "" },
        { "a base may bring pods", "app: other", "base", "" },
        { "a chart may bring pods", "app: other", "chart", "" },
        { "no workload in the namespace", "app: other", "namespace", "" },
    };

    [Theory(DisplayName = "A selector that matches nothing is reported where workloads of its namespace are there, and nothing can bring others")]
    [MemberData(nameof(Selectors))]
    public void SelectorMatchesNothing(string name, string selector, string variant, string severity)
    {
        Assert.NotNull(name);
        var service = (variant == "ClusterIP" ? Service("type: ClusterIP") : LoadBalancer()).Replace("app: web", selector, StringComparison.Ordinal);
        var other = variant switch
        {
            "operator" => ("/k/c.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata:\n  name: x\n"),
            "base" => ("/k/kustomization.yaml", "resources: [../base, a.yaml]"),
            "chart" => ("/k/Chart.yaml", "name: x"),
            _ => ("/k/kustomization.yaml", "resources: [a.yaml, b.yaml]"),
        };
        var set = new ManifestSet("", ("/k/a.yaml", service), ("/k/b.yaml", Deployment(head: variant == "namespace" ? "  namespace: shop\n" : "")), other);
        Assert.Equal(severity, string.Join(" ", set.Check("/k/a.yaml").Select(finding => $"{(finding.Rule.Id == "BIND2031" ? finding.Severity : finding.Rule.Id)}")));
    }

    private static string Pinned(string name, string pin, string metadata = "", int port = 443, bool local = false) =>
        LoadBalancer($"loadBalancerIP: {pin}" + (local ? "\nexternalTrafficPolicy: Local" : ""), name: name, ports: $"- port: {port}\n  targetPort: 8443")
            .Replace($"  name: {name}\n", $"  name: {name}\n{metadata}", StringComparison.Ordinal);

    private static string Named(string target) => LoadBalancer(ports: $"- port: 443\n  targetPort: {target}");

    private static string Unmarked(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\{\|BIND\d+:(.*?)\|\}", "$1");
}
