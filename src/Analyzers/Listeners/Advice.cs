using BindCheck.Rules;
using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners;

/// <summary>The last sentence of a message: what to do.</summary>
internal static class Advice
{
    /// <summary>What comes before that, where the code checks the peers of the listener.</summary>
    internal const string PeersFirst = " First mend the checks of its peers that BIND1009 reports: a dual-mode listener reports IPv4 clients as '::ffff:192.0.2.1'.";

    private static readonly string[] s_wildcards = ["*", "[::]"];

    internal static string For(DiagnosticDescriptor rule, ListenerApi api) => rule.Id switch
    {
        "BIND1004" => "Use Kestrel: no HttpListener prefix accepts both families there.",
        "BIND1002" => Loopback(api),
        "BIND1003" => Ipv6(api),
        "BIND1008" => "Bind a wildcard address of both families, or add a listener on an IPv6 address.",
        _ => Ipv4(api),
    };

    private static string Ipv4(ListenerApi api) => api.Repair switch
    {
        Repair.TcpListener => "Use TcpListener.Create(port), which accepts both.",
        Repair.Socket => "Bind a dual-mode socket (DualMode = true) to IPAddress.IPv6Any.",
        Repair.UdpClient => "Use new UdpClient(AddressFamily.InterNetworkV6), set Client.DualMode and bind Client to IPAddress.IPv6Any.",
        Repair.KestrelListen => "Use ListenAnyIP(port), which accepts both.",
        Repair.KestrelEndpoint => "Use AnyIPEndpoint(port), which accepts both.",
        Repair.Url => "Use the host '*', which accepts both.",
        _ when api.Server == Server.Library => Library(api, "IPv6"),
        _ => "Use IPAddress.IPv6Any, which accepts both here.",
    };

    private static string Ipv6(ListenerApi api) => api.Server switch
    {
        Server.TcpListener => "Use TcpListener.Create(port), or set Server.DualMode before Start.",
        Server.UdpClient => "Use new UdpClient(AddressFamily.InterNetworkV6) and set Client.DualMode before Client.Bind.",
        Server.Library => Library(api, "IPv4"),
        _ => "Set DualMode = true before Bind.",
    };

    // IPv6Any and "*" are no cure everywhere: what a library makes of them is in its map.
    private static string Library(ListenerApi api, string missing) => api.Notation switch
    {
        _ when api.Advice is { } advice => advice,
        Notation.Address or Notation.EndPoint when api.Map(System.Net.IPAddress.IPv6Any) == Reach.ClientReach.Dual => "Use IPAddress.IPv6Any, which accepts both here.",
        Notation.Host when DualHost(api, "") is { } host => $"Use the host '{host}', which accepts both here.",
        Notation.Url when DualHost(api, "x://") is { } host => $"Use the host '{host}', which accepts both here.",
        _ => $"{missing} clients need a listener of their own, where the library allows one.",
    };

    private static string? DualHost(ListenerApi api, string scheme) =>
        Array.Find(s_wildcards, host => api.UrlMap(scheme + host) == Reach.ClientReach.Dual);

    private static string Loopback(ListenerApi api) => api.Repair switch
    {
        Repair.KestrelListen => "Use ListenAnyIP(port) if clients come from elsewhere.",
        Repair.KestrelEndpoint => "Use AnyIPEndpoint(port) if clients come from elsewhere.",
        Repair.Url => "Use the host '*' if clients come from elsewhere.",
        _ => "Bind a wildcard address if clients come from elsewhere.",
    };
}
