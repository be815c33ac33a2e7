using static BindCheck.Analyzers.Tests.Manifests.Manifest;

namespace BindCheck.Analyzers.Tests.Manifests;

/// <summary>What is unknown of pools, advertisements and suppressions, and so is not reported: placeholders, overlays, and MetalLB's own test cases.</summary>
public sealed class PoolUnknownTests
{
    private const string Separator = "---\n", Labels = "  name: default\n  labels: {site: x}\n";

    private static readonly string s_pool = Pool("default", "- 67.58.49.48/28");
    private static readonly string s_labelled = s_pool.Replace("  name: default\n", Labels, StringComparison.Ordinal);

    /// <summary>Name, config, and path and text by turns.</summary>
    public static TheoryData<string, string, string[]> Cases => new()
    {
        { "a range whose largest prefix is as long, after MetalLB's own test 'aggregation length by range'", "", ["/k8s/a.yaml", Pool("a", "- 3.3.3.2-3.3.3.254") + Separator + Advertisement("aggregationLength: 26")] },
        { "pools that are a placeholder", "", ["/k8s/a.yaml", s_pool + Separator + Advertisement("ipAddressPools: ${POOLS}")] },
        { "pools that are null, so that all are selected", "", ["/k8s/a.yaml", s_pool + Separator + Advertisement("ipAddressPools:")] },
        { "a placeholder among the values of a selector", "", ["/k8s/a.yaml", s_labelled + Separator + Advertisement("ipAddressPoolSelectors: [{matchExpressions: [{key: site, operator: In, values: ['${SITE}']}]}]")] },
        { "a placeholder for the values of a selector", "", ["/k8s/a.yaml", s_labelled + Separator + Advertisement("ipAddressPoolSelectors: [{matchExpressions: [{key: site, operator: In, values: '${SITES}'}]}]")] },
        { "a placeholder for the selectors", "", ["/k8s/a.yaml", s_pool + Separator + Pool("b", "- 10.0.0.0/24") + Separator + Advertisement("ipAddressPools: [b]\nipAddressPoolSelectors: ${S}")] },
        { "an overlay that names a pool of its base", "", ["/k8s/base/kustomization.yaml", Kustomization("resources: [pool.yaml]\n"), "/k8s/base/pool.yaml", s_pool, "/k8s/over/kustomization.yaml", Kustomization("resources: [../base, a.yaml]\n"), "/k8s/over/a.yaml", Pool("b", "- 10.0.0.0/24") + Separator + Advertisement("ipAddressPools: [default, b]")] },
        { "a pool of an overlay that its base advertises", "", ["/k8s/base/kustomization.yaml", Kustomization("resources: [a.yaml]\n"), "/k8s/base/a.yaml", Advertisement("peers: [x]"), "/k8s/over/kustomization.yaml", Kustomization("resources: [../base, a.yaml]\n"), "/k8s/over/a.yaml", Pool("b", "- 10.0.0.0/24") + Separator + Pool("c", "- 10.1.0.0/24") + Separator + Advertisement("ipAddressPools: [b]")] },
        { "an overlay that sets the namespace", "bindcheck.metallb_namespace = metallb-system", ["/k8s/base/kustomization.yaml", Kustomization("resources: [pool.yaml]\n"), "/k8s/base/pool.yaml", s_pool.Replace("metallb-system", "base", StringComparison.Ordinal), "/k8s/over/kustomization.yaml", Kustomization("namespace: metallb-system\nresources: [../base]\n")] },
        { "a base without addresses, which an overlay may fill in", "", ["/k8s/base/kustomization.yaml", Kustomization("resources: [pool.yaml]\n"), "/k8s/base/pool.yaml", "apiVersion: metallb.io/v1beta1\nkind: IPAddressPool\nmetadata:\n  name: a\nspec:\n  addresses: []\n"] },
        { "an octet that is a placeholder", "", ["/k8s/a.yaml", Pool("a", "- x.x.x.x/24")] },
        { "a range with octets that are placeholders", "", ["/k8s/a.yaml", Pool("a", "- 192.168.x.240-192.168.x.250")] },
        { "a suppression within a text", "", ["/k8s/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  a.yaml: |\n    port: 80 # bindcheck:ignore BIND2020\n"] },
        { "a suppression for a document that is not read", "bindcheck.severity.BIND2024 = none", ["/k8s/a.yaml", "# bindcheck:ignore-file BIND2012\napiVersion: v1\nkind: Service\nspec: [\n"] },
        { "a zero-padded group, which some versions of Go read", "", ["/k8s/a.yaml", Pool("a", "- 2001:db8:00000::/64")] },
        { "a remote resource, which may bring the pool", "", ["/k8s/kustomization.yaml", Kustomization("resources: [a.yaml, https://example.org/pools.yaml]\n"), "/k8s/a.yaml", s_pool + Separator + Advertisement("ipAddressPools: [default, other]")] },
        { "an overlay that sets a name prefix", "", ["/k8s/base/kustomization.yaml", Kustomization("resources: [pool.yaml, adv.yaml]\n"), "/k8s/base/pool.yaml", s_pool, "/k8s/base/adv.yaml", Advertisement("ipAddressPools: [lab-default]"), "/k8s/over/kustomization.yaml", Kustomization("namePrefix: lab-\nresources: [../base]\n")] },
        { "examples in two folders", "", ["/examples/a/pool.yaml", Pool("a", "- 192.168.1.240-192.168.1.250"), "/examples/b/pool.yaml", Pool("b", "- 192.168.1.240-192.168.1.250")] },
        { "pools of two namespaces", "", ["/k8s/a.yaml", Pool("a", "- 192.168.1.240-192.168.1.250") + Separator + Pool("b", "- 192.168.1.240-192.168.1.250").Replace("metallb-system", "other", StringComparison.Ordinal)] },
        { "an aggregate that MetalLB refuses is not also one that is no host route", Nrp, ["/k8s/a.yaml", s_pool + Separator + Advertisement("aggregationLength: {|BIND2106:24|}")] },
        { "a misspelt pool beside a namespace of the kustomization", "", ["/k8s/kustomization.yaml", Kustomization("namespace: metallb-system\nresources: [a.yaml]\n"), "/k8s/a.yaml", s_pool + Separator + Advertisement("ipAddressPools: [default, {|BIND2103:defualt|}]")] },
        { "a range that is too wide, after MetalLB's own test", "", ["/k8s/a.yaml", Pool("a", "- 3.3.3.2-3.3.3.254") + Separator + Advertisement("aggregationLength: {|BIND2106:24|}")] },
        { "labels that the kustomization sets", "", ["/k8s/kustomization.yaml", Kustomization("commonLabels: {site: x}\nresources: [a.yaml]\n"), "/k8s/a.yaml", s_pool + Separator + Advertisement("ipAddressPoolSelectors: [{matchLabels: {site: x}}]")] },
        { "addresses behind an alias", "", ["/k8s/a.yaml", "x: &l ['192.0.2.0/28']\n" + Pool("a", "- 10.0.0.0/24").Replace("  addresses:\n  - 10.0.0.0/24\n", "  addresses: *l\n", StringComparison.Ordinal)] },
        { "an aggregate that is wider than the pools of the profile", Nrp, ["/k8s/a.yaml", Advertisement("aggregationLength: {|BIND2106:24|}")] },
        { "an aggregate of a family that the pools lack", Nrp, ["/k8s/a.yaml", Pool("six", "- 2001:db8::/64") + Separator + Advertisement("aggregationLength: 24")] },
        { "a text in place of the list", "", ["/k8s/a.yaml", Pool("a", "- 10.0.0.0/24").Replace("addresses:\n  - 10.0.0.0/24", "addresses: {|BIND2101:10.0.0.0/24|}", StringComparison.Ordinal)] },
        { "the span lies within the quotes", "", ["/k8s/a.yaml", Pool("a", "- '{|BIND2101:10.0.0.1|}'")] },
    };

    [Theory(DisplayName = "What is unknown of pools is not reported, and what MetalLB accepts is not either")]
    [MemberData(nameof(Cases))]
    public void Reported(string form, string config, string[] files)
    {
        Assert.NotEmpty(form);
        ManifestSet.Verify(config, [.. files.Chunk(2).Select(file => (file[0], file[1]))]);
    }

    [Fact(DisplayName = "A name that may be any of several pools is not replaced in bulk, and never by one that is there already")]
    public void NoGuess()
    {
        var pools = Pool("pool-a", "- 10.0.0.0/24") + Separator + Pool("pool-b", "- 10.1.0.0/24") + Separator;
        Assert.Empty(Assert.Single(new ManifestSet("", ("/k8s/a.yaml", pools + Advertisement("ipAddressPools: [pool-a, pool-b, pool-c]"))).Check()).Repairs);
        var finding = Assert.Single(new ManifestSet("", ("/k8s/a.yaml", pools + Advertisement("ipAddressPools: [pool-a, pool-c]"))).Check(), finding => finding.Rule.Id == "BIND2103");
        Assert.Equal("Write pool-b", Assert.Single(finding.Repairs).Title);
        Assert.Null(finding.BulkRepair);
    }

    [Fact(DisplayName = "The prefix of one mapped address counts the bits of IPv6")]
    public void MappedAddress() => ManifestSet.Repair("", "BIND2101", Pool("a", "- '::ffff:192.0.2.1'"), Pool("a", "- '::ffff:192.0.2.1/128'"));

    private static string Kustomization(string fields) => "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n" + fields;
}
