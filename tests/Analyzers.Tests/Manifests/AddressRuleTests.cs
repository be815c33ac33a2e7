using static BindCheck.Analyzers.Tests.Manifests.Manifest;

namespace BindCheck.Analyzers.Tests.Manifests;

/// <summary>BIND2001, BIND2003 to BIND2007, BIND2009, BIND2010: what pins an address, and whether it can be had. Outcomes measured with MetalLB 0.16.1 and 0.14.8.</summary>
public sealed class AddressRuleTests
{
    private const string V6 = "ipFamilyPolicy: SingleStack\nipFamilies: [IPv6]\n", Both = "ipFamilies: [IPv4, IPv6]\n";

    public static TheoryData<string, string, string> Cases => new()
    {
        { "an address", "", LoadBalancer("loadBalancerIP: 67.58.49.70") },
        { "a prefix length", "", LoadBalancer("loadBalancerIP: {|BIND2001:67.58.49.70/32|}") },
        { "three octets, which .NET takes", "", LoadBalancer("loadBalancerIP: {|BIND2001:67.58.49|}") },
        { "a leading zero, which .NET reads as octal", "", LoadBalancer("loadBalancerIP: {|BIND2001:67.58.49.070|}") },
        { "an octet above 255", "", LoadBalancer("loadBalancerIP: {|BIND2001:67.58.49.256|}") },
        { "a host name", "", LoadBalancer("loadBalancerIP: {|BIND2001:host.example|}") },
        { "a port", "", LoadBalancer("loadBalancerIP: {|BIND2001:67.58.49.70:443|}") },
        { "brackets in quotes", "", LoadBalancer("loadBalancerIP: '{|BIND2001:[2607:f720::10]|}'") },
        { "brackets, which make a list", "", LoadBalancer("loadBalancerIP: {|BIND2001:[2607:f720::10]|}") },
        { "a zone", "", LoadBalancer("loadBalancerIP: {|BIND2001:fe80::1%eth0|}") },
        { "a block scalar, which ends in a line break", "", LoadBalancer("loadBalancerIP: {|BIND2001:|\n  67.58.49.70|}") },
        { "a folded scalar without one", "", LoadBalancer("loadBalancerIP: >-\n  67.58.49.70") },
        { "a trailing comma", "", LoadBalancer(annotation: "metallb.io/loadBalancerIPs: {|BIND2001:67.58.49.70,|}") },
        { "spaces in the annotation, which is trimmed", "", LoadBalancer(annotation: "metallb.io/loadBalancerIPs: ' 67.58.49.70 '") },
        { "one wrong element", "", LoadBalancer("ipFamilyPolicy: PreferDualStack\n" + Both, "metallb.io/loadBalancerIPs: 67.58.49.70,{|BIND2001:2607:f720::1/128|}") },
        { "a mapped address, which is IPv4", "", LoadBalancer("loadBalancerIP: ::ffff:67.58.49.80") },
        { "groups of five digits, which some versions of Go take", "", LoadBalancer("loadBalancerIP: 2607:f720:1720:e100:00000::10\n" + V6) },
        { "placeholders", "", LoadBalancer("loadBalancerIP: ${VIP}/32") + "---\n" + LoadBalancer("loadBalancerIP: <ip>", name: "b") + "---\n" + LoadBalancer("loadBalancerIP: x.x.x.x", name: "c") + "---\n" + LoadBalancer("loadBalancerIP: vip", name: "d") },
        { "another type", "", Service("type: ClusterIP\nexternalIPs: [67.58.49.70/32]") },
        { "another class", "", LoadBalancer("loadBalancerIP: 67.58.49.70/32\nloadBalancerClass: tailscale") },
        { "JSON", "", """{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a"}, "spec": {"type": "LoadBalancer", "loadBalancerIP": "{|BIND2001:67.58.49.70/32|}", "ports": [{"port": 443}]}}""" },
        { "a patch of a LoadBalancer", "", "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  loadBalancerIP: {|BIND2001:67.58.49.70/32|}\n" },

        { "dual-stack with two pools", Nrp, LoadBalancer("ipFamilyPolicy: {|BIND2003:PreferDualStack|}\n" + Both) },
        { "dual-stack required", Nrp, LoadBalancer("ipFamilyPolicy: {|BIND2003:RequireDualStack|}") },
        { "dual-stack with two addresses", Nrp, LoadBalancer("ipFamilyPolicy: {|BIND2003:PreferDualStack|}\n" + Both, "metallb.io/loadBalancerIPs: 67.58.49.70,2607:f720:1720:e100::10") },
        { "dual-stack and a mixed pool", Nrp + "\nbindcheck.pools = all: 67.58.49.48/28 2607:f720:1720:e100::/64", LoadBalancer("ipFamilyPolicy: PreferDualStack\n" + Both) },
        { "dual-stack without known pools", "bindcheck.dual_stack = true", LoadBalancer("ipFamilyPolicy: PreferDualStack\n" + Both) },
        { "dual-stack on a single-stack cluster", Nrp + "\nbindcheck.dual_stack = false", LoadBalancer("ipFamilyPolicy: PreferDualStack") },
        { "a mixed pool that is not assigned automatically", Nrp, LoadBalancer("ipFamilyPolicy: {|BIND2003:PreferDualStack|}\n" + Both) + "---\n" + Pool("all", "- 67.58.49.48/28\n- 2607:f720:1720:e100::/64", "autoAssign: false") },
        { "a mixed pool that is named", Nrp, LoadBalancer("ipFamilyPolicy: PreferDualStack\n" + Both, "metallb.io/address-pool: all") + "---\n" + Pool("all", "- 67.58.49.48/28\n- 2607:f720:1720:e100::/64", "autoAssign: false") },
        { "dual-stack in an unknown pool", Nrp, LoadBalancer("ipFamilyPolicy: PreferDualStack\n" + Both, "metallb.io/address-pool: {|BIND2004:nope|}") },
        { "dual-stack with a placeholder for the pins", Nrp, LoadBalancer("ipFamilyPolicy: PreferDualStack\n" + Both, "metallb.io/loadBalancerIPs: ${VIPS}") },
        { "two pins of different pools beside a mixed one", "bindcheck.pools = a: 67.58.49.48/28 | b: 2607:f720::/64 | c: 192.0.2.0/28 2001:db8::/64", LoadBalancer("ipFamilyPolicy: PreferDualStack\n" + Both, "metallb.io/loadBalancerIPs: 67.58.49.50,{|BIND2004:2607:f720::1|}") },
        { "a dual-stack patch", Nrp, "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: LoadBalancer\n  ipFamilyPolicy: PreferDualStack\n" },

        { "below the pool", Nrp, LoadBalancer("loadBalancerIP: {|BIND2004:67.58.49.47|}") },
        { "the lowest address", Nrp, LoadBalancer("loadBalancerIP: 67.58.49.48") },
        { "the highest address", Nrp, LoadBalancer("loadBalancerIP: 67.58.49.95") },
        { "above the pool", Nrp, LoadBalancer("loadBalancerIP: {|BIND2004:67.58.49.96|}") },
        { "the highest IPv6 address in capitals", Nrp, LoadBalancer("loadBalancerIP: 2607:F720:1720:E100::FFFF\n" + V6) },
        { "another IPv6 prefix", Nrp, LoadBalancer("loadBalancerIP: {|BIND2004:2607:f720:1720:e101::1|}\n" + V6) },
        { "no pools known", "", LoadBalancer("loadBalancerIP: 192.0.2.1") },
        { "an unknown pool", Nrp, LoadBalancer(annotation: "metallb.io/address-pool: {|BIND2004:nope|}") },
        { "a pool of the other family", Nrp, LoadBalancer(annotation: "metallb.io/address-pool: {|BIND2004:default-ipv6|}") },
        { "a pin in another pool than the one asked for", Nrp, LoadBalancer("loadBalancerIP: {|BIND2004:67.58.49.70|}\n", "metallb.universe.tf/address-pool: default-ipv6") },
        { "a fitting pool", Nrp, LoadBalancer(V6, "metallb.io/address-pool: default-ipv6") },
        { "a pool of a manifest replaces the profile's", Nrp, LoadBalancer("loadBalancerIP: {|BIND2004:67.58.49.70|}") + "---\n" + Pool("mine", "- 192.0.2.0/28") },
        { "a pool of a manifest", "", LoadBalancer("loadBalancerIP: 192.0.2.9") + "---\n" + Pool("mine", "- 192.0.2.8 - 192.0.2.10") },
        { "an address that avoidBuggyIPs skips", "", LoadBalancer("loadBalancerIP: {|BIND2004:192.0.2.0|}") + "---\n" + Pool("mine", "- 192.0.2.0/28", "avoidBuggyIPs: true") },
        { "a pool of another namespace", "", LoadBalancer("loadBalancerIP: {|BIND2004:192.0.2.1|}").Replace("name: web\n", "name: web\n  namespace: shop\n", StringComparison.Ordinal) + "---\n" + Pool("mine", "- 192.0.2.0/28", "serviceAllocation:\n  namespaces: [lab]") },
        { "a pool with selectors, of which nothing is known", "", LoadBalancer("loadBalancerIP: 192.0.2.1").Replace("name: web\n", "name: web\n  namespace: shop\n", StringComparison.Ordinal) + "---\n" + Pool("mine", "- 192.0.2.0/28", "serviceAllocation:\n  namespaces: [lab]\n  serviceSelectors: [{matchLabels: {a: b}}]") },
        { "a pool that cannot be read", Nrp, LoadBalancer("loadBalancerIP: 192.0.2.1") + "---\n" + Pool("mine", "- ${RANGE}") },

        { "field and annotation", "", LoadBalancer("{|BIND2005:loadBalancerIP|}: 67.58.49.70", "metallb.io/loadBalancerIPs: 67.58.49.71") },
        { "field and old annotation", "", LoadBalancer("{|BIND2005:loadBalancerIP|}: 67.58.49.70", "metallb.universe.tf/loadBalancerIPs: 67.58.49.70") },
        { "field and empty annotation", "", LoadBalancer("loadBalancerIP: 67.58.49.70", "metallb.io/loadBalancerIPs: ''") },
        { "two of one family", "", LoadBalancer(annotation: "metallb.io/loadBalancerIPs: 67.58.49.70,{|BIND2006:67.58.49.71|}") },
        { "two IPv6 addresses", "", LoadBalancer(V6, "metallb.io/loadBalancerIPs: 2607:f720::1, {|BIND2006:2607:f720::2|}") },
        { "three addresses", "", LoadBalancer("ipFamilyPolicy: PreferDualStack", "metallb.io/loadBalancerIPs: 67.58.49.70,2607:f720::1,{|BIND2006:2607:f720::2|}") },
        { "the deprecated field, hidden", "", LoadBalancer("{|BIND2007:loadBalancerIP|}: 67.58.49.70") },
        { "the deprecated field of a placeholder", "", LoadBalancer("loadBalancerIP: ${VIP}") },

        { "a pin without type", "", Service("{|BIND2009:loadBalancerIP|}: 67.58.49.70") },
        { "a pin on a NodePort", "", Service("type: NodePort", "{|BIND2009:metallb.io/loadBalancerIPs|}: 67.58.49.70") },
        { "fields that the API server refuses", "", Service("type: ClusterIP\n{|BIND2009:loadBalancerClass|}: metallb\n{|BIND2009:loadBalancerSourceRanges|}: [10.0.0.0/8]\n{|BIND2009:allocateLoadBalancerNodePorts|}: false") },
        { "a type that is a placeholder", "", Service("type: ${TYPE}\nloadBalancerIP: 67.58.49.70") },
        { "an empty pin without type", "", Service("loadBalancerIP: ''") },
        { "another class than MetalLB's", "bindcheck.load_balancer_class = vip", LoadBalancer("loadBalancerClass: {|BIND2010:tailscale|}", "metallb.io/address-pool: default") },
        { "MetalLB's own class", "bindcheck.load_balancer_class = vip", LoadBalancer("loadBalancerClass: vip", "metallb.io/address-pool: default") },
        { "another class without MetalLB's annotations", "bindcheck.load_balancer_class = vip", LoadBalancer("loadBalancerClass: tailscale\nloadBalancerIP: 100.64.0.1") },
    };

    [Theory(DisplayName = "What pins an address is reported exactly where MetalLB would refuse it")]
    [MemberData(nameof(Cases))]
    public void Reported(string form, string config, string marked)
    {
        Assert.NotEmpty(form);
        ManifestSet.Verify(config, ("/k8s/a.yaml", marked));
    }

    public static TheoryData<string, string, string, string, string?> Repairs => new()
    {
        { "BIND2001", "", LoadBalancer("loadBalancerIP: 67.58.49.70/32 # ours"), LoadBalancer("loadBalancerIP: 67.58.49.70 # ours"), null },
        { "BIND2001", "", LoadBalancer("loadBalancerIP: \"67.58.49.70:443\""), LoadBalancer("loadBalancerIP: \"67.58.49.70\""), null },
        { "BIND2001", "", LoadBalancer("loadBalancerIP: '[2607:f720::10]:443'\n" + V6), LoadBalancer("loadBalancerIP: '2607:f720::10'\n" + V6), null },
        { "BIND2001", "", LoadBalancer("loadBalancerIP: [2607:f720::10]\n" + V6), LoadBalancer("loadBalancerIP: 2607:f720::10\n" + V6), null },
        { "BIND2001", "", LoadBalancer("loadBalancerIP: '[2607:f720::]'\n" + V6), LoadBalancer("loadBalancerIP: '2607:f720::'\n" + V6), null },
        { "BIND2001", "", LoadBalancer("loadBalancerIP: 2607:f720::/128\n" + V6), LoadBalancer("loadBalancerIP: \"2607:f720::\"\n" + V6), null },
        { "BIND2001", "", LoadBalancer("loadBalancerIP: |\n  67.58.49.70"), LoadBalancer("loadBalancerIP: 67.58.49.70"), null },
        { "BIND2001", "", LoadBalancer(annotation: "metallb.io/loadBalancerIPs: 67.58.49.70,"), LoadBalancer(annotation: "metallb.io/loadBalancerIPs: 67.58.49.70"), null },
        { "BIND2003", Nrp, LoadBalancer("ipFamilyPolicy: PreferDualStack\nipFamilies:\n- IPv4\n- IPv6"),
            LoadBalancer("ipFamilyPolicy: SingleStack\nipFamilies:\n- IPv4") + "---\n" + LoadBalancer("ipFamilyPolicy: SingleStack\nipFamilies:\n- IPv6", name: "web-v6"), "split" },
        { "BIND2003", Nrp, LoadBalancer("ipFamilyPolicy: RequireDualStack # both"),
            LoadBalancer("ipFamilyPolicy: SingleStack # both\nipFamilies:\n- IPv4") + "---\n" + LoadBalancer("ipFamilyPolicy: SingleStack # both\nipFamilies:\n- IPv6", name: "web-v6"), "split" },
        { "BIND2001", "", """{"apiVersion": "v1", "kind": "Service", "spec": {"type": "LoadBalancer", "ipFamilies": ["IPv6"], "loadBalancerIP": ["2607::10"], "ports": [{"port": 443}]}}""",
            """{"apiVersion": "v1", "kind": "Service", "spec": {"type": "LoadBalancer", "ipFamilies": ["IPv6"], "loadBalancerIP": "2607::10", "ports": [{"port": 443}]}}""", null },
        { "BIND2003", Nrp, LoadBalancer("ipFamilyPolicy: PreferDualStack\nipFamilies: [IPv6, IPv4]"),
            LoadBalancer("ipFamilyPolicy: SingleStack\nipFamilies: [IPv6]") + "---\n" + LoadBalancer("ipFamilyPolicy: SingleStack\nipFamilies: [IPv4]", name: "web-v4"), "split" },
        { "BIND2004", Nrp, LoadBalancer("loadBalancerIP: 67.58.49.100"), LoadBalancer(), "remove-pin" },
        { "BIND2005", "", LoadBalancer("loadBalancerIP: 67.58.49.70", "metallb.io/loadBalancerIPs: 67.58.49.70"), LoadBalancer("", "metallb.io/loadBalancerIPs: 67.58.49.70"), null },
        { "BIND2005", "", LoadBalancer("loadBalancerIP: 67.58.49.70", "metallb.io/loadBalancerIPs: 67.58.49.71"), LoadBalancer("loadBalancerIP: 67.58.49.70"), "remove-annotation" },
        { "BIND2007", "", LoadBalancer("loadBalancerIP: 67.58.49.70"), LoadBalancer("", "metallb.io/loadBalancerIPs: \"67.58.49.70\""), null },
        { "BIND2007", "bindcheck.metallb_version = 0.14.8", LoadBalancer("loadBalancerIP: 67.58.49.70", "a: b"), LoadBalancer("", "a: b\n    metallb.universe.tf/loadBalancerIPs: \"67.58.49.70\""), null },
        { "BIND2009", "", Service("loadBalancerIP: 67.58.49.70"), LoadBalancer("loadBalancerIP: 67.58.49.70"), "make-load-balancer" },
        { "BIND2009", "", Service("type: NodePort # n\nloadBalancerIP: 67.58.49.70"), Service("type: LoadBalancer # n\nloadBalancerIP: 67.58.49.70"), "make-load-balancer" },
    };

    [Theory(DisplayName = "A repair of an address changes the least, and leaves nothing to report")]
    [MemberData(nameof(Repairs))]
    public void Repaired(string id, string config, string before, string after, string? recipe) => ManifestSet.Repair(config, id, before, after, recipe);

    [Theory(DisplayName = "What gives up an address, opens a Service or adds one is never repaired in bulk")]
    [InlineData("BIND2003", "ipFamilyPolicy: PreferDualStack")]
    [InlineData("BIND2004", "loadBalancerIP: 67.58.49.100")]
    public void Manual(string id, string field)
    {
        var finding = Assert.Single(new ManifestSet(Nrp, ("/k8s/a.yaml", LoadBalancer(field))).Check(), finding => finding.Rule.Id == id);
        Assert.NotEmpty(finding.Repairs);
        Assert.Null(finding.BulkRepair);
    }

    [Theory(DisplayName = "Dual-stack across pools is as serious as what MetalLB makes of it")]
    [InlineData("PreferDualStack", "", Microsoft.CodeAnalysis.DiagnosticSeverity.Info, "only IPv4 gets a VIP, and none before MetalLB 0.14.9")]
    [InlineData("PreferDualStack", "bindcheck.metallb_version = 0.16.1", Microsoft.CodeAnalysis.DiagnosticSeverity.Info, "only IPv4 gets a VIP. ")]
    [InlineData("PreferDualStack", "bindcheck.metallb_version = 0.14.8", Microsoft.CodeAnalysis.DiagnosticSeverity.Warning, "the Service stays pending")]
    [InlineData("RequireDualStack", "", Microsoft.CodeAnalysis.DiagnosticSeverity.Warning, "the Service stays pending")]
    public void Severity(string policy, string option, Microsoft.CodeAnalysis.DiagnosticSeverity severity, string text)
    {
        var finding = Assert.Single(new ManifestSet(Nrp + "\n" + option, ("/k8s/a.yaml", LoadBalancer("ipFamilyPolicy: " + policy))).Check());
        Assert.Equal(severity, finding.Severity);
        Assert.Contains(text, finding.Message);
    }
}
