using Microsoft.CodeAnalysis;
using static BindCheck.Analyzers.Tests.Manifests.Manifest;

namespace BindCheck.Analyzers.Tests.Manifests;

/// <summary>
/// What MetalLB does with Services, and what BindCheck says of them. The outcomes were measured by running the controller and the allocator of MetalLB 0.16.1
/// and 0.14.8 on two layouts of pools: one of each family, and one of both.
/// </summary>
public sealed class MetalLBReplayTests
{
    private const string Key = "metallb.universe.tf/allow-shared-ip: k", Pins = "metallb.universe.tf/loadBalancerIPs: ";
    private const string TwoPools = "default: 67.58.49.48/28 67.58.49.64/27 | default-ipv6: 2607:f720:1720:e100::/64", OnePool = "mixed: 67.58.49.48/28 67.58.49.64/27 2607:f720:1720:e100::/64";
    private const string V4 = "67.58.49.70", V6 = "2607:f720:1720:e100::10", Single6 = "ipFamilyPolicy: SingleStack\nipFamilies: [IPv6]", Prefer = "ipFamilyPolicy: PreferDualStack\n", Both = "ipFamilies: [IPv4, IPv6]";

    /// <summary>What rules say of a Service that stays pending.</summary>
    private static readonly string[] s_pending = ["BIND2001", "BIND2002", "BIND2003", "BIND2004", "BIND2005", "BIND2006", "BIND2026", "BIND2027"];

    /// <summary>
    /// A scenario and its Services; then a letter for each Service, with the two pools and with the one: A, it gets the addresses of its families; 1, one
    /// of two (0.16.1; pending with 0.14.8); P, it stays pending.
    /// </summary>
    public static TheoryData<string, string, string, string> Scenarios => new()
    {
        { "quick start, IPv4", LoadBalancer(), "A", "A" },
        { "quick start, IPv6", LoadBalancer(Single6), "A", "A" },
        { "PreferDualStack IPv4, IPv6", LoadBalancer(Prefer + Both), "1", "A" },
        { "PreferDualStack IPv6, IPv4", LoadBalancer(Prefer + "ipFamilies: [IPv6, IPv4]"), "1", "A" },
        { "PreferDualStack without families", LoadBalancer(Prefer), "1", "A" },
        { "RequireDualStack", LoadBalancer("ipFamilyPolicy: RequireDualStack"), "P", "A" },
        { "an IPv4 pin", LoadBalancer("loadBalancerIP: " + V4), "A", "A" },
        { "an IPv6 pin", LoadBalancer("loadBalancerIP: " + V6 + "\n" + Single6), "A", "A" },
        { "an IPv6 pin without families", LoadBalancer("loadBalancerIP: " + V6), "P", "P" },
        { "an IPv4 pin and IPv6", LoadBalancer("loadBalancerIP: " + V4 + "\n" + Single6), "P", "P" },
        { "PreferDualStack and a field", LoadBalancer("loadBalancerIP: " + V4 + "\n" + Prefer + Both), "P", "P" },
        { "PreferDualStack and two pins", LoadBalancer(Prefer + Both, Pins + V4 + "," + V6), "P", "A" },
        { "PreferDualStack and one pin", LoadBalancer(Prefer + Both, Pins + V4), "P", "P" },
        { "annotation and field", LoadBalancer("loadBalancerIP: " + V4, Pins + V4), "P", "P" },
        { "two IPv4 pins", LoadBalancer("", Pins + "67.58.49.70,67.58.49.71"), "P", "P" },
        { "three pins", LoadBalancer(Prefer + Both, Pins + "67.58.49.70,67.58.49.71," + V6), "P", "P" },
        { "a pin with spaces", LoadBalancer("", Pins + "' 67.58.49.70 '"), "A", "A" },
        { "a trailing comma", LoadBalancer("", Pins + "'67.58.49.70,'"), "P", "P" },
        { "no IP address", LoadBalancer("loadBalancerIP: 67.58.49", name: "a") + "---\n" + LoadBalancer("loadBalancerIP: host.example", name: "b") + "---\n" + LoadBalancer("loadBalancerIP: 67.58.49.70/32", name: "c"), "PPP", "PPP" },
        { "outside any pool", LoadBalancer("loadBalancerIP: 67.58.49.100", name: "a") + "---\n" + LoadBalancer("loadBalancerIP: 67.58.49.47", name: "b") + "---\n" + LoadBalancer("loadBalancerIP: 2607:f720:1720:e101::10\n" + Single6, name: "c"), "PPP", "PPP" },
        { "an address that is taken", Two("", "", "- port: 22"), "AP", "AP" },
        { "a shared key, different ports", Two(Key, Key, "- port: 22"), "AA", "AA" },
        { "a shared key, one port", Two(Key, Key, "- port: 443"), "AP", "AP" },
        { "a shared key, one port over two protocols", Two(Key, Key, "- port: 443\n  protocol: UDP"), "AA", "AA" },
        { "different keys", Two(Key, "metallb.universe.tf/allow-shared-ip: other", "- port: 22"), "AP", "AP" },
        { "one Local, one Cluster", Two(Key, Key, "- port: 22", "\nexternalTrafficPolicy: Local"), "AP", "AP" },
        { "both Local, one selector", Two(Key, Key, "- port: 22", "\nexternalTrafficPolicy: Local", "\nexternalTrafficPolicy: Local"), "AA", "AA" },
        { "both Local, other selectors", Two(Key, Key, "- port: 22", "\nexternalTrafficPolicy: Local", "\nexternalTrafficPolicy: Local", "other"), "AP", "AP" },
        { "Local without a selector, and Cluster", Two(Key, Key, "- port: 22", "\nexternalTrafficPolicy: Local").Replace("  selector:\n    app: web\n", "", StringComparison.Ordinal), "AA", "AA" },
        { "an unknown pool", LoadBalancer("", "metallb.universe.tf/address-pool: nope"), "P", "P" },
        { "a pool of the other family", LoadBalancer("", "metallb.universe.tf/address-pool: default-ipv6"), "P", "P" },
        { "the right pool", LoadBalancer("", "metallb.universe.tf/address-pool: default"), "A", "P" },
        { "IPv6 of an IPv4 pool", LoadBalancer(Single6, "metallb.universe.tf/address-pool: default"), "P", "P" },
        { "a pin outside the pool that is asked for", LoadBalancer("loadBalancerIP: " + V4, "metallb.universe.tf/address-pool: default-ipv6"), "P", "P" },
        { "the first and the last address", LoadBalancer("loadBalancerIP: 67.58.49.48", name: "a") + "---\n" + LoadBalancer("loadBalancerIP: 67.58.49.95", name: "b"), "AA", "AA" },
        { "edges", LoadBalancer("loadBalancerIP: 67.58.49.96", name: "a") + "---\n" + LoadBalancer("loadBalancerIP: 67.58.49.63", name: "b") + "---\n" + LoadBalancer("loadBalancerIP: 67.58.49.64", name: "c") + "---\n" + LoadBalancer("loadBalancerIP: 2607:F720:1720:E100::FFFF\n" + Single6, name: "d"), "PAAA", "PAAA" },
        { "mapped addresses", LoadBalancer("loadBalancerIP: ::ffff:67.58.49.80", name: "a") + "---\n" + LoadBalancer("loadBalancerIP: ::ffff:67.58.49.81\n" + Single6, name: "b"), "AP", "AP" },
        { "a leading zero, and a line break", LoadBalancer("loadBalancerIP: 67.58.49.070", name: "a") + "---\n" + LoadBalancer("loadBalancerIP: |\n  67.58.49.70", name: "b"), "PP", "PP" },
    };

    [Theory(DisplayName = "BindCheck predicts what MetalLB does with a Service")]
    [MemberData(nameof(Scenarios))]
    public void Predicted(string scenario, string services, string twoPools, string onePool)
    {
        foreach (var (pools, expected) in new[] { (TwoPools, twoPools), (OnePool, onePool) })
        {
            foreach (var version in new[] { "0.16.1", "0.14.8" })
            {
                var config = $"bindcheck.default_family = IPv4\nbindcheck.dual_stack = true\nbindcheck.metallb_version = {version}\nbindcheck.pools = {pools}";
                Assert.Equal((scenario, version, pools, version == "0.14.8" ? expected.Replace('1', 'P') : expected), (scenario, version, pools, Predict(config, services)));
            }
        }
    }

    /// <summary>Pools with conditions, measured with 0.16.1: who gets nothing of them.</summary>
    public static TheoryData<string, string, string, string> Conditions => new()
    {
        { "autoAssign: false", "- 67.58.49.48/28", Any("p") + "---\n" + Any("q", "loadBalancerIP: 67.58.49.50") + "---\n" + Any("r", "", "metallb.io/address-pool: cond"), "PAA" },
        { "serviceAllocation:\n  namespaces: [elsewhere]", "- 67.58.49.48/28", Any("p") + "---\n" + Any("q", "loadBalancerIP: 67.58.49.50") + "---\n" + Any("r", "", "metallb.io/address-pool: cond"), "PPP" },
        { "avoidBuggyIPs: true", "- 67.58.49.0/24", Any("p") + "---\n" + Any("q", "loadBalancerIP: 67.58.49.0") + "---\n" + Any("r", "loadBalancerIP: 67.58.49.255"), "APP" },
    };

    [Theory(DisplayName = "BindCheck predicts what MetalLB does with a pool that has conditions")]
    [MemberData(nameof(Conditions))]
    public void Conditional(string condition, string addresses, string services, string expected) =>
        Assert.Equal((condition, expected), (condition, Predict("bindcheck.default_family = IPv4\nbindcheck.dual_stack = true", services, Pool("cond", addresses, condition))));

    private static string Predict(string config, string services, string pools = "")
    {
        // A file for each Service, so that a finding belongs to one.
        var files = services.Split("---\n").Select((text, i) => ($"/k8s/{i}.yaml", text)).ToArray();
        var set = new ManifestSet(config, pools.Length > 0 ? [.. files, ("/k8s/z-pool.yaml", pools)] : files);
        return string.Concat(files.Select(file =>
        {
            var findings = set.Check(file.Item1).Where(finding => s_pending.Contains(finding.Rule.Id)).ToArray();
            return findings.Length == 0 ? 'A' : findings.All(finding => finding.Severity == DiagnosticSeverity.Info) ? '1' : 'P';
        }));
    }

    private static string Any(string name, string fields = "", string annotation = "") =>
        LoadBalancer(fields, annotation, name).Replace($"  name: {name}\n", $"  name: {name}\n  namespace: ns\n", StringComparison.Ordinal);

    private static string Two(string first, string second, string ports, string fields = "", string otherFields = "", string app = "web") =>
        LoadBalancer("loadBalancerIP: " + V4 + fields, first, "a") + "---\n" + LoadBalancer("loadBalancerIP: " + V4 + otherFields, second, "b", ports).Replace("app: web", "app: " + app, StringComparison.Ordinal);
}
