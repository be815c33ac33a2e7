using System.Net;

namespace BindCheck.Reach;

/// <summary>Addresses and end points as <see cref="IPAddress"/> and IPEndPoint parse them: "0", "127.1" and "0x7f.1" are addresses here.</summary>
internal static class EndPointText
{
    /// <summary>IPAddress.Parse; null where the text is unknown or not an address.</summary>
    internal static IPAddress? ParseAddress(string text) =>
        Pattern.IsKnown(text) && IPAddress.TryParse(text, out var address) ? address : null;

    /// <summary>The host of "host", "host:port" or "[::]:port"; more colons without brackets are an IPv6 address alone.</summary>
    internal static string HostOf(string text, out string? port)
    {
        port = null;
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || text[colon - 1] != ']' && text.IndexOf(':') != colon) return text;
        port = text.Substring(colon + 1);
        return text.Substring(0, colon);
    }

    /// <summary>
    /// The address part of IPEndPoint.Parse: a port follows the last colon if that is the only one or stands behind "]" (IPEndPoint.TryParse).
    /// Null where the text is unknown or not an end point.
    /// </summary>
    internal static IPAddress? ParseEndPoint(string text, out string? port) => ParseAddress(HostOf(text, out port));
}
