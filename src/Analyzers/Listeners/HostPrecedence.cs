using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners;

/// <summary>
/// Which of the addresses given to one ASP.NET Core host are bound at all. Kestrel endpoints in code beat every host URL, unless
/// PreferHostingUrls(true) turns that round; among the URLs Run(url) beats app.Urls, which beats UseUrls, which beats configuration.
/// (GenericWebHostService, AddressBinder; measured.)
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
        var isCode = IsKestrelCode(winner);
        if (isCode && loser.Api.Server == Server.HostUrls) return !PrefersUrls(loser.Syntax);
        if (winner.Api.Server != Server.HostUrls) return false;
        if (IsKestrelCode(loser)) return PrefersUrls(loser.Syntax);
        if (loser.Api.Server != Server.HostUrls || !RunsWhenever(winner.Syntax, loser.Syntax)) return false;
        return Rank(winner) > Rank(loser)
            || Rank(winner) == Rank(loser) && IsReplacing(winner) && winner.Syntax.Span.End > loser.Syntax.Span.End && IsSameBuilder(winner.Syntax, loser.Syntax);
    }

    private static bool IsKestrelCode(BindSite site) => site.Api.Server == Server.Kestrel && site.Api.Shape != Shape.Keyed;

    private static int Rank(BindSite site) => site.Api.Member switch
    {
        "Run" or "RunAsync" => 3,
        "Urls" or "Addresses" => 2,
        "this[]" => 0,
        _ => 1,
    };

    // A second UseUrls replaces the first; app.Urls collects.
    private static bool IsReplacing(BindSite site) => site.Api.Member is "UseUrls" or "UseSetting" or "this[]";

    private static bool PrefersUrls(SyntaxNode site) =>
        BodyOf(site).DescendantNodes().Any(n => n is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } call
            && BindSiteFinder.NameOf(call.Expression) == "PreferHostingUrls"
            && arguments[0].Expression is LiteralExpressionSyntax { Token.Value: true });

    // Every condition on the winner is one on the loser too.
    private static bool RunsWhenever(SyntaxNode winner, SyntaxNode loser) =>
        winner.Ancestors()
            .Where(a => a is IfStatementSyntax or ElseClauseSyntax or SwitchSectionSyntax or ConditionalExpressionSyntax or CatchClauseSyntax)
            .All(condition => condition.Span.Contains(loser.Span));

    private static bool IsSameBuilder(SyntaxNode first, SyntaxNode second)
    {
        if (first.FirstAncestorOrSelf<StatementSyntax>() == second.FirstAncestorOrSelf<StatementSyntax>()) return first.Span.Contains(second.Span);
        return FunctionOf(first) == FunctionOf(second) && RootOf(first) is IdentifierNameSyntax a && RootOf(second) is IdentifierNameSyntax b
            && a.Identifier.ValueText == b.Identifier.ValueText;
    }

    private static SyntaxNode RootOf(SyntaxNode node) => node switch
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
