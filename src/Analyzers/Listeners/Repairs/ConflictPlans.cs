using System.Collections.Immutable;
using BindCheck.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Listeners.Repairs;

/// <summary>The removal of an IPv4 wildcard that a dual-mode one makes superfluous, where nothing but the address tells the two apart.</summary>
internal static class ConflictPlans
{
    private static readonly ImmutableArray<Recipe> s_remove = ImmutableArray.Create(Recipe.Remove);

    internal static RepairPlan Of(Verdict verdict, Verdict dual) => verdict.Site.Api switch
    {
        { Server: Server.Kestrel } => ConfigureOf(verdict) == ConfigureOf(dual) ? Statement(verdict.Site) : RepairPlan.None,
        { Notation: Notation.Url } when RestOf(verdict) is { } rest && rest == RestOf(dual) =>
            verdict.Site.Api.Shape == Shape.Add ? Statement(verdict.Site) : Argument(verdict) ?? Part(verdict) ?? RepairPlan.None,
        _ => RepairPlan.None,
    };

    // How the endpoint is configured, as it is written; null where it is not.
    private static string? ConfigureOf(Verdict verdict) => (verdict.Site.Operation as IInvocationOperation)?.Arguments
        .FirstOrDefault(static a => a is { ArgumentKind: ArgumentKind.Explicit, Parameter.Name: "configure" })?.Value.Syntax.ToString();

    // The URL but for its host.
    private static string? RestOf(Verdict verdict) => verdict.Text is { } url && UrlText.TrySplit(url, out var parts) ? url.Remove(parts.HostStart, parts.Host.Length) : null;

    private static RepairPlan Statement(BindSite site) => site.Syntax.Parent is ExpressionStatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } statement
        ? Plan(Role.Statement, statement.GetLocation())
        : RepairPlan.None;

    // One of several arguments.
    private static RepairPlan? Argument(Verdict verdict) =>
        verdict.Place.Syntax.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: > 1 } list } argument && list.Parent == verdict.Site.Syntax && verdict.Text == TextOf(argument.Expression)
            ? Plan(Role.Value, argument.GetLocation())
            : null;

    // One of several URLs in a text.
    private static RepairPlan? Part(Verdict verdict)
    {
        if (verdict.Place.Syntax is not LiteralExpressionSyntax { Token: var token } literal || TextOf(literal) is not { } text || !verdict.Site.Syntax.Span.Contains(literal.Span)) return null;
        // Nothing is escaped, so that places in the value are places in the source.
        var start = token.Text.IndexOf(text, StringComparison.Ordinal);
        var parts = text.Split(';');
        var index = Array.IndexOf(parts, verdict.Text);
        if (start < 0 || index < 0 || parts.Length < 2 || Array.LastIndexOf(parts, verdict.Text) != index) return null;
        var before = parts.Take(index).Sum(static part => part.Length + 1);
        // With the semicolon behind it; the last one with that in front.
        var from = index == parts.Length - 1 ? before - 1 : before;
        return Plan(Role.Host, Location.Create(literal.SyntaxTree, new TextSpan(token.SpanStart + start + from, verdict.Text!.Length + 1)));
    }

    private static string? TextOf(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal ? literal.Token.ValueText : null;

    private static RepairPlan Plan(Role role, Location location) => new(Repair.Conflict, s_remove, ImmutableArray.Create(new Spot(role, location)));
}
