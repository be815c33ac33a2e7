using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners;

/// <summary>
/// Which of the addresses given to one ASP.NET Core host are bound at all. Kestrel endpoints, in code or named in configuration, beat
/// every host URL, unless PreferHostingUrls(true) turns that round; among the URLs Run(url) beats app.Urls, which beats the setting
/// "urls", whoever wrote that last: UseUrls, UseSetting or configuration. (GenericWebHostService, AddressBinder; measured.)
/// </summary>
internal static class HostPrecedence
{
    /// <summary>The sites whose addresses are never bound because another site of the same method wins.</summary>
    internal static HashSet<BindSite> DeadSites(IReadOnlyList<BindSite> sites)
    {
        var dead = new HashSet<BindSite>();
        foreach (var loser in sites)
            if (sites.Any(winner => winner != loser && BodyOf(winner.Syntax) == BodyOf(loser.Syntax) && Beats(winner, loser))) dead.Add(loser);
        return dead;
    }

    private static bool Beats(BindSite winner, BindSite loser)
    {
        if (winner.Api.Server == Server.Kestrel && loser.Api.Server == Server.HostUrls) return !PrefersUrls(loser.Syntax);
        if (winner.Api.Server != Server.HostUrls) return false;
        if (loser.Api.Server == Server.Kestrel) return PrefersUrls(loser.Syntax);
        if (loser.Api.Server != Server.HostUrls || !RunsWhenever(winner.Syntax, loser.Syntax)) return false;
        return Rank(winner) > Rank(loser)
            || Rank(winner) == Rank(loser) && Rank(winner) == Setting && winner.Syntax.Span.End > loser.Syntax.Span.End && IsSameHost(winner, loser);
    }

    // A second value of the setting replaces the first; app.Urls collects.
    private const int Setting = 1;

    private static int Rank(BindSite site) => site.Api.Member switch
    {
        "Run" or "RunAsync" => 3,
        "Urls" or "Addresses" => 2,
        _ => Setting,
    };

    private static bool PrefersUrls(SyntaxNode site) =>
        BodyOf(site).DescendantNodes().Any(n => n is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } call
            && BindSiteFinder.NameOf(call.Expression) == "PreferHostingUrls"
            && arguments[0].Expression is LiteralExpressionSyntax { Token.Value: true });

    // Every condition on the winner is one on the loser too.
    private static bool RunsWhenever(SyntaxNode winner, SyntaxNode loser) =>
        winner.Ancestors()
            .Where(a => a is IfStatementSyntax or ElseClauseSyntax or SwitchSectionSyntax or ConditionalExpressionSyntax or CatchClauseSyntax)
            .All(condition => condition.Span.Contains(loser.Span));

    // The configuration of a method is that of its one host.
    private static bool IsSameHost(BindSite first, BindSite second) =>
        first.Api.Member == "this[]" || second.Api.Member == "this[]" || IsSameBuilder(first.Syntax, second.Syntax);

    private static bool IsSameBuilder(SyntaxNode first, SyntaxNode second)
    {
        if (first.FirstAncestorOrSelf<StatementSyntax>() == second.FirstAncestorOrSelf<StatementSyntax>()) return first.Span.Contains(second.Span);
        return FunctionOf(first) == FunctionOf(second) && RootOf(first) is IdentifierNameSyntax a && RootOf(second) is IdentifierNameSyntax b
            && a.Identifier.ValueText == b.Identifier.ValueText;
    }

    /// <summary>The variable that a chain of calls and members starts from, or what else it starts with.</summary>
    internal static SyntaxNode RootOf(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax call => RootOf(call.Expression),
        MemberAccessExpressionSyntax access => RootOf(access.Expression),
        AssignmentExpressionSyntax assignment => RootOf(assignment.Left),
        ElementAccessExpressionSyntax element => RootOf(element.Expression),
        _ => node,
    };

    private static SyntaxNode? FunctionOf(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(a => a is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax);

    /// <summary>The member around a node; the whole file for top-level statements.</summary>
    internal static SyntaxNode BodyOf(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(a => a is MemberDeclarationSyntax and not (GlobalStatementSyntax or BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax))
        ?? node.SyntaxTree.GetRoot();
}
