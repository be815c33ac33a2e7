using BindCheck.Rules;
using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners;

/// <summary>The last sentence of a message: what to do.</summary>
internal static class Advice
{
    internal static string For(DiagnosticDescriptor rule, ListenerApi api) => rule.Id switch
    {
        "BIND1004" => "Use Kestrel: no HttpListener prefix accepts both families there.",
        "BIND1002" => Loopback(api),
        "BIND1003" => Ipv6(api),
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
        _ => "Use IPAddress.IPv6Any, which accepts both here.",
    };

    private static string Ipv6(ListenerApi api) => api.Server switch
    {
        Server.TcpListener => "Use TcpListener.Create(port), or set Server.DualMode before Start.",
        Server.UdpClient => "Use new UdpClient(AddressFamily.InterNetworkV6) and set Client.DualMode before Client.Bind.",
        _ => "Set DualMode = true before Bind.",
    };

    private static string Loopback(ListenerApi api) => api.Repair switch
    {
        Repair.KestrelListen => "Use ListenAnyIP(port) if clients come from elsewhere.",
        Repair.KestrelEndpoint => "Use AnyIPEndpoint(port) if clients come from elsewhere.",
        Repair.Url => "Use the host '*' if clients come from elsewhere.",
        _ => "Bind a wildcard address if clients come from elsewhere.",
    };
}
