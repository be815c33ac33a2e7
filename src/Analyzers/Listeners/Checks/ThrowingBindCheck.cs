using System.Collections.Immutable;
using BindCheck.Listeners.Facts;
using BindCheck.Listeners.Repairs;
using BindCheck.Listeners.Values;
using BindCheck.Reach;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Checks;

/// <summary>BIND1007: binds that throw when the program runs. What each throws was measured on .NET 10 and Linux.</summary>
internal sealed class ThrowingBindCheck : IListenerCheck
{
    private const string
        Ipv6OnIpv4 = "an IPv4 socket cannot be bound to an IPv6 address (SocketException: AddressFamilyNotSupported)",
        Ipv4OnIpv6 = "an IPv6 socket without DualMode cannot be bound to an IPv4 address (SocketException: InvalidArgument)",
        Mapped = "its socket accepts IPv6 only, to which an IPv4-mapped address does not belong (SocketException: InvalidArgument)",
        DualModeOnIpv4 = "an IPv4 socket has no DualMode (NotSupportedException)",
        BoundAlready = "DualMode cannot be set on a socket that is bound already (SocketException: InvalidArgument)",
        NoDynamicPort = "Kestrel chooses no port for localhost (InvalidOperationException)";

    public IEnumerable<Diagnostic> Run(FileListeners file)
    {
        for (var i = 0; i < file.Sites.Count; i++)
        {
            var site = file.Sites[i];
            if (!file.Symbols.Source.IsOwn(site.Syntax.SyntaxTree) || file.Dead.Contains(site) || Guards.IsFallback(site.Syntax)) continue;
            if (LateDualMode(site, file) is var (late, bound))
                yield return Report(late, site, BoundAlready, "Set it before the socket is bound.", Reorder(bound, late, file.Verdicts[i]));
            else if (file.Verdicts[i] is { Count: 1 } verdicts && verdicts[0] is { Frame: null } verdict && !Guards.IsFallback(verdict.Place.Syntax) && WhyItThrows(verdict) is var (why, advice))
                yield return Report(SymbolUses.IsWithin(verdict.Place.Syntax, site.Syntax) ? verdict.Place.Syntax : site.Syntax, site, why, advice);
        }
    }

    private static Diagnostic Report(SyntaxNode place, BindSite site, string why, string advice, RepairPlan? repair = null) => Diagnostic.Create(
        ListenerRules.Throws, place.GetLocation(), [site.Syntax.GetLocation(), .. (repair ?? RepairPlan.None).Spots.Select(static spot => spot.Location)],
        (repair ?? RepairPlan.None).ToProperties(), site.Api.DisplayName, why, advice);

    // Two whole statements, for a socket that takes the option: one that is created as it is bound has no place in front.
    private static RepairPlan Reorder(StatementSyntax bound, SyntaxNode late, List<Verdict> verdicts) =>
        bound is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax } && late.Parent is ExpressionStatementSyntax set
        && verdicts.Count > 0 && verdicts.TrueForAll(static v => v.Reach.Certainty != Certainty.Throws && System.Net.IPAddress.TryParse(v.Text, out var ip) && ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6)
            ? new(Repair.DualModeOrder, ImmutableArray.Create(Recipe.Reorder), ImmutableArray.Create(new Spot(Role.Statement, bound.GetLocation()), new Spot(Role.Statement, set.GetLocation())))
            : RepairPlan.None;

    private static (string Why, string Advice)? WhyItThrows(Verdict verdict)
    {
        if (verdict.Site.Api.Member is "ListenLocalhost" or "LocalhostEndpoint")
            return verdict.Site.Port?.ConstantValue is { HasValue: true, Value: 0 } ? (NoDynamicPort, "Listen on IPAddress.Loopback and IPAddress.IPv6Loopback, or give it a port.") : null;
        if (verdict.Reach.Certainty != Certainty.Throws || verdict.Site.Api.Notation is not (Notation.Address or Notation.EndPoint) || verdict.Site.Api.Server == Server.Library) return null;
        var isIpv4 = System.Net.IPAddress.TryParse(verdict.Text, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork;
        return verdict switch
        {
            { Socket: not null } => isIpv4 || address?.IsIPv4MappedToIPv6 == true ? (Ipv4OnIpv6, "Set DualMode = true and bind IPAddress.IPv6Any.") : (Ipv6OnIpv4, "Create the socket with AddressFamily.InterNetworkV6 and set DualMode = true."),
            _ when address?.IsIPv4MappedToIPv6 == true => (Mapped, "Use the IPv4 address, or IPAddress.IPv6Any with DualMode."),
            _ => (DualModeOnIpv4, "Use IPAddress.IPv6Any with it."),
        };
    }

    // A statement that certainly runs after the one that binds: both stand in one list.
    private static (SyntaxNode Set, StatementSyntax Bound)? LateDualMode(BindSite site, FileListeners file)
    {
        var (uses, path, bind) = site.Api.Server switch
        {
            Server.TcpListener when file.Facts.UsesOf(site) is var u => (u, "Server.DualMode", u.All.FirstOrDefault(static use => use is { Kind: UseKind.Call, Path: "Start" }).Node),
            Server.UdpClient => (file.Facts.UsesOf(site), "Client.DualMode", site.Syntax),
            Server.Socket when site.Receiver is { } receiver && HolderOf(receiver, file) is { } holder =>
                (ObjectUses.OfHolder(holder, file.Symbols, file.CancellationToken), "DualMode", site.Syntax),
            _ => default,
        };
        if (uses is null || StatementOf(bind) is not { } bound) return null;
        foreach (var use in uses.All)
        {
            if (use.Kind != UseKind.Set || use.Path != path || use.Node is not AssignmentExpressionSyntax { Right: LiteralExpressionSyntax { Token.ValueText: "true" } }) continue;
            if (StatementOf(use.Node) is { } set && StatementLists.Of(set) == StatementLists.Of(bound) && set.SpanStart > bound.SpanStart && !IsMadeAnew(uses, bound, set)) return (use.Node, bound);
        }

        return null;
    }

    private static ISymbol? HolderOf(IOperation receiver, FileListeners file) =>
        receiver.Syntax is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } ? file.Symbols.SymbolOf(receiver.Syntax) : null;

    // socket = new Socket(…) between the two, or listener.Stop(), after which Server is a new socket.
    private static bool IsMadeAnew(ObjectUses uses, StatementSyntax bound, StatementSyntax set) =>
        uses.All.Any(use => use is { Kind: UseKind.Call, Path: "Stop" } && use.Node.SpanStart > bound.SpanStart && use.Node.SpanStart < set.SpanStart)
        || uses.Holders.Any(holder => StatementLists.Of(bound)!.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(a => a.SpanStart > bound.SpanStart && a.SpanStart < set.SpanStart && BindSiteFinder.NameOf(a.Left) == holder.Name));

    private static StatementSyntax? StatementOf(SyntaxNode? node) =>
        node?.FirstAncestorOrSelf<StatementSyntax>() is { } statement and (ExpressionStatementSyntax or LocalDeclarationStatementSyntax)
            ? statement
            : null;
}
