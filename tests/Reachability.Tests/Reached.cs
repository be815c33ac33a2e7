using System.Net;
using BindCheck.Reachability.Tests.Stages;

namespace BindCheck.Reachability.Tests;

/// <summary>A reach that was observed, and what it was seen from.</summary>
internal sealed record Reached(ClientReach Reach, string Evidence)
{
    internal static Reached From(StageAnswer answer)
    {
        var evidence = $"{answer.Error ?? "running"}; listeners: {string.Join(", ", answer.Listeners)}";
        if (answer.Error is not null) return new(ClientReach.Throws, evidence);
        if (answer.Listeners.Length == 0) return new(ClientReach.NoSocket, evidence);
        var families = (answer.IPv4 ? Families.IPv4 : 0) | (answer.IPv6 ? Families.IPv6 : 0);
        return new(ClientReach.Of(families, ScopeOf(Array.ConvertAll(answer.Listeners, IPAddress.Parse))), evidence);
    }

    private static Scope ScopeOf(IPAddress[] listeners)
    {
        var plain = Array.ConvertAll(listeners, a => a.IsIPv4MappedToIPv6 ? a.MapToIPv4() : a);
        return plain.Any(a => a.Equals(IPAddress.Any) || a.Equals(IPAddress.IPv6Any)) ? Scope.Any
            : plain.All(IPAddress.IsLoopback) ? Scope.Loopback
            : Scope.Specific;
    }
}
