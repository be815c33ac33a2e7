using BindCheck.Manifests;
using BindCheck.Testing;
using Microsoft.CodeAnalysis;

namespace BindCheck.Analyzers.Tests.Manifests;

public sealed class VipFamilyMismatchTests
{
    private const string V4 = "67.58.49.70", V6 = "2607:f720:1720:e100::10";
    private const string Nrp = "bindcheck.cluster_profile = nrp";

    /// <summary>
    /// A row per ipFamilies and pin; the four characters stand for no policy, SingleStack, PreferDualStack and RequireDualStack. X: MetalLB
    /// assigns nothing for want of a matching family. Dots: it assigns, or the API server refuses the Service, or only the cluster knows.
    /// </summary>
    public static TheoryData<string, string, string, string> Table => new()
    {
        { Nrp, "", "4", "..XX" },
        { Nrp, "", "6", "XXXX" },
        { Nrp, "", "4,6", "XX.." },
        { Nrp, "IPv4", "4", "..XX" },
        { Nrp, "IPv4", "6", "XXXX" },
        { Nrp, "IPv4", "6,4", "XX.." },
        { Nrp, "IPv6", "4", "XXXX" },
        { Nrp, "IPv6", "6", "..XX" },
        { Nrp, "IPv6", "4,6", "XX.." },
        { Nrp, "IPv4, IPv6", "4", "..XX" },
        { Nrp, "IPv6, IPv4", "6", "..XX" },
        { Nrp, "IPv4, IPv6", "4,6", "...." },
        { Nrp, "IPv6, IPv4", "4,6", "...." },
        { "", "", "4", "...X" },
        { "", "", "6", "...X" },
        { "", "", "4,6", "XX.." },
        { "", "IPv4", "4", "...X" },
        { "", "IPv4", "6", "XXXX" },
        { "", "IPv4", "4,6", "XX.." },
        { "", "IPv6", "4", "XXXX" },
        { "", "IPv6", "6", "...X" },
        { "", "IPv4, IPv6", "4", "..XX" },
        { "", "IPv6, IPv4", "4,6", "...." },
        { "bindcheck.default_family = IPv6", "", "4", "XXXX" },
        { "bindcheck.default_family = IPv6", "", "6", "...X" },
        { "bindcheck.dual_stack = false", "IPv4", "4", "...X" },
        { "bindcheck.dual_stack = false", "IPv4", "6", "XXXX" },
        { Nrp + "\nbindcheck.dual_stack = false", "", "4", "...X" },
        { Nrp + "\nbindcheck.default_family = IPv6", "", "6", "..XX" },
        { "bindcheck.cluster_profile = unheard-of", "", "6", "...X" },
        { "bindcheck.default_family = ipv5\nbindcheck.dual_stack = perhaps", "", "6", "...X" },
    };

    [Theory(DisplayName = "A pin is reported exactly where its families cannot be those of the Service")]
    [MemberData(nameof(Table))]
    public async Task Families(string config, string families, string pins, string expected)
    {
        string[] policies = ["", "SingleStack", "PreferDualStack", "RequireDualStack"];
        var addresses = string.Join(",", pins.Split(',').Select(pin => pin == "4" ? V4 : V6));
        var forms = pins.Length > 1 ? new[] { true } : [true, false];
        foreach (var isAnnotation in forms)
        {
            var files = policies.Select((policy, i) => ($"/k8s/{i}.yaml", Service(policy, families, addresses, isAnnotation))).ToArray();
            var reported = (await Diagnose(config, files)).Select(diagnostic => diagnostic.Location.GetLineSpan().Path).ToHashSet();
            Assert.Equal(expected, string.Concat(files.Select(file => reported.Contains(file.Item1) ? 'X' : '.')));
        }
    }

    public static TheoryData<string, string> Spans => new()
    {
        { "plain", Whole("  loadBalancerIP: [|2607:f720:1720:e100::10|]\n") },
        { "quoted", Whole("  loadBalancerIP: \"[|2607:f720:1720:e100::10|]\" # 😀\n") },
        { "single quotes", Whole("  loadBalancerIP: '[|2607:F720:1720:E100::10|]'\n") },
        { "folded", Whole("  loadBalancerIP: [|>-\n    2607:f720:1720:e100::10|]\n") },
        { "escaped", Whole("  loadBalancerIP: [|\"\\x32607:f720::1\"|]\n") },
        { "after an emoji", "# 😀 𝒳\n" + Whole("  loadBalancerIP: [|2607:f720:1720:e100::10|]\n") },
        { "byte order mark", "\uFEFF" + Whole("  loadBalancerIP: [|2607:f720:1720:e100::10|]\n") },
        { "second document", "a: b\n---\n" + Whole("  loadBalancerIP: [|2607:f720:1720:e100::10|]\n") },
        { "after a broken document", "a: [\n---\n" + Whole("  loadBalancerIP: [|2607:f720:1720:e100::10|]\n") },
        { "flow mapping", "{apiVersion: v1, kind: Service, spec: {type: LoadBalancer, loadBalancerIP: [|2607:f720::1|], ports: [{port: 443}]}}" },
        { "JSON", """{"apiVersion": "v1", "kind": "Service", "spec": {"type": "LoadBalancer", "loadBalancerIP": "[|2607:f720::1|]", "ports": [{"port": 443}]}}""" },
        { "JSON with tabs", "{\n\t\"apiVersion\": \"v1\",\n\t\"kind\": \"Service\",\n\t\"spec\": {\n\t\t\"type\": \"LoadBalancer\",\n\t\t\"loadBalancerIP\": \"[|2607:f720::1|]\",\n\t\t\"ports\": [\n\t\t\t{\"port\": 443}\n\t\t]\n\t}\n}\n" },
        { "annotation", Annotated("metallb.io/loadBalancerIPs: [|2607:f720::1|]") },
        { "annotation of old", Annotated("metallb.universe.tf/loadBalancerIPs: \"  [|2607:f720::1|] \"") },
        { "annotation, second element", Annotated("metallb.io/loadBalancerIPs: '67.58.49.70, [|2607:f720::1|]'") },
        { "annotation, first element", Annotated("metallb.io/loadBalancerIPs: [|2607:f720::1|],67.58.49.70") },
        { "annotation, block scalar", Annotated("metallb.io/loadBalancerIPs: [||\n      2607:f720::1|]") },
        { "alias", "x: &vip 2607:f720::1\n" + Whole("  loadBalancerIP: [|*vip|]\n") },
        { "List", "apiVersion: v1\nkind: List\nitems:\n- " + Whole("  loadBalancerIP: [|2607:f720::1|]\n").Replace("\n", "\n  ", StringComparison.Ordinal) },
        { "ServiceList", "apiVersion: v1\nkind: ServiceList\nitems:\n- spec:\n    type: LoadBalancer\n    loadBalancerIP: [|2607:f720::1|]\n    ports: [{port: 1}]\n" },
        { "last of duplicate keys", Whole("  loadBalancerIP: 67.58.49.70\n  loadBalancerIP: [|2607:f720::1|]\n") },
        { "class of MetalLB", Whole("  loadBalancerClass: metallb\n  loadBalancerIP: [|2607:f720::1|]\n") },
        { "mapped address", Whole("  loadBalancerIP: [|::ffff:67.58.49.80|]\n  ipFamilies: [IPv6]\n") },
        { "families of the cluster IP", Whole("  loadBalancerIP: [|67.58.49.80|]\n  clusterIP: fd00::1\n") },
    };

    [Theory(DisplayName = "The pinned address is marked exactly, however it is written and whatever the line ends")]
    [MemberData(nameof(Spans))]
    public async Task ExactSpans(string form, string marked)
    {
        foreach (var lineEnd in new[] { "\n", "\r\n" })
        {
            var (text, spans) = MarkedText.Parse(marked.Replace("\n", lineEnd, StringComparison.Ordinal));
            var diagnostic = Assert.Single(await Diagnose(Nrp, ("/k8s/a.yaml", text)));
            Assert.True(spans[0] == diagnostic.Location.SourceSpan, $"{form}: {text[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]}");
        }
    }

    public static TheoryData<string, string> Silent => new()
    {
        { "quick start over IPv4", Whole("") },
        { "quick start over IPv6", Whole("  ipFamilyPolicy: SingleStack\n  ipFamilies:\n  - IPv6\n") },
        { "dual-stack", Whole("  ipFamilyPolicy: PreferDualStack\n  ipFamilies:\n  - IPv4\n  - IPv6\n") },
        { "a fitting pin", Whole("  loadBalancerIP: 67.58.49.70\n") },
        { "the lowest and highest address with fitting families", Whole("  loadBalancerIP: 2607:F720:1720:E100::FFFF\n  ipFamilyPolicy: SingleStack\n  ipFamilies: [IPv6]\n") },
        { "no pin", Whole("  ipFamilies:\n  - IPv6\n") },
        { "an empty pin", Whole("  loadBalancerIP: \"\"\n") },
        { "a null pin", Whole("  loadBalancerIP:\n") },
        { "placeholder ${VIP}", Whole("  loadBalancerIP: ${VIP}\n  ipFamilies: [IPv6]\n") },
        { "placeholder $(VIP)", Whole("  loadBalancerIP: $(VIP)\n  ipFamilies: [IPv6]\n") },
        { "placeholder <ip>", Whole("  loadBalancerIP: <ip>\n  ipFamilies: [IPv6]\n") },
        { "placeholder REPLACE_ME", Whole("  loadBalancerIP: REPLACE_ME\n  ipFamilies: [IPv6]\n") },
        { "a template in quotes", Whole("  loadBalancerIP: \"{{ .Values.ip }}\"\n  ipFamilies: [IPv6]\n") },
        { "templated families", Whole("  loadBalancerIP: ::1\n  ipFamilies: [\"{{ .Values.family }}\"]\n") },
        { "a templated policy", Whole("  loadBalancerIP: ::1\n  ipFamilies: [IPv4]\n  ipFamilyPolicy: ${POLICY}\n") },
        { "families that are no families", Whole("  loadBalancerIP: ::1\n  ipFamilies: [ipv4]\n") },
        { "families that are a scalar", Whole("  loadBalancerIP: ::1\n  ipFamilies: IPv4\n") },
        { "a family twice", Whole("  loadBalancerIP: ::1\n  ipFamilies: [IPv4, IPv4]\n") },
        { "two families and one stack, which the API server refuses", Whole("  loadBalancerIP: ::1\n  ipFamilies: [IPv4, IPv6]\n") },
        { "an address with a prefix length, which is another rule's", Whole("  loadBalancerIP: 2607:f720::1/128\n") },
        { "an address in a list, which is another rule's", Whole("  loadBalancerIP: [2607:f720::1]\n") },
        { "a block scalar with a line break, which is no address", Whole("  loadBalancerIP: |\n    2607:f720::1\n") },
        { "a trailing comma", Annotated("metallb.io/loadBalancerIPs: 2607:f720::1,") },
        { "two addresses of one family", Annotated("metallb.io/loadBalancerIPs: 2607:f720::1,2607:f720::2") },
        { "three addresses", Annotated("metallb.io/loadBalancerIPs: 67.58.49.70,2607:f720::1,2607:f720::2") },
        { "field and annotation, which is another rule's", Annotated("metallb.io/loadBalancerIPs: 2607:f720::1").Replace("ports:", "loadBalancerIP: ::1\n  ports:", StringComparison.Ordinal) },
        { "an annotation that MetalLB does not know", Annotated("metallb.io/loadbalancerips: 2607:f720::1") },
        { "another type", Whole("  loadBalancerIP: ::1\n").Replace("LoadBalancer\n", "ClusterIP\n", StringComparison.Ordinal) },
        { "no type", Whole("  loadBalancerIP: ::1\n").Replace("  type: LoadBalancer\n", "", StringComparison.Ordinal) },
        { "another controller's class", Whole("  loadBalancerIP: ::1\n  loadBalancerClass: tailscale\n") },
        { "Knative's Service", Whole("  loadBalancerIP: ::1\n").Replace("apiVersion: v1", "apiVersion: serving.knative.dev/v1", StringComparison.Ordinal) },
        { "another kind", Whole("  loadBalancerIP: ::1\n").Replace("kind: Service", "kind: Ingress", StringComparison.Ordinal) },
        { "a patch: no ports, so the families may be in the base", "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  type: LoadBalancer\n  loadBalancerIP: ::1\n" },
        { "a patch without type", "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  loadBalancerIP: ::1\n  ipFamilies: [IPv4]\n" },
        { "a JSON patch", "- op: add\n  path: /spec/loadBalancerIP\n  value: ::1\n# apiVersion kind\n" },
        { "a Service within another object", "apiVersion: v1\nkind: ConfigMap\ndata:\n  kind: Service\n  spec: {type: LoadBalancer, loadBalancerIP: ::1, ports: []}\n" },
        { "merged fields", "x: &x {ipFamilies: [IPv6]}\n" + Whole("  <<: *x\n  loadBalancerIP: ::1\n") },
        { "a headless cluster IP, which the API server refuses", Whole("  loadBalancerIP: ::1\n  clusterIP: None\n") },
        { "a kustomization", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n" },
        { "no object at all", "# apiVersion kind\n- 1\n" },
        { "a scalar where a mapping belongs", "apiVersion: v1\nkind: Service\nspec: text\nmetadata: text\n" },
        { "annotations that are a list", "apiVersion: v1\nkind: Service\nmetadata: {annotations: [a]}\nspec: {type: LoadBalancer, ports: [1]}\n" },
    };

    [Theory(DisplayName = "What is right, unknown, or another rule's business is not reported")]
    [MemberData(nameof(Silent))]
    public async Task NotReported(string form, string text)
    {
        var diagnostics = await Diagnose(Nrp, ("/k8s/a.yaml", text));
        Assert.True(diagnostics.Length == 0, form + ": " + string.Join("\n", diagnostics.Select(diagnostic => diagnostic.GetMessage())));
    }

    [Theory(DisplayName = "The message names field, address, reason, consequence and remedy")]
    [InlineData(Nrp, "", "", V6,
        "loadBalancerIP is the IPv6 address 2607:f720:1720:e100::10, but a Service without ipFamilies gets the cluster's default family, IPv4: "
        + "MetalLB assigns no address and no client reaches the Service. Set ipFamilyPolicy: SingleStack and ipFamilies: [IPv6].")]
    [InlineData("", "", "IPv6", V4,
        "loadBalancerIP is the IPv4 address 67.58.49.70, but ipFamilies is [IPv6]: "
        + "MetalLB assigns no address and no client reaches the Service. Set ipFamilyPolicy: SingleStack and ipFamilies: [IPv4].")]
    [InlineData("", "RequireDualStack", "", V4,
        "loadBalancerIP holds one address, 67.58.49.70, but ipFamilyPolicy RequireDualStack asks for two families: "
        + "MetalLB assigns no address and no client reaches the Service. Set ipFamilyPolicy: SingleStack and ipFamilies: [IPv4], or remove the address.")]
    [InlineData("", "SingleStack", "IPv4", V4 + "," + V6,
        "metallb.io/loadBalancerIPs holds an IPv4 and an IPv6 address, but ipFamilies is [IPv4]: "
        + "MetalLB assigns no address and no client reaches the Service. Set ipFamilyPolicy: PreferDualStack and ipFamilies: [IPv4, IPv6], or keep one address.")]
    [InlineData("", "", "", V6 + "," + V4,
        "metallb.io/loadBalancerIPs holds an IPv4 and an IPv6 address, but a Service without ipFamilies gets the cluster's default family alone: "
        + "MetalLB assigns no address and no client reaches the Service. Set ipFamilyPolicy: PreferDualStack and ipFamilies: [IPv6, IPv4], or keep one address.")]
    public async Task Messages(string config, string policy, string families, string pins, string message)
    {
        var diagnostic = Assert.Single(await Diagnose(config, ("/k8s/a.yaml", Service(policy, families, pins, isAnnotation: pins.Contains(',', StringComparison.Ordinal)))));
        Assert.Equal(message, diagnostic.GetMessage());
        Assert.Equal(DiagnosticSeverity.Warning, diagnostic.Severity);
        Assert.Equal((policy.Length > 0 ? 1 : 0) + (families.Length > 0 ? 1 : 0), diagnostic.AdditionalLocations.Count);
    }

    internal static string Whole(string fields) =>
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: LoadBalancer\n" + fields + "  selector:\n    app: web\n  ports:\n  - port: 443\n    targetPort: 8443\n";

    internal static string Annotated(string annotation) =>
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  annotations:\n    " + annotation + "\nspec:\n  type: LoadBalancer\n  ports:\n  - port: 443\n";

    internal static string Service(string policy, string families, string pins, bool isAnnotation)
    {
        var fields = (policy.Length > 0 ? $"  ipFamilyPolicy: {policy}\n" : "") + (families.Length > 0 ? $"  ipFamilies: [{families}]\n" : "");
        return isAnnotation
            ? Annotated($"metallb.io/loadBalancerIPs: {pins}").Replace("  ports:", fields + "  ports:", StringComparison.Ordinal)
            : Whole($"  loadBalancerIP: {pins}\n" + fields);
    }

    private static async Task<Diagnostic[]> Diagnose(string config, params (string Path, string Text)[] files)
    {
        using var project = new FileProject(new ManifestAnalyzer()).Add("App", config, files);
        return [.. (await project.AnalyzeAsync()).Where(diagnostic => diagnostic.Id == "BIND2002")];
    }
}
