using System.Collections.Immutable;
using BindCheck.Listeners.Facts;
using BindCheck.Listeners.Peers;
using BindCheck.Listeners.Values;
using BindCheck.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Repairs;

/// <summary>When a repair may be offered: only where its result is certain to accept more clients and to lose none.</summary>
internal sealed class RepairConditions(FileListeners file)
{
    // With ReuseAddress an IPv4 and a dual-mode listener share one port on Linux and split the connections between them.
    private static readonly string[] s_socketOptions = ["ReuseAddress", "ReuseUnicastPort"];

    // On a dual-mode socket these act on one family only, differ between systems, or need a template of the right family.
    private static readonly string[] s_datagramMembers =
    [
        "Ttl", "ReceiveMessageFrom", "ReceiveMessageFromAsync", "BeginReceiveMessageFrom", "EndReceiveMessageFrom", "SocketAddress", "PacketInformation",
    ];

    // Old frameworks lack what a repair would write; the other members it needs are no younger.
    private static readonly Dictionary<Repair, (string Type, string Member)> s_needs = new()
    {
        [Repair.TcpListener] = ("System.Net.Sockets.TcpListener", "Create"),
        [Repair.Socket] = ("System.Net.Sockets.Socket", "DualMode"),
        [Repair.UdpClient] = ("System.Net.Sockets.Socket", "DualMode"),
        [Repair.KestrelListen] = ("Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions", "ListenAnyIP"),
        [Repair.KestrelEndpoint] = ("Microsoft.AspNetCore.Server.Kestrel.KestrelConfigurationLoader", "AnyIPEndpoint"),
    };

    private readonly SymbolUses _symbols = file.Symbols;
    private readonly Dictionary<SyntaxNode, IReadOnlyList<PeerPlace>> _peers = [];

    internal RepairPlan PlanFor(Verdict verdict, List<Verdict> sameSite)
    {
        var site = verdict.Site;
        if (site.Api.Repair == Repair.None || !verdict.Reach.IsKnown || !HasMembersFor(site.Api.Repair)) return RepairPlan.None;
        if (!file.Coverage.OnSamePort(verdict).All(other => Agrees(verdict, other))) return RepairPlan.None;
        var type = Coverage.TypeOf(site.Syntax);
        if (HasDirectives(site.Syntax) || verdict.Socket?.Creation is { } creation && HasDirectives(creation.Syntax)) return RepairPlan.None;
        if (PeersIn(type).Any(static place => PeerHazards.HurtsIpv4(place.Hazard))) return AwaitsPeers(verdict) ? RepairPlan.PeersFirst : RepairPlan.None;
        if (!IsFreeOfOptions(verdict, type)) return RepairPlan.None;
        if (ValuePath.Find(verdict, _symbols, file.Writes, file.CancellationToken) is not { } path) return RepairPlan.None;
        var plan = PlanOf(new RepairCandidate(verdict, sameSite, path, _symbols, file.Writes));
        // One file is repaired at a time.
        if (verdict.Place.Syntax.SyntaxTree != site.Syntax.SyntaxTree || !plan.Spots.All(spot => spot.Location.SourceTree == site.Syntax.SyntaxTree)) return RepairPlan.None;
        return plan.Repair != Repair.None && AwaitsPeers(verdict) ? RepairPlan.PeersFirst : plan;
    }

    private RepairPlan PlanOf(RepairCandidate candidate) =>
        candidate.Site.Api.Repair switch
        {
            Repair.TcpListener => SocketPlans.TcpListener(candidate, file.CancellationToken),
            Repair.Socket => SocketPlans.Socket(candidate, file.CancellationToken),
            Repair.UdpClient => SocketPlans.UdpClient(candidate, file.CancellationToken),
            Repair.KestrelListen or Repair.KestrelEndpoint => HostPlans.Kestrel(candidate, file.CancellationToken),
            Repair.Url => HostPlans.Url(candidate, file.CancellationToken),
            _ => HostPlans.Address(candidate),
        };

    private bool HasMembersFor(Repair repair) =>
        !s_needs.TryGetValue(repair, out var need) || _symbols.ModelOf(_symbols.Root).Compilation.GetTypesByMetadataName(need.Type).Any(type => !type.GetMembers(need.Member).IsEmpty);

    // A listener of the other family, or of another scope, on the same port would collide with one that takes the whole port.
    private static bool Agrees(Verdict verdict, Verdict other) =>
        !other.Reach.IsKnown || other.Reach.Scope == verdict.Reach.Scope && (other.Reach.Families & ~verdict.Reach.Families) == 0;

    // An argument list of which #if takes a part away.
    private static bool HasDirectives(SyntaxNode bind) =>
        bind.DescendantTrivia(static node => node is not AnonymousFunctionExpressionSyntax).Any(trivia => trivia.IsDirective && trivia.SpanStart > bind.SpanStart);

    // On loopback a repair keeps to loopback, where each family has its socket.
    private bool AwaitsPeers(Verdict verdict) => verdict.Reach.Scope == Scope.Any && file.Peers.WouldHurt(verdict.Site);

    private IReadOnlyList<PeerPlace> PeersIn(SyntaxNode type)
    {
        if (!_peers.TryGetValue(type, out var places)) _peers.Add(type, places = PeerChecks.In(type, _symbols.Source, file.CancellationToken));
        return places;
    }

    private bool IsFreeOfOptions(Verdict verdict, SyntaxNode type)
    {
        if (verdict.Site.Api.Server is not (Server.TcpListener or Server.Socket or Server.UdpClient)) return true;
        if (Mentions(type, s_socketOptions) || _symbols.Named("IP").Any(name => type.Span.Contains(name.Span)
            && name.Parent is MemberAccessExpressionSyntax access && BindSiteFinder.NameOf(access.Expression) == "SocketOptionLevel")) return false;
        var isStream = verdict.Site.Api.Server == Server.TcpListener || verdict.Socket?.Type == "Stream";
        return isStream || !Mentions(type, s_datagramMembers) && !ServerEvidence.UsesGroups(verdict.Site.Syntax, _symbols);
    }

    private bool Mentions(SyntaxNode type, string[] names) => names.Any(name => _symbols.Named(name).Any(use => type.Span.Contains(use.Span)));
}
