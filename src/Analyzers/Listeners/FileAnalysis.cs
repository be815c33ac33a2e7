using BindCheck.Listeners.Apis;
using BindCheck.Listeners.Facts;
using BindCheck.Listeners.Repairs;
using BindCheck.Listeners.Values;
using BindCheck.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners;

/// <summary>The listeners of one file, from bind sites to diagnostics.</summary>
internal sealed class FileAnalysis(SemanticModel model, ListenerTable table, bool isWindowsOnly, CancellationToken cancellationToken)
{
    internal IEnumerable<Diagnostic> Run()
    {
        var root = model.SyntaxTree.GetRoot(cancellationToken);
        var sites = new BindSiteFinder(model, table, cancellationToken).Find(root);
        if (sites.Count == 0) return [];
        var symbols = new SymbolUses(model, root, cancellationToken);
        var writes = new Writes(symbols, cancellationToken);
        var flow = new ValueFlow(symbols, writes, cancellationToken);
        var evaluator = new Evaluator(symbols, flow, cancellationToken);
        var facts = new ListenerFacts(symbols, cancellationToken);
        var verdicts = sites.ConvertAll(site => facts.Refine(site, evaluator.Evaluate(site)));
        var dead = HostPrecedence.DeadSites(sites);
        var coverage = new Coverage(verdicts.SelectMany(v => v).Where(v => !dead.Contains(v.Site)).ToList());
        var repairs = new RepairConditions(coverage, symbols, writes, cancellationToken);

        var reported = new HashSet<(string, Microsoft.CodeAnalysis.Text.TextSpan)>();
        var diagnostics = new List<Diagnostic>();
        for (var i = 0; i < sites.Count; i++)
        {
            if (dead.Contains(sites[i]) || Guards.IsFallback(sites[i].Syntax)) continue;
            foreach (var verdict in verdicts[i])
            {
                if (!IsWorthSaying(verdict, verdicts[i], coverage) || !facts.IsServer(verdict)) continue;
                if (Findings.RuleFor(verdict, isWindowsOnly) is not { } rule) continue;
                var finding = new Finding(rule, verdict, PlaceOf(verdict, verdicts[i]), repairs.PlanFor(verdict, verdicts[i]));
                if (reported.Add((rule.Id, finding.Place))) diagnostics.Add(finding.ToDiagnostic());
            }
        }

        return diagnostics;
    }

    private static bool IsWorthSaying(Verdict verdict, List<Verdict> sameSite, Coverage coverage)
    {
        if (Guards.IsFallback(verdict.Place.Syntax)) return false;
        // On a port that the system chooses a socket is a client's or a test's, and on loopback nobody else was meant to know the port.
        if (verdict.Port == "#0" && (verdict.Reach.Scope == Scope.Loopback || verdict.Site.Api.Server is Server.TcpListener or Server.UdpClient or Server.Socket)) return false;
        if (!verdict.Reach.IsKnown) return true; // an HttpListener host that only a resolver knows
        if (verdict.Reach.Scope == Scope.Loopback && verdict.Site.Api.Notation == Notation.None) return true;
        return (Guards.IsDefault(verdict.Place.Syntax) || !coverage.HasWiderAlternative(verdict, sameSite))
            && (verdict.Reach.Families == Families.Both || coverage.FamiliesWithSiblings(verdict) != Families.Both);
    }

    /// <summary>
    /// Where a person would change the code: the value where it is written, if it stands at the bind, in another member, or is one of
    /// several; else the argument of the bind, which is where a reader asks what is bound.
    /// </summary>
    private static SyntaxNode PlaceOf(Verdict verdict, List<Verdict> sameSite)
    {
        var place = verdict.Place.Syntax;
        var site = verdict.Site;
        if (place == site.Syntax || site.Syntax.Span.Contains(place.Span) || sameSite.Count > 1 || verdict.Frame is not null || site.Value is null) return place;
        return HostPrecedence.BodyOf(place) == HostPrecedence.BodyOf(site.Syntax) ? site.Value.Syntax : place;
    }
}
