using BindCheck.Listeners.Values;
using BindCheck.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

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
        if (verdicts.TrueForAll(v => v.Reach.Scope != Scope.Any || !v.Reach.IsKnown)) return verdicts;
        var mode = DualModeOf(site);
        return verdicts.ConvertAll(v => (v.Reach.Families, v.Reach.Scope, mode) switch
        {
            // Bound by its constructor: it is too late.
            (_, Scope.Any, DualMode.On) when site.Api.Server == Server.UdpClient => v with { Reach = ClientReach.Unknown },
            (Families.IPv6, Scope.Any, DualMode.On) => v with { Reach = ClientReach.Dual, Covered = Families.Both },
            (Families.IPv6, Scope.Any, DualMode.Unknown) => v with { Reach = ClientReach.Unknown },
            // DualMode on an IPv4 socket throws NotSupportedException.
            (Families.IPv4, Scope.Any, DualMode.On) => v with { Reach = ClientReach.Throws },
            _ => v,
        });
    }

    /// <summary>Whether clients are expected at all.</summary>
    internal bool IsServer(Verdict verdict)
    {
        var site = verdict.Site;
        if (verdict.Reach.Scope == Scope.Loopback && AwaitsOwnBrowser()) return false;
        switch (site.Api.Server)
        {
            case Server.TcpListener:
                return !ServerEvidence.IsProbe(UsesOf(site), site.Syntax);
            case Server.UdpClient:
                return !IsAmongGroups(verdict) && (ServerEvidence.IsHandedOver(UsesOf(site), verdict.Port, site.Syntax, symbols)
                    || TrailOf(verdict, UsesOf(site)).Any(uses => ServerEvidence.Receives(uses, site.Syntax, symbols)));
            case Server.HttpListener:
                return !(HttpListenerOf(site) is { } listener && ServerEvidence.IsProbe(ObjectUses.OfHolder(listener, symbols, cancellationToken), site.Syntax));
            case Server.Socket:
                if (verdict.Socket is not { } socket || socket.Type == "Raw" || ServerEvidence.IsProbe(socket.Uses, site.Syntax)) return false;
                return TrailOf(verdict, socket.Uses).Any(uses => ServerEvidence.Listens(uses) || socket.Type != "Stream" && !IsAmongGroups(verdict) && ServerEvidence.Receives(uses, site.Syntax, symbols))
                    || IsKestrelSocketFactory(site.Syntax);
            case Server.Library:
                // What the member switches is which families a wildcard stands for.
                return !ServerEvidence.UsesGroups(site.Syntax, symbols)
                    && !(verdict.Reach.Scope == Scope.Any && site.Api.Unless is { } member && symbols.Source.Mentions(member, cancellationToken));
            case Server.HostUrls:
                // A feature that the code makes itself belongs to a server of its own, as tests have them.
                return site.Operation is not IInvocationOperation { Instance: IPropertyReferenceOperation { Instance.Type.Name: "ServerAddressesFeature" } };
            default:
                return true;
        }
    }

    // Sign-in of a native program (RFC 8252, section 7.3): it opens the browser, which answers over loopback.
    private bool AwaitsOwnBrowser() => symbols.Named("UseShellExecute").Count + symbols.Named("IBrowser").Count > 0;

    // A caller that speaks to groups is handed the socket for that.
    private bool IsAmongGroups(Verdict verdict)
    {
        for (var frame = verdict.Frame; frame is not null; frame = frame.Outer)
            if (ServerEvidence.UsesGroups(frame.Call.Syntax, symbols)) return true;
        return false;
    }

    private IEnumerable<ObjectUses> TrailOf(Verdict verdict, ObjectUses atBind) => ObjectTrail.Of(verdict, atBind, symbols, cancellationToken);

    // listener.Prefixes.Add(…), listener held by a variable.
    private static ISymbol? HttpListenerOf(BindSite site) =>
        site.Receiver is IPropertyReferenceOperation { Instance: ILocalReferenceOperation { Local: var local } } ? local : null;

    private DualMode DualModeOf(BindSite site)
    {
        // "class Listener : TcpListener" sets it on itself.
        if (site.Syntax is ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax)
            return symbols.Named("DualMode").Count + symbols.Named("IPv6Only").Count == 0 ? DualMode.Off : DualMode.Unknown;
        var uses = UsesOf(site);
        var prefix = site.Api.Server == Server.TcpListener ? "Server." : "Client.";
        // A TcpListener is bound by Start, a UdpClient by its constructor.
        var start = uses.All.FirstOrDefault(use => use is { Kind: UseKind.Call, Path: "Start" } && HostPrecedence.BodyOf(use.Node) == HostPrecedence.BodyOf(site.Syntax)).Node;
        var escapes = site.Api.Server == Server.TcpListener && (start is null ? uses.Escapes : uses.EscapesBefore(start));
        return SocketFacts.DualModeOf(uses, prefix, symbols) ?? (escapes ? DualMode.Unknown : DualMode.Off);
    }

    // Kestrel calls Listen on what this delegate returns.
    private static bool IsKestrelSocketFactory(SyntaxNode site) =>
        site.Ancestors().Any(a => a is AssignmentExpressionSyntax { Left: var left } && BindSiteFinder.NameOf(left) == "CreateBoundListenSocket");
}
