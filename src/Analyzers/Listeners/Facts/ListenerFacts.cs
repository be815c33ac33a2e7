using BindCheck.Listeners.Values;
using BindCheck.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Facts;

/// <summary>What the file does with its listener objects beside binding them.</summary>
internal sealed class ListenerFacts(SymbolUses symbols, CancellationToken cancellationToken)
{
    private readonly Dictionary<SyntaxNode, ObjectUses> _uses = [];

    /// <summary>The uses of the object that a site creates.</summary>
    internal ObjectUses UsesOf(BindSite site)
    {
        if (!_uses.TryGetValue(site.Syntax, out var uses))
            _uses.Add(site.Syntax, uses = ObjectUses.OfCreation(site.Syntax, symbols, cancellationToken));
        return uses;
    }

    /// <summary>Takes DualMode into account, which is set on the object after its constructor has chosen the family.</summary>
    internal List<Verdict> Refine(BindSite site, List<Verdict> verdicts)
    {
        if (site.Api.Server is not (Server.TcpListener or Server.UdpClient)) return verdicts;
        if (!verdicts.Exists(v => v.Reach.Is(Families.IPv6, Scope.Any))) return verdicts;
        var reach = DualModeOf(site) switch
        {
            DualMode.On => ClientReach.Dual,
            DualMode.Off => ClientReach.Of(Families.IPv6, Scope.Any),
            _ => ClientReach.Unknown,
        };
        return verdicts.ConvertAll(v => v.Reach.Is(Families.IPv6, Scope.Any) ? v with { Reach = reach, Covered = v.Covered | reach.Families } : v);
    }

    /// <summary>Whether clients are expected at all.</summary>
    internal bool IsServer(Verdict verdict)
    {
        var site = verdict.Site;
        switch (site.Api.Server)
        {
            case Server.TcpListener:
                return !ServerEvidence.IsProbe(UsesOf(site));
            case Server.UdpClient:
                return ServerEvidence.Receives(UsesOf(site), site.Syntax, symbols);
            case Server.Socket:
                if (verdict.Socket is not { } socket || socket.Type == "Raw" || ServerEvidence.IsProbe(socket.Uses)) return false;
                return ServerEvidence.Listens(socket.Uses)
                    || socket.Type != "Stream" && ServerEvidence.Receives(socket.Uses, site.Syntax, symbols)
                    || IsKestrelSocketFactory(site.Syntax);
            default:
                return true;
        }
    }

    private DualMode DualModeOf(BindSite site)
    {
        // "class Listener : TcpListener" sets it on itself.
        if (site.Syntax is ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax)
            return symbols.Named("DualMode").Count + symbols.Named("IPv6Only").Count == 0 ? DualMode.Off : DualMode.Unknown;
        var uses = UsesOf(site);
        var prefix = site.Api.Server == Server.TcpListener ? "Server." : "Client.";
        return SocketFacts.DualModeOf(uses, prefix, symbols.Model, cancellationToken) ?? (uses.Escapes ? DualMode.Unknown : DualMode.Off);
    }

    // Kestrel calls Listen on what this delegate returns.
    private static bool IsKestrelSocketFactory(SyntaxNode site) =>
        site.Ancestors().Any(a => a is AssignmentExpressionSyntax { Left: var left } && BindSiteFinder.NameOf(left) == "CreateBoundListenSocket");
}
