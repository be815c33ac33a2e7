using System.Collections.Immutable;
using BindCheck.Listeners.Facts;
using BindCheck.Listeners.Repairs;
using BindCheck.Reach;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Checks;

/// <summary>
/// BIND1005: a dual-mode TcpListener that is stopped and started again. Stop() drops the socket, and the one that Start() makes in its place
/// has no DualMode (TCPListener.cs, CreateNewSocketIfNeeded; measured), so that IPv4 clients are refused from then on.
/// </summary>
internal sealed class RestartCheck : IListenerCheck
{
    public IEnumerable<Diagnostic> Run(FileListeners file)
    {
        for (var i = 0; i < file.Sites.Count; i++)
        {
            var site = file.Sites[i];
            if (site.Api.Server != Server.TcpListener || file.Verdicts[i].Count == 0 || site.Syntax is not ExpressionSyntax creation) continue;
            if (!file.Symbols.Source.IsOwn(creation.SyntaxTree) || !file.Verdicts[i].TrueForAll(static v => v.Reach == ClientReach.Dual)) continue;
            var uses = file.Facts.UsesOf(site);
            foreach (var start in Restarts(uses, creation, file))
            {
                var repair = PlanFor(start);
                yield return Diagnostic.Create(ListenerRules.RestartLosesDualMode, start.GetLocation(),
                    [file.Symbols.Source.LocationOf(creation), .. repair.Spots.Select(static spot => spot.Location)], repair.ToProperties());
            }
        }
    }

    // A statement of a list, before which another fits, of a listener that can be named again.
    private static RepairPlan PlanFor(SyntaxNode start) =>
        start is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } }
        && start.Parent is ExpressionStatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } statement
            ? new(Repair.Restart, ImmutableArray.Create(Recipe.Restart), ImmutableArray.Create(new Spot(Role.Statement, statement.GetLocation())))
            : RepairPlan.None;

    private static IEnumerable<SyntaxNode> Restarts(ObjectUses uses, SyntaxNode creation, FileListeners file)
    {
        var starts = Calls(uses, "Start");
        var stops = Calls(uses, "Stop");
        foreach (var start in starts)
        {
            if (IsDualAgain(uses, start)) continue;
            if (stops.Exists(stop => Follows(start, stop) && !IsMadeBetween(uses, stop, start)) || stops.Exists(stop => RepeatsWith(start, stop, creation)) || IsRestartedByOwner(start, stops, creation, uses, file))
                yield return start;
        }
    }

    private static List<SyntaxNode> Calls(ObjectUses uses, string name) =>
        uses.All.Where(use => use.Kind == UseKind.Call && use.Path == name).Select(static use => use.Node).ToList();

    // listener.Stop(); … listener.Start(); in one list of statements.
    private static bool Follows(SyntaxNode later, SyntaxNode earlier) =>
        Statement(later) is { } second && Statement(earlier) is { } first && StatementLists.Of(second) == StatementLists.Of(first) && second.SpanStart > first.SpanStart;

    // while (…) { listener.Start(); … listener.Stop(); } with a listener that is made outside.
    private static bool RepeatsWith(SyntaxNode start, SyntaxNode stop, SyntaxNode creation) =>
        Follows(stop, start) && Statement(start)!.Parent is BlockSyntax { Parent: WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax } block
        && !block.Span.Contains(creation.Span) && !block.Statements.Any(static s => s is BreakStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax);

    // void Restart() { Stop(); Start(); } of a type that makes its listener once.
    private static bool IsRestartedByOwner(SyntaxNode start, List<SyntaxNode> stops, SyntaxNode creation, ObjectUses uses, FileListeners file)
    {
        if (!uses.Holders.Any(holder => holder is IFieldSymbol or IPropertySymbol && SymbolSight.IsPrivate(holder) && file.Writes.Of(holder).Count == 1)) return false;
        var starting = HostPrecedence.BodyOf(start);
        if (HostPrecedence.BodyOf(creation) == starting || starting is not MethodDeclarationSyntax startMethod) return false;
        foreach (var stopMethod in stops.Select(HostPrecedence.BodyOf).OfType<MethodDeclarationSyntax>().Where(stop => stop != startMethod && HostPrecedence.BodyOf(creation) != stop))
        {
            if (CallsOf(stopMethod, file).Any(stop => CallsOf(startMethod, file).Any(call => Follows(call, stop) && !IsMadeBetween(uses, stop, call)))) return true;
        }

        return false;
    }

    // On the object itself: two servers are two listeners.
    private static IEnumerable<SyntaxNode> CallsOf(MethodDeclarationSyntax method, FileListeners file) =>
        file.Symbols.DeclaredBy(method) is { } symbol
            ? file.Symbols.Named(symbol.Name).Where(name => file.Symbols.SymbolOf(name) is { } called && SymbolEqualityComparer.Default.Equals(called.OriginalDefinition, symbol))
                .Where(static name => name.Parent is InvocationExpressionSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax })
                .Select(static name => name.FirstAncestorOrSelf<InvocationExpressionSyntax>()).OfType<SyntaxNode>()
            : [];

    // The guard, wherever it stands before the start in its member.
    private static bool IsDualAgain(ObjectUses uses, SyntaxNode start)
    {
        var body = HostPrecedence.BodyOf(start);
        var stopped = Calls(uses, "Stop").Where(stop => HostPrecedence.BodyOf(stop) == body && stop.SpanStart < start.SpanStart).Select(static stop => stop.SpanStart).DefaultIfEmpty(0).Max();
        return uses.All.Any(use => use is { Kind: UseKind.Set, Path: "Server.DualMode" } && HostPrecedence.BodyOf(use.Node) == body && use.Node.SpanStart < start.SpanStart && use.Node.SpanStart > stopped);
    }

    private static bool IsMadeBetween(ObjectUses uses, SyntaxNode from, SyntaxNode to) =>
        HostPrecedence.BodyOf(to).DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(a => a.SpanStart > from.SpanStart && a.SpanStart < to.SpanStart && uses.Holders.Any(holder => holder.Name == BindSiteFinder.NameOf(a.Left)));

    private static StatementSyntax? Statement(SyntaxNode call) => call.FirstAncestorOrSelf<StatementSyntax>() as ExpressionStatementSyntax;
}
