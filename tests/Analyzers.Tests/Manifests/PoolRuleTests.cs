using static BindCheck.Analyzers.Tests.Manifests.Manifest;

namespace BindCheck.Analyzers.Tests.Manifests;

/// <summary>BIND2101 to BIND2107: MetalLB's own objects, after internal/config/config.go and its webhooks.</summary>
public sealed class PoolRuleTests
{
    private static readonly string s_default = Pool("default", "- 67.58.49.48/28"), s_advertised = "---\n" + Advertisement("ipAddressPools: [default]");

    public static TheoryData<string, string, string> Cases => new()
    {
        { "CIDRs with host bits and ranges with spaces", "", Pool("a", "- 67.58.49.50/28\n- 192.0.2.10 - 192.0.2.20\n- 2607:F720::/64\n- 2001:db8::1-2001:db8::ff") },
        { "a single address", "", Pool("a", "- {|BIND2101:67.58.49.48|}") },
        { "a range that ends before it starts", "", Pool("a", "- {|BIND2101:192.0.2.20-192.0.2.10|}") },
        { "a range of two families", "", Pool("a", "- {|BIND2101:192.0.2.20-2001:db8::1|}") },
        { "a prefix that is too long", "", Pool("a", "- {|BIND2101:192.0.2.0/33|}") },
        { "no addresses", "", "apiVersion: metallb.io/v1beta1\nkind: IPAddressPool\nmetadata:\n  name: a\nspec:\n  {|BIND2101:addresses|}: []\n" },
        { "a placeholder", "", Pool("a", "- ${RANGE}") },
        { "another group", "", Pool("a", "- text").Replace("metallb.io", "example.org", StringComparison.Ordinal) },

        { "overlap within a pool", "", Pool("a", "- 192.0.2.0/28\n- {|BIND2102:192.0.2.8-192.0.2.20|}") },
        { "overlap of two pools", "", s_default + "---\n" + Pool("b", "- {|BIND2102:67.58.49.63/32|}") },
        { "neighbours", "", s_default + "---\n" + Pool("b", "- 67.58.49.64/27") },
        { "one pool, written twice", "", s_default + "---\n" + s_default },

        { "a misspelt pool", "", s_default + "---\n" + Advertisement("ipAddressPools: [default, {|BIND2103:defualt|}]") },
        { "a misspelt pool of layer 2", "", s_default + "---\n" + Advertisement("ipAddressPools: [default, {|BIND2103:x|}]", "L2Advertisement") },
        { "an advertisement, and no pools", "", Advertisement("ipAddressPools: [x]") },

        { "a pool that is not advertised", "", s_default + "---\n" + Pool("{|BIND2104:lab|}", "- 192.0.2.0/28") + s_advertised },
        { "an advertisement of all pools", "", s_default + "---\n" + Advertisement("peers: [a]") },
        { "an advertisement by label", "", Pool("a", "- 192.0.2.0/28").Replace("  name: a\n", "  name: a\n  labels: {site: x}\n", StringComparison.Ordinal) + "---\n" + Advertisement("ipAddressPoolSelectors: [{matchLabels: {site: x}}]") },
        { "an advertisement by another label", "", Pool("{|BIND2104:a|}", "- 192.0.2.0/28") + "---\n" + Advertisement("ipAddressPoolSelectors: [{matchExpressions: [{key: site, operator: In, values: [x]}]}]") },
        { "an advertisement by an unknown label", "", Pool("a", "- 192.0.2.0/28") + "---\n" + Advertisement("ipAddressPoolSelectors: [{matchLabels: {site: '${SITE}'}}]") },
        { "a pool, and no advertisement", "", s_default },

        { "an aggregate where host routes are expected", Nrp, s_default + "---\n" + Advertisement("aggregationLength: {|BIND2105:28|}") },
        { "an IPv6 aggregate", Nrp, Advertisement("aggregationLengthV6: {|BIND2105:64|}") },
        { "host routes", Nrp, Advertisement("aggregationLength: 32\naggregationLengthV6: 128") },
        { "an aggregate where nobody expects host routes", "", s_default + "---\n" + Advertisement("aggregationLength: 28") },

        { "an aggregate that is wider than the pool", "", s_default + "---\n" + Advertisement("aggregationLength: {|BIND2106:24|}") },
        { "an aggregate that is wider than a part of a range", "", Pool("a", "- 192.0.2.8-192.0.2.20") + "---\n" + Advertisement("aggregationLength: {|BIND2106:28|}") },
        { "an aggregate of a pool that is not selected", "", s_default + "---\n" + Pool("big", "- 10.0.0.0/16") + "---\n" + Advertisement("ipAddressPools: [big]\naggregationLength: 24") + s_advertised },
        { "an aggregate with Service selectors", "", s_default + "---\n" + Advertisement("aggregationLength: {|BIND2106:30|}\nserviceSelectors: [{matchLabels: {a: b}}]") },
        { "a length that is none", "", s_default + "---\n" + Advertisement("aggregationLength: {|BIND2106:33|}") },

        { "a pool in another namespace", Nrp, s_default.Replace("metallb-system", "{|BIND2107:shop|}", StringComparison.Ordinal) },
        { "an advertisement without a namespace", Nrp, Advertisement("peers: [a]").Replace("  namespace: metallb-system\n", "", StringComparison.Ordinal) },
        { "a peer in another namespace", "bindcheck.metallb_namespace = lb", "apiVersion: metallb.io/v1beta2\nkind: BGPPeer\nmetadata:\n  name: a\n  namespace: {|BIND2107:metallb-system|}\nspec: {}\n" },
    };

    [Theory(DisplayName = "Pools and advertisements are reported where MetalLB refuses or skips them")]
    [MemberData(nameof(Cases))]
    public void Reported(string form, string config, string marked)
    {
        Assert.NotEmpty(form);
        ManifestSet.Verify(config, ("/k8s/a.yaml", marked));
    }

    [Theory(DisplayName = "A repair of a pool or an advertisement changes the least")]
    [InlineData("BIND2101", "", "- 67.58.49.48 # one", "- 67.58.49.48/32 # one", null)]
    [InlineData("BIND2101", "", "- '2001:db8::1'", "- '2001:db8::1/128'", null)]
    public void Repaired(string id, string config, string before, string after, string? recipe) => ManifestSet.Repair(config, id, Pool("a", before), Pool("a", after), recipe);

    [Fact(DisplayName = "Names, namespaces and lengths are repaired")]
    public void OtherRepairs()
    {
        ManifestSet.Repair("", "BIND2103", s_default + "---\n" + Advertisement("ipAddressPools:\n- \"defalt\" # d"), s_default + "---\n" + Advertisement("ipAddressPools:\n- \"default\" # d"));
        ManifestSet.Repair(Nrp, "BIND2105", Advertisement("aggregationLength: 28 # a"), Advertisement("aggregationLength: 32 # a"), "host-route");
        ManifestSet.Repair(Nrp, "BIND2107", s_default.Replace("metallb-system", "shop", StringComparison.Ordinal), s_default);
    }

    [Fact(DisplayName = "Ranges of two files are compared, and the later file is marked")]
    public void Files() => ManifestSet.Verify("", ("/k8s/a.yaml", s_default), ("/k8s/b.yaml", Pool("b", "- {|BIND2102:67.58.49.60-67.58.49.70|}")));
}
