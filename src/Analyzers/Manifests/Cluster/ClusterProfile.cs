using System.Collections.Immutable;
using System.Globalization;
using BindCheck.Files;
using BindCheck.Manifests.Objects;
using BindCheck.Reach;

namespace BindCheck.Manifests.Cluster;

/// <summary>The options about clusters, and the profiles that set all of them at once.</summary>
internal static class ClusterProfile
{
    /// <summary>The profiles by name. "nrp": the National Research Platform's, after its page on LoadBalancer VIPs.</summary>
    private static readonly Dictionary<string, ClusterFacts> s_profiles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["nrp"] = new()
        {
            DefaultFamily = Families.IPv4,
            IsDualStack = true,
            Pools = ReadPools("default: 67.58.49.48/28 67.58.49.64/27 | default-ipv6: 2607:f720:1720:e100::/64"),
            InboundPorts = ImmutableArray.Create(443, 22),
            Protocols = ImmutableArray.Create("TCP", "UDP"),
            MetalLBNamespace = "metallb-system",
            HasHostRoutes = true,
        },
    };

    /// <summary>The options, each with what it changes; a value that cannot be read gives null.</summary>
    private static readonly (string Key, string Values, Func<ClusterFacts, string, ClusterFacts?> Set)[] s_options =
    [
        ("bindcheck.cluster_profile", "nrp", static (_, value) => s_profiles.TryGetValue(value, out var known) ? known : null),
        ("bindcheck.default_family", "IPv4 or IPv6", static (facts, value) => ServiceView.FamilyNamed(value) is { } family ? facts with { DefaultFamily = family } : null),
        ("bindcheck.dual_stack", "true or false", static (facts, value) => bool.TryParse(value, out var isDual) ? facts with { IsDualStack = isDual } : null),
        ("bindcheck.pools", "pools such as 'default: 192.0.2.0/28 192.0.2.64-192.0.2.80 | other: 2001:db8::/64'",
            static (facts, value) => ReadPools(value) is { } pools ? facts with { Pools = pools } : null),
        ("bindcheck.inbound_ports", "TCP ports such as '443, 22'", static (facts, value) => ReadPorts(value) is { } ports ? facts with { InboundPorts = ports } : null),
        ("bindcheck.vip_protocols", "TCP, UDP or SCTP, separated by commas",
            static (facts, value) => Words(value) is var words && words.All(word => word is "TCP" or "UDP" or "SCTP") ? facts with { Protocols = words.ToImmutableArray() } : null),
        ("bindcheck.metallb_version", "a version such as 0.14.9", static (facts, value) => Version.TryParse(value.TrimStart('v'), out var version) ? facts with { MetalLBVersion = version } : null),
        ("bindcheck.metallb_namespace", "a namespace", static (facts, value) => facts with { MetalLBNamespace = value }),
        ("bindcheck.load_balancer_class", "MetalLB's --lb-class", static (facts, value) => facts with { LoadBalancerClass = value }),
        ("bindcheck.host_routes", "true or false", static (facts, value) => bool.TryParse(value, out var isExpected) ? facts with { HasHostRoutes = isExpected } : null),
        ("bindcheck.ipv4_budget", "a number of addresses",
            static (facts, value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var budget) ? facts with { Ipv4Budget = budget } : null),
    ];

    /// <summary>The keys of the options, with what their values may be.</summary>
    internal static ImmutableArray<(string Key, string Values)> Options { get; } = s_options.Select(option => (option.Key, option.Values)).ToImmutableArray();

    /// <summary>What the options of a file say; a value that cannot be read counts as absent, and BIND9001 says so.</summary>
    internal static ClusterFacts From(FileSettings settings) =>
        s_options.Aggregate(ClusterFacts.Unknown, (facts, option) => settings[option.Key] is { Length: > 0 } value ? option.Set(facts, value.Trim()) ?? facts : facts);

    /// <summary>Whether an option can have a value.</summary>
    internal static bool IsValid(string key, string value) =>
        s_options.Where(option => option.Key == key).All(option => option.Set(ClusterFacts.Unknown, value.Trim()) is not null);

    /// <summary>"name: range range | name: range"; ranges are those of an IPAddressPool.</summary>
    private static ImmutableArray<AddressPool>? ReadPools(string text)
    {
        var pools = ImmutableArray.CreateBuilder<AddressPool>();
        foreach (var part in text.Split('|'))
        {
            var colon = part.IndexOf(':');
            if (colon < 0) return null;
            var ranges = Words(part.Substring(colon + 1)).Select(AddressRange.Parse).ToArray();
            if (ranges.Length == 0 || ranges.Contains(null)) return null;
            pools.Add(new(part.Substring(0, colon).Trim(), ranges.Select(range => range!.Value).ToImmutableArray()));
        }

        return pools.ToImmutable();
    }

    private static ImmutableArray<int>? ReadPorts(string text)
    {
        var ports = Words(text).Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port : 0).ToImmutableArray();
        return ports.Contains(0) ? null : ports;
    }

    private static string[] Words(string text) => text.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries);
}
