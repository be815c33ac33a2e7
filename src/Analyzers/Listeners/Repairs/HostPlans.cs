using System.Collections.Immutable;
using System.Net;
using BindCheck.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Listeners.Repairs;

/// <summary>The repairs of servers that make their own sockets and know what to do with <c>::</c>.</summary>
internal static class HostPlans
{
    private const int MaxDepth = 6;

    private static readonly ImmutableArray<Recipe>
        s_both = ImmutableArray.Create(Recipe.Dual, Recipe.IPv6Any),
        s_dual = ImmutableArray.Create(Recipe.Dual),
        s_loopback = ImmutableArray.Create(Recipe.Localhost, Recipe.Widen),
        s_widen = ImmutableArray.Create(Recipe.Widen);

    /// <summary>Another method where the bind's value is certain; else another address where it is written.</summary>
    internal static RepairPlan Kestrel(RepairCandidate candidate, CancellationToken cancellationToken)
    {
        var site = candidate.Site;
        if (site.Syntax is not InvocationExpressionSyntax) return RepairPlan.None;
        if (site.Value is null) return new(site.Api.Repair, s_widen, ImmutableArray<Spot>.Empty);
        var spots = candidate.IsCertain ? candidate.PortSpots(cancellationToken) : null;
        if (spots is null) return Address(candidate);
        if (!candidate.IsWildcard)
        {
            var isPair = candidate.Verdict.Text is "127.0.0.1" or "::1" && IsFixedPort(candidate.Verdict.Port);
            return new(site.Api.Repair, isPair ? s_loopback : s_widen, spots.ToImmutableArray());
        }

        return candidate.Address is { } address
            ? new(site.Api.Repair, s_both, spots.Append(address).ToImmutableArray())
            : new(site.Api.Repair, s_dual, spots.ToImmutableArray());
    }

    /// <summary>The address alone, which its listener makes dual-mode by itself.</summary>
    internal static RepairPlan Address(RepairCandidate candidate)
    {
        if (!candidate.IsWildcard || candidate.Address is not { } address) return RepairPlan.None;
        // msquic opens both families for :: without asking whether the host has IPv6: there is nothing to fall back from.
        var isQuic = candidate.Site.Api.Repair == Repair.IPv6Any;
        return new(isQuic ? Repair.IPv6Any : Repair.Address,
            isQuic ? s_dual : s_both, ImmutableArray.Create(address));
    }

    /// <summary>The hosts within the text, which serves the bind alone: "*" is no host for a client.</summary>
    internal static RepairPlan Url(RepairCandidate candidate, CancellationToken cancellationToken)
    {
        var place = candidate.Verdict.Place.Syntax;
        var hosts = new List<UrlParts>();
        foreach (var verdict in candidate.SameSite)
        {
            if (verdict.Place.Syntax == place && verdict.Reach.IsKnown && verdict.Reach.Scope == candidate.Verdict.Reach.Scope
                && (verdict.Reach.Families == Families.Both) == (candidate.Verdict.Reach.Families == Families.Both)
                && verdict.Text is { } text && UrlText.TrySplit(text, out var parts)) hosts.Add(parts);
        }

        var spots = ImmutableArray.CreateBuilder<Spot>();
        foreach (var host in hosts.Select(parts => parts.Host).Distinct(StringComparer.Ordinal))
        {
            var found = Find(host, place, candidate, 0, cancellationToken);
            if (found.Count == 0) return RepairPlan.None;
            foreach (var span in found) spots.Add(new(Role.Host, Location.Create(place.SyntaxTree, span)));
        }

        if (spots.Count == 0 || !candidate.Path.IsSole) return RepairPlan.None;
        return new(Repair.Url, UrlRecipes(candidate, hosts), spots.ToImmutable());
    }

    private static ImmutableArray<Recipe> UrlRecipes(RepairCandidate candidate, List<UrlParts> hosts)
    {
        // HTTP.sys opens all addresses for a name, and knows no [::].
        var isHttpSys = candidate.Site.Api.Server == Server.HttpSys;
        if (candidate.IsWildcard) return isHttpSys ? s_dual : s_both;
        return !isHttpSys && hosts.TrueForAll(static parts => IsLoopback(parts.Host) && (parts.Port is null || IsFixedPort("#" + parts.Port)))
            ? s_loopback
            : s_widen;
    }

    // However it is spelt (127.0.0.1, 127.1, [::1]), it must be one that "localhost" binds: who dials 127.0.0.9 would find nobody there.
    private static bool IsLoopback(string? host) =>
        IPAddress.TryParse(host, out var address) && (address.Equals(IPAddress.Loopback) || address.Equals(IPAddress.IPv6Loopback));

    // "localhost" takes no dynamic port: Kestrel would have to find one that is free in both families.
    private static bool IsFixedPort(string? port) => port?.Length > 1 && port[0] == '#' && int.TryParse(port.Substring(1), out var number) && number != 0;

    private static List<TextSpan> Find(string host, SyntaxNode text, RepairCandidate candidate, int depth, CancellationToken cancellationToken)
    {
        var found = new List<TextSpan>();
        if (depth > MaxDepth) return found;
        foreach (var node in text.DescendantNodesAndSelf())
        {
            switch (node)
            {
                case LiteralExpressionSyntax { Token.Value: string } literal:
                    AddHosts(literal.Token);
                    break;
                case InterpolatedStringTextSyntax part:
                    AddHosts(part.TextToken);
                    break;
                case IdentifierNameSyntax name
                    when candidate.Symbols.SymbolOf(name) is { Kind: SymbolKind.Field or SymbolKind.Local } held && candidate.Writes.Of(held) is { Count: 1 } writes && writes[0].Value is { } value:
                    var inside = Find(host, value, candidate, depth + 1, cancellationToken);
                    if (inside.Count > 0) candidate.Path.Add(held, name);
                    found.AddRange(inside);
                    break;
            }
        }

        return found;

        void AddHosts(SyntaxToken token)
        {
            for (var at = token.Text.IndexOf(host, StringComparison.Ordinal); at >= 0; at = token.Text.IndexOf(host, at + host.Length, StringComparison.Ordinal))
                if (IsWholeHost(token.Text, at, host)) found.Add(new(token.SpanStart + at, host.Length));
        }
    }

    // Behind "://", or at the start of a text that is put behind it; in front of a port, a path, another URL or the end.
    private static bool IsWholeHost(string text, int at, string host)
    {
        var end = at + host.Length;
        var isStart = at == 0 || text[at - 1] == '"' && host.Length > 1;
        return (isStart || at >= 3 && string.CompareOrdinal(text, at - 3, "://", 0, 3) == 0) && (end == text.Length || ":/;\"{".IndexOf(text[end]) >= 0);
    }
}
