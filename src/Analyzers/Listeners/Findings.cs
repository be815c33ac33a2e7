using BindCheck.Listeners.Facts;
using BindCheck.Reach;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners;

/// <summary>From reach to rule.</summary>
internal static class Findings
{
    /// <summary>The rule that a verdict breaks; null where it breaks none.</summary>
    internal static DiagnosticDescriptor? RuleFor(Verdict verdict, bool isWindowsOnly)
    {
        var reach = verdict.Reach;
        var isHttpListener = verdict.Site.Api.Server == Server.HttpListener;
        if (isHttpListener && (reach.Is(Families.IPv4, Scope.Any) || HostOfResolver(verdict) is not null))
            return isWindowsOnly || Guards.IsPlatformSpecific(verdict.Site.Syntax) ? null : ListenerRules.HttpListenerIpv4Only;
        if (!reach.IsKnown) return null;
        return (reach.Families, reach.Scope) switch
        {
            (_, Scope.Loopback) => ListenerRules.LoopbackOnly,
            (Families.IPv4, Scope.Any) => ListenerRules.Ipv4Only,
            (Families.IPv6, Scope.Any) => ListenerRules.Ipv6Only,
            (Families.IPv4, Scope.Specific) when IsUnicast(verdict) => ListenerRules.SpecificIpv4,
            _ => null,
        };
    }

    // Groups (RFC 5771) and the broadcast address are IPv4 by definition. In a URL a group cannot stand.
    private static bool IsUnicast(Verdict verdict) =>
        !System.Net.IPAddress.TryParse(verdict.Text, out var address) || address.MapToIPv4().GetAddressBytes()[0] < 224;

    /// <summary>The host name of an HttpListener prefix, which is resolved at run time; null where it is a wildcard or an address.</summary>
    internal static string? HostOfResolver(Verdict verdict) =>
        verdict is { Site.Api.Server: Server.HttpListener, Reach.Certainty: Certainty.Unknown, Text: { } text }
        && UrlText.TrySplit(text, out var parts) && parts.Host[0] != '[' ? parts.Host : null;
}
