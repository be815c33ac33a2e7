using Microsoft.CodeAnalysis;

namespace BindCheck.Rules;

/// <summary>
/// BIND1xxx: C# listeners. In every message {0} is the listener ("TcpListener", "UseUrls in Program.cs line 12"),
/// {1} the value it binds as the source spells it, and {2} what to do, a whole sentence with its full stop.
/// </summary>
internal static class ListenerRules
{
    /// <summary>BIND1001: bound to the IPv4 wildcard 0.0.0.0.</summary>
    internal static readonly DiagnosticDescriptor Ipv4Only = Rule.Create(
        "BIND1001",
        "Listener accepts IPv4 only",
        "{0} on {1} accepts IPv4 only: IPv6 clients are refused. {2}",
        Rule.Listeners,
        DiagnosticSeverity.Warning,
        "A listener bound to the IPv4 wildcard never sees an IPv6 client, so the IPv6 address of its Service is worthless.");

    /// <summary>BIND1002: bound to 127.0.0.0/8, to ::1, or to both.</summary>
    internal static readonly DiagnosticDescriptor LoopbackOnly = Rule.Create(
        "BIND1002",
        "Listener accepts loopback only",
        "{0} on {1} accepts {3} only: no Service, and no client outside its own pod or host, can reach it. {2}",
        Rule.Listeners,
        DiagnosticSeverity.Warning,
        "Inside a container, loopback is the container's own: neither a Service nor a published port reaches it.");

    /// <summary>BIND1003: bound to the IPv6 wildcard :: by a socket that is not dual-mode.</summary>
    internal static readonly DiagnosticDescriptor Ipv6Only = Rule.Create(
        "BIND1003",
        "Listener accepts IPv6 only",
        "{0} on {1} without DualMode accepts IPv6 only: IPv4 clients are refused. {2}",
        Rule.Listeners,
        DiagnosticSeverity.Warning,
        ".NET switches IPV6_V6ONLY on for every IPv6 socket, on every operating system, until DualMode is set.");

    /// <summary>BIND1004: an HttpListener prefix that the managed implementation (Linux, macOS) opens for one family.</summary>
    internal static readonly DiagnosticDescriptor HttpListenerIpv4Only = Rule.Create(
        "BIND1004",
        "HttpListener prefix accepts one IP family outside Windows",
        "{0} on {1} {3} outside Windows. {2}",
        Rule.Listeners,
        DiagnosticSeverity.Warning,
        "Outside Windows HttpListener opens one socket per prefix, for one family, and rejects every IPv6 literal: only another server helps.");

    /// <summary>BIND1005: a dual-mode TcpListener that is stopped and started again.</summary>
    internal static readonly DiagnosticDescriptor RestartLosesDualMode = Rule.Create(
        "BIND1005",
        "Restart loses DualMode",
        "TcpListener.Start after Stop opens a socket without DualMode: IPv4 clients are refused from then on. Set Server.DualMode again before it.",
        Rule.Listeners,
        DiagnosticSeverity.Warning,
        "Stop drops the socket; the one that Start makes in its place has the address of the first, but not its DualMode.");

    /// <summary>BIND1006: two wildcards on one port, of which one is dual-mode. {0} and {1} are the binds, {2} is the port.</summary>
    internal static readonly DiagnosticDescriptor Conflict = Rule.Create(
        "BIND1006",
        "Listeners conflict on one port",
        "{0} and {1} both take port {2} for IPv4: on Linux the second fails to start (\"address already in use\"). Remove this one: the other accepts IPv4 too.",
        Rule.Listeners,
        DiagnosticSeverity.Warning,
        "A dual-mode wildcard takes the port for both families, and leaves none for a wildcard of IPv4 beside it.");

    /// <summary>BIND1007: the bind throws at run time. {1} is the reason, {2} what to do.</summary>
    internal static readonly DiagnosticDescriptor Throws = Rule.Create(
        "BIND1007",
        "Listener throws when it is bound",
        "{0} throws at run time: {1}. {2}",
        Rule.Listeners,
        DiagnosticSeverity.Warning,
        "A socket has one address family, and its mode is settled when it is bound: what contradicts them throws, and nothing listens.");

    /// <summary>BIND1008: bound to one IPv4 address, or to one answer of a look-up.</summary>
    internal static readonly DiagnosticDescriptor SpecificIpv4 = Rule.Create(
        "BIND1008",
        "Listener is bound to one IPv4 address",
        "{0} on {1} listens on one address of one family: clients of the other are refused. {2}",
        Rule.Listeners,
        DiagnosticSeverity.Info,
        "A listener on one address accepts the clients of that address only, and a pod has one of each family.");

    /// <summary>BIND1009: a check of a peer that a mapped address does not pass. {0} is the check, {1} what happens to it.</summary>
    internal static readonly DiagnosticDescriptor PeerAssumesIpv4 = Rule.Create(
        "BIND1009",
        "Check of a peer address assumes IPv4",
        "{0} {1}. Normalise the address first: address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address.",
        Rule.Listeners,
        DiagnosticSeverity.Info,
        "A dual-mode socket reports IPv4 clients as ::ffff:a.b.c.d, so that an allow-list stops matching and a ban list bans nobody.");

    /// <summary>BIND1010: one of several values that may reach the bind is IPv4 only.</summary>
    internal static readonly DiagnosticDescriptor PossiblyIpv4Only = Rule.Create(
        "BIND1010",
        "Listener may accept IPv4 only",
        "{0} may be bound to {1}, which accepts IPv4 only. {2}",
        Rule.Listeners,
        DiagnosticSeverity.Warning,
        "The code may bind a wider address as well: by configuration, by a test, or in place of this one.",
        isEnabledByDefault: false);
}
