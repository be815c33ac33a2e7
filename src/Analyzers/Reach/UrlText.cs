using System.Net;
using System.Net.Sockets;

namespace BindCheck.Reach;

/// <summary>
/// The three dialects of listen URLs. They agree on the shape <c>scheme://host[:port][/path]</c> and differ in what a host means.
/// </summary>
internal static class UrlText
{
    /// <summary>
    /// Kestrel (AddressBinder.ParseAddress): localhost is both loopbacks, an IP literal is that address, a unix socket or a pipe
    /// is no IP listener, and every other host ("*", "+", "any.example") is both wildcards.
    /// </summary>
    internal static ClientReach Kestrel(string url) => !TrySplit(url, out var parts) ? ClientReach.Unknown
        : parts.IsPath ? ClientReach.NoSocket
        : IsLocalhost(parts.Host) ? ClientReach.Of(Families.Both, Scope.Loopback)
        : IPAddress.TryParse(parts.Host, out var address) ? AddressMaps.Kestrel(address)
        : ClientReach.Dual;

    /// <summary>
    /// HTTP.sys, inside Windows: every host but an IP literal is a routing match and listens on all addresses of both families
    /// (UrlPrefix strings, Win32 documentation).
    /// </summary>
    internal static ClientReach HttpSys(string url) => !TrySplit(url, out var parts) ? ClientReach.Unknown
        : IPAddress.TryParse(parts.Host, out var address) ? AddressMaps.Kestrel(address)
        : ClientReach.Dual;

    /// <summary>
    /// The managed HttpListener of Linux and macOS (HttpEndPointManager): "+" and "*" are 0.0.0.0, an IPv4 literal is that address,
    /// 0.0.0.0 and every IPv6 literal throw, and a name is one socket on the first address it resolves to: unknown until run time.
    /// </summary>
    internal static ClientReach ManagedHttpListener(string prefix) => !TrySplit(prefix, out var parts) ? ClientReach.Unknown
        : parts.Host is "+" or "*" ? ClientReach.Of(Families.IPv4, Scope.Any)
        : !IPAddress.TryParse(parts.Host, out var address) ? ClientReach.Unknown
        : address.Equals(IPAddress.Any) || address.AddressFamily == AddressFamily.InterNetworkV6 ? ClientReach.Throws
        : AddressMaps.SingleFamily(address);

    /// <summary>Whether a host is "localhost" or below it (RFC 6761, section 6.3).</summary>
    internal static bool IsLocalhost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>Splits a URL. False where it has no scheme, a host that is not wholly known, or another scheme than http and https.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="anyScheme">Whether to read other schemes too: <c>ws</c>, <c>net.tcp</c>.</param>
    internal static bool TrySplit(string url, out UrlParts parts, bool anyScheme = false)
    {
        parts = default;
        var start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        if (start < 3 || !(anyScheme || Scheme("http") || Scheme("https"))) return false;
        if (At("unix:/") || At("pipe:/"))
        {
            parts = new(url.Substring(start), start, null, IsPath: true);
            return true;
        }

        var end = url.IndexOf('/', start);
        if (end < 0) end = url.Length;
        // The last colon starts the port, unless it lies within the brackets of an IPv6 literal (BindingAddress.Parse).
        var colon = end > start ? url.LastIndexOf(':', end - 1, end - start) : -1;
        if (colon >= 0 && url.IndexOf(']', colon, end - colon) >= 0) colon = -1;
        var hostEnd = colon >= 0 ? colon : end;
        var host = url.Substring(start, hostEnd - start);
        if (host.Length == 0 || !Pattern.IsKnown(host)) return false;
        parts = new(host, start, colon >= 0 ? url.Substring(colon + 1, end - colon - 1) : null, IsPath: false);
        return true;

        bool Scheme(string name) => url.StartsWith(name + "://", StringComparison.OrdinalIgnoreCase);
        bool At(string prefix) => string.Compare(url, start, prefix, 0, prefix.Length, StringComparison.OrdinalIgnoreCase) == 0;
    }
}

/// <summary>The parts of a listen URL that decide.</summary>
/// <param name="Host">As written, IPv6 literals with their brackets; the path of a unix socket or pipe.</param>
/// <param name="HostStart">Where the host starts in the URL.</param>
/// <param name="Port">As written; null when the URL has none.</param>
/// <param name="IsPath">A unix socket or a named pipe.</param>
internal readonly record struct UrlParts(string Host, int HostStart, string? Port, bool IsPath);
