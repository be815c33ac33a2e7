using BindCheck.Listeners.Facts;
using BindCheck.Listeners.Repairs;
using BindCheck.Listeners.Values;
using BindCheck.Reach;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Listeners.Checks;

/// <summary>BIND1001 to BIND1004, BIND1008 and BIND1010: which clients the value that a listener is bound to keeps out.</summary>
internal sealed class ReachCheck : IListenerCheck
{
    public IEnumerable<Diagnostic> Run(FileListeners file)
    {
        var repairs = new RepairConditions(file);
        var reported = new HashSet<(string, SyntaxTree, TextSpan)>();
        foreach (var (rule, verdict, verdicts) in Broken(file))
        {
            var isRepairable = rule != ListenerRules.SpecificIpv4 && rule != ListenerRules.PossiblyIpv4Only && file.Symbols.Source.IsOwn(verdict.Place.Syntax.SyntaxTree);
            var repair = isRepairable ? repairs.PlanFor(verdict, verdicts) : RepairPlan.None;
            var finding = new Finding(rule, verdict, PlaceOf(verdict, verdicts, file.Symbols.Source), repair, file.Symbols.Source);
            if (reported.Add((rule.Id, finding.File, finding.Place))) yield return finding.ToDiagnostic();
        }
    }

    /// <summary>The verdicts that break a rule, with all those of the same bind.</summary>
    internal static IEnumerable<(DiagnosticDescriptor Rule, Verdict Verdict, List<Verdict> SameSite)> Broken(FileListeners file)
    {
        for (var i = 0; i < file.Sites.Count; i++)
        {
            if (file.Dead.Contains(file.Sites[i]) || Guards.IsFallback(file.Sites[i].Syntax)) continue;
            var verdicts = file.Verdicts[i];
            foreach (var verdict in verdicts)
            {
                if (Findings.RuleFor(verdict, file.IsWindowsOnly) is not { } rule) continue;
                if (!IsWorthSaying(verdict, verdicts, file.Coverage))
                {
                    if (rule != ListenerRules.Ipv4Only || !IsOutweighed(verdict, verdicts, file.Coverage)) continue;
                    rule = ListenerRules.PossiblyIpv4Only;
                }

                if (file.Facts.IsServer(verdict)) yield return (rule, verdict, verdicts);
            }
        }
    }

    private static bool IsWorthSaying(Verdict verdict, List<Verdict> sameSite, Coverage coverage)
    {
        if (Guards.IsFallback(verdict.Place.Syntax) || IsOnFreePort(verdict)) return false;
        if (!verdict.Reach.IsKnown) return true; // an HttpListener host that only a resolver knows
        if (verdict.Reach.Scope == Scope.Loopback && verdict.Site.Api.Notation == Notation.None) return true;
        return (Guards.IsDefault(verdict.Place.Syntax) || !coverage.HasWiderAlternative(verdict, sameSite))
            && (verdict.Reach.Families == Families.Both || coverage.FamiliesWithSiblings(verdict) != Families.Both);
    }

    // On a port that the system chooses a socket is a client's or a test's, and on loopback nobody else was meant to know the port.
    private static bool IsOnFreePort(Verdict verdict) =>
        (verdict.Port == "#0" || IsWithPortZero(verdict.Place.Syntax)) && (verdict.Reach.Scope == Scope.Loopback || verdict.Site.Api.Server is Server.TcpListener or Server.UdpClient or Server.Socket or Server.Library);

    // new IPEndPoint(IPAddress.Any, 0), whose port travels apart from its address.
    private static bool IsWithPortZero(SyntaxNode address) =>
        address.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: { Count: 2 } arguments, Parent: BaseObjectCreationExpressionSyntax } }
        && arguments[1].Expression is LiteralExpressionSyntax { Token.Value: 0 };

    // Silent because of a wider value beside it; not because it is a fallback, or has its sibling.
    private static bool IsOutweighed(Verdict verdict, List<Verdict> sameSite, Coverage coverage) =>
        !Guards.IsFallback(verdict.Place.Syntax) && !IsOnFreePort(verdict)
        && coverage.FamiliesWithSiblings(verdict) != Families.Both && coverage.HasWiderAlternative(verdict, sameSite);

    /// <summary>
    /// Where a person would change the code: the value where it is written, if it stands at the bind, in another member, or is one of
    /// several; else the argument of the bind, which is where a reader asks what is bound.
    /// </summary>
    private static SyntaxNode PlaceOf(Verdict verdict, List<Verdict> sameSite, SourceCode source)
    {
        var place = verdict.Place.Syntax;
        if (!source.IsOwn(place.SyntaxTree) && CallFrom(verdict.Frame, source) is { } call) return call;
        var site = verdict.Site;
        if (place == site.Syntax || SymbolUses.IsWithin(place, site.Syntax) || sameSite.Count > 1 || verdict.Frame is not null || site.Value is null) return place;
        return HostPrecedence.BodyOf(place) == HostPrecedence.BodyOf(site.Syntax) ? site.Value.Syntax : place;
    }

    // The call that enters a referenced project, which chooses the address itself.
    private static SyntaxNode? CallFrom(Frame? frame, SourceCode source)
    {
        for (; frame is not null; frame = frame.Outer)
            if (frame.IsForPort && source.IsOwn(frame.Call.Syntax.SyntaxTree)) return frame.Call.Syntax;
        return null;
    }
}
