using BindCheck.Listeners.Facts;
using BindCheck.Listeners.Repairs;
using BindCheck.Reach;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Checks;

/// <summary>
/// BIND1006: the IPv4 wildcard beside a dual-mode one on the same port. The dual-mode socket takes the IPv4 port too, so whichever is bound
/// second throws "address already in use" (measured on Linux).
/// </summary>
internal sealed class ConflictCheck : IListenerCheck
{
    private static readonly HashSet<string> s_emptying = new(StringComparer.Ordinal) { "Clear", "Remove", "RemoveAt" };
    private static readonly HashSet<string> s_giveUpPort = new(StringComparer.Ordinal) { "Stop", "Dispose", "Server.Close", "Server.Dispose" };

    public IEnumerable<Diagnostic> Run(FileListeners file)
    {
        if (file.IsWindowsOnly) yield break;
        var reported = new HashSet<SyntaxNode>();
        foreach (var verdict in file.Verdicts.SelectMany(static v => v))
        {
            if (!verdict.Reach.Is(Families.IPv4, Scope.Any) || !IsCertain(verdict, file)) continue;
            var other = file.Coverage.OnSamePort(verdict).FirstOrDefault(o => o.Reach.Is(Families.Both, Scope.Any) && IsCertain(o, file) && AreBothBound(verdict, o, file));
            if (other is null || !reported.Add(PlaceOf(verdict))) continue;
            var repair = ConflictPlans.Of(verdict, other);
            yield return Diagnostic.Create(ListenerRules.Conflict, PlaceOf(verdict).GetLocation(),
                [PlaceOf(other).GetLocation(), .. repair.Spots.Select(static spot => spot.Location)], repair.ToProperties(),
                NameOf(verdict), NameOf(other), verdict.Port!.Substring(1));
        }
    }

    // Ports that are constants start with '#'.
    private static bool IsCertain(Verdict verdict, FileListeners file) =>
        verdict is { Frame: null, Port: { } port } && port[0] == '#' && port != "#0"
        && verdict.Site.Api.Server is Server.Kestrel or Server.HostUrls or Server.TcpListener
        && file.Symbols.Source.IsOwn(verdict.Site.Syntax.SyntaxTree) && !file.Dead.Contains(verdict.Site)
        && !Guards.IsFallback(verdict.Site.Syntax) && !Guards.IsPlatformSpecific(verdict.Site.Syntax)
        // HTTP/3 alone is UDP, which has ports of its own.
        && !verdict.Site.Syntax.DescendantNodes().Any(static n => n is IdentifierNameSyntax { Identifier.ValueText: "Http3" });

    private static bool AreBothBound(Verdict first, Verdict second, FileListeners file)
    {
        if (first.Site.Api.Server != second.Site.Api.Server) return false;
        if (first.Site == second.Site) return first.Set is not null && first.Set == second.Set && AreOfOneList(first, second);
        if (!HasOneValue(first, file) || !HasOneValue(second, file) || !RunTogether(first.Site.Syntax, second.Site.Syntax)) return false;
        return first.Site.Api.Server switch
        {
            Server.TcpListener => StartOf(first.Site, file) is { } a && StartOf(second.Site, file) is { } b && RunTogether(a, b),
            _ => first.Site.Api.Member is not ("this[]" or "UseSetting") && IsSameServer(first.Site.Syntax, second.Site.Syntax),
        };
    }

    // One string, or two arguments: never two values of one variable.
    private static bool AreOfOneList(Verdict first, Verdict second)
    {
        var (a, b) = (first.Place.Syntax, second.Place.Syntax);
        return a == b || IsPlain(a, first.Site.Syntax) && IsPlain(b, first.Site.Syntax);

        static bool IsPlain(SyntaxNode value, SyntaxNode site) => site.Span.Contains(value.Span) && !value.Ancestors().TakeWhile(n => n != site).Any(IsChoice);
    }

    private static bool HasOneValue(Verdict verdict, FileListeners file) =>
        file.Verdicts[file.Sites.IndexOf(verdict.Site)] is var all && all.TrueForAll(v => v.Place.Syntax == verdict.Place.Syntax || v.Site.Api.Notation == Notation.None);

    // Two statements of one list, or two calls of one statement, neither of them one branch of an expression.
    private static bool RunTogether(SyntaxNode first, SyntaxNode second) =>
        StatementOf(first) is { } a && StatementOf(second) is { } b && StatementLists.Of(a) == StatementLists.Of(b)
        && !first.Ancestors().TakeWhile(n => n != a).Any(IsChoice) && !second.Ancestors().TakeWhile(n => n != b).Any(IsChoice);

    // A lambda with an expression for its body runs apart from the statement that it stands in.
    private static bool IsChoice(SyntaxNode node) => node is ConditionalExpressionSyntax or SwitchExpressionSyntax or ConditionalAccessExpressionSyntax or AnonymousFunctionExpressionSyntax
        or BinaryExpressionSyntax { OperatorToken.RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.QuestionQuestionToken };

    private static StatementSyntax? StatementOf(SyntaxNode node) =>
        node.FirstAncestorOrSelf<StatementSyntax>() is { } statement and (ExpressionStatementSyntax or LocalDeclarationStatementSyntax) ? statement : null;

    // Reached through one variable, which is neither set anew nor emptied in between.
    private static bool IsSameServer(SyntaxNode first, SyntaxNode second)
    {
        if (HostPrecedence.RootOf(first) is not IdentifierNameSyntax a || HostPrecedence.RootOf(second) is not IdentifierNameSyntax b || a.Identifier.ValueText != b.Identifier.ValueText) return false;
        var (start, end) = first.SpanStart < second.SpanStart ? (first.SpanStart, second.SpanStart) : (second.SpanStart, first.SpanStart);
        return !HostPrecedence.BodyOf(first).DescendantNodes().Any(n => n.SpanStart >= start && n.SpanStart < end
            && (n is AssignmentExpressionSyntax set && BindSiteFinder.NameOf(set.Left) == a.Identifier.ValueText
                || n is InvocationExpressionSyntax call && BindSiteFinder.NameOf(call.Expression) is { } name && s_emptying.Contains(name)));
    }

    // The one Start of a listener that keeps its port, with no option that shares it.
    private static SyntaxNode? StartOf(BindSite site, FileListeners file)
    {
        var uses = file.Facts.UsesOf(site);
        if (uses.Escapes || uses.Touches(static path => s_giveUpPort.Contains(path) || path.Contains("SetSocketOption") || path.Contains("ExclusiveAddressUse"))) return null;
        var starts = uses.All.Where(static use => use is { Kind: UseKind.Call, Path: "Start" }).ToList();
        return starts.Count == 1 ? starts[0].Node : null;
    }

    private static SyntaxNode PlaceOf(Verdict verdict) =>
        verdict.Site.Api.Notation == Notation.Url && verdict.Site.Syntax.Span.Contains(verdict.Place.Syntax.Span) ? verdict.Place.Syntax : verdict.Site.Syntax;

    private static string NameOf(Verdict verdict) => verdict.Site.Api.Notation switch
    {
        Notation.None => verdict.Site.Api.DisplayName,
        Notation.Url => verdict.Text!,
        _ => verdict.Site.Api.DisplayName + " on " + verdict.Text,
    };
}
