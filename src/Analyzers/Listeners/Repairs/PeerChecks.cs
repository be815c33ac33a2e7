using System.Net;
using BindCheck.Listeners.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Repairs;

/// <summary>
/// Code that expects an end of a connection to look like IPv4. A dual-mode socket reports IPv4 peers, and its own address, as
/// <c>::ffff:a.b.c.d</c>, on which such code fails in silence: an allow-list that lets nobody in, a ban that bans nobody.
/// </summary>
internal sealed class PeerChecks(SymbolUses symbols, CancellationToken cancellationToken)
{
    private static readonly string[] s_ends = ["RemoteEndPoint", "RemoteIpAddress", "LocalEndPoint", "LocalEndpoint", "LocalIpAddress"];

    // The code knows of mapped addresses.
    private static readonly string[] s_normalisers = ["MapToIPv4", "IsIPv4MappedToIPv6", "MapToIPv6"];

    // Taking the text or the bytes of an address apart.
    private static readonly HashSet<string> s_dissections = new(StringComparer.Ordinal)
        { "GetAddressBytes", "Split", "Substring", "IndexOf", "LastIndexOf", "StartsWith", "EndsWith", "Replace" };

    private readonly HashSet<ISymbol> _entered = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the type, or the file of top-level statements, has such code.</summary>
    internal bool AreIpv4Shaped(SyntaxNode type)
    {
        if (s_normalisers.Any(name => NamedIn(type, name).Any())) return false;
        return s_ends.SelectMany(name => NamedIn(type, name)).Any(IsIpv4Shaped)
            || ReceivedFrom(type).Any(peer => IsHeldIpv4Shaped(symbols.SymbolOf(peer)));
    }

    private IEnumerable<SimpleNameSyntax> NamedIn(SyntaxNode type, string name) => symbols.Named(name).Where(use => type.Span.Contains(use.Span));

    // socket.ReceiveFrom(buffer, ref peer), udp.Receive(ref peer), udp.EndReceive(result, ref peer)
    private static IEnumerable<SyntaxNode> ReceivedFrom(SyntaxNode type) =>
        type.DescendantNodes().OfType<ArgumentSyntax>()
            .Where(a => a.RefKindKeyword.IsKind(SyntaxKind.RefKeyword) && a.Parent?.Parent is InvocationExpressionSyntax call
                && BindSiteFinder.NameOf(call.Expression) is { } name && name.IndexOf("Receive", StringComparison.Ordinal) >= 0)
            .Select(a => a.Expression);

    private bool IsIpv4Shaped(SyntaxNode peer)
    {
        cancellationToken.ThrowIfCancellationRequested();
        for (var node = peer; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case ConditionalAccessExpressionSyntax access when access.Expression == node:
                    if (access.WhenNotNull.DescendantNodesAndSelf().Any(IsDissection)) return true;
                    break;
                case MemberAccessExpressionSyntax or ConditionalAccessExpressionSyntax or MemberBindingExpressionSyntax or ElementAccessExpressionSyntax
                    or ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax or AwaitExpressionSyntax
                    or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression or (int)SyntaxKind.CoalesceExpression }:
                    break;
                case InvocationExpressionSyntax call when call.Expression == node:
                    if (IsDissection(call)) return true;
                    break;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison:
                    return MentionsIpv4(comparison.Left == node ? comparison.Right : comparison.Left);
                case IsPatternExpressionSyntax test:
                    return MentionsIpv4(test.Pattern) || Declares(test.Pattern);
                case SwitchExpressionSyntax or SwitchStatementSyntax:
                    return MentionsIpv4(parent);
                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }:
                    return IsAllowList(call);
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator }:
                    return IsHeldIpv4Shaped(symbols.DeclaredBy(declarator));
                case AssignmentExpressionSyntax assignment when assignment.Right == node:
                    return IsHeldIpv4Shaped(symbols.SymbolOf(assignment.Left));
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool IsDissection(SyntaxNode node) => node is InvocationExpressionSyntax call && BindSiteFinder.NameOf(call.Expression) is { } name
        && (s_dissections.Contains(name) || name == "Equals" && MentionsIpv4(call.ArgumentList));

    // socket.RemoteEndPoint is IPEndPoint peer
    private bool Declares(SyntaxNode pattern) =>
        pattern.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>().Any(d => IsHeldIpv4Shaped(symbols.DeclaredBy(d)));

    private bool IsHeldIpv4Shaped(ISymbol? holder) =>
        holder is not null && _entered.Add(holder) && symbols.Of(holder).Any(use => IsIpv4Shaped(SymbolUses.Expression(use)));

    // allowed.Contains(peer): with addresses that the file spells, or networks. What a server has learnt from its peers has their form.
    private bool IsAllowList(InvocationExpressionSyntax call)
    {
        if (BindSiteFinder.NameOf(call.Expression) is "Equals" or "Compare") return MentionsIpv4(call.ArgumentList);
        if (call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Contains" or "ContainsKey" } access) return false;
        if (symbols.ModelOf(access).GetTypeInfo(access.Expression, cancellationToken).Type?.Name == "IPNetwork") return true;
        return MentionsIpv4(access.Expression)
            || symbols.SymbolOf(access.Expression) is { } list
                && symbols.Source.DeclarationsOf(list).Any(r => MentionsIpv4(r.GetSyntax(cancellationToken)));
    }

    private static bool MentionsIpv4(SyntaxNode node) => node.DescendantNodesAndSelf().Any(n => n switch
    {
        LiteralExpressionSyntax { Token.Value: string text } => text.IndexOf('.') > 0 && IPAddress.TryParse(text.TrimEnd('.', '*'), out _),
        IdentifierNameSyntax { Identifier.ValueText: "InterNetwork" or "Loopback" } => true,
        _ => false,
    });
}
