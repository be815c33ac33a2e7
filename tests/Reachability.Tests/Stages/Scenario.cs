namespace BindCheck.Reachability.Tests.Stages;

/// <summary>
/// A kind of host. A stage is started for each; where the machine does not permit it, the tests of that scenario are skipped and say why.
/// </summary>
/// <param name="Name">What is different from an ordinary host.</param>
/// <param name="IsSet">Whether a stage really finds itself on such a host.</param>
internal sealed record Scenario(string Name, Func<HostFacts, bool> IsSet)
{
    /// <summary>Shell commands that make the host, run as root of a user, network and mount namespace of their own. Null: the machine's own network.</summary>
    internal string? Setup { get; private init; }

    /// <summary>An environment variable of the stage, as NAME=VALUE.</summary>
    internal string? Variable { get; private init; }

    /// <summary>An option of the stage.</summary>
    internal string? Option { get; private init; }

    /// <summary>In the order of the cells of <see cref="Expectation"/>.</summary>
    internal static readonly Scenario[] All =
    [
        new("dual-stack host", f => f is { IPv4Loopback: true, IPv6Loopback: true, OSSupportsIPv6: true }),
        new("IPv6 switched off for .NET", f => !f.OSSupportsIPv6 && f.IPv6Sockets) { Variable = "DOTNET_SYSTEM_NET_DISABLEIPV6=1" },
        new("IPv6 off by sysctl", f => f is { IPv4Loopback: true, IPv6Loopback: false, IPv6Sockets: true })
            { Setup = "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6" },
        new("kernel without IPv6", f => f is { IPv4Loopback: true, IPv6Sockets: false, OSSupportsIPv6: false }) { Option = StageProgram.WithoutIPv6Sockets },
        new("bindv6only", f => f is { IPv4Loopback: true, IPv6Loopback: true }) { Setup = "echo 1 > /proc/sys/net/ipv6/bindv6only" },
        new("IPv6-only host", f => f is { IPv4Loopback: false, IPv6Loopback: true }) { Setup = "ip addr del 127.0.0.1/8 dev lo" },
        // As Debian and container images write it; the name has then two addresses, IPv6 first (RFC 6724).
        new("localhost is ::1 too", f => f.IPv6Loopback && f.Localhost is ["::1", ..])
            { Setup = "hosts=$(mktemp) && printf '127.0.0.1 localhost\\n::1 localhost ip6-localhost\\n' > $hosts && mount --bind $hosts /etc/hosts && rm -f $hosts" },
    ];

    internal static Scenario DualStack => All[0];

    internal static Scenario WithoutIPv6 => All[3];

    /// <summary>Hosts that are without IPv6 in one way or another.</summary>
    internal static Scenario[] Fallbacks => All[1..4];

    public override string ToString() => Name;
}
