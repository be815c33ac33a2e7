using System.Collections.Immutable;
using System.Globalization;
using BindCheck.Files;
using BindCheck.Listeners.Repairs;
using BindCheck.Listeners.Values;
using BindCheck.Reach;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Listeners;

/// <summary>A broken rule at its place, on the way to a diagnostic.</summary>
internal sealed class Finding(DiagnosticDescriptor rule, Verdict verdict, SyntaxNode place, RepairPlan repair, SourceCode source)
{
    /// <summary>The span of the squiggle: of a call that binds by itself only the part that says so, without lambdas and initializers.</summary>
    internal TextSpan Place { get; } = place switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call when IsCall(call, verdict) =>
            TextSpan.FromBounds(access.Name.SpanStart, access.Name.Span.End),
        BaseObjectCreationExpressionSyntax { ArgumentList: { } arguments } creation when IsCall(creation, verdict) =>
            TextSpan.FromBounds(creation.SpanStart, arguments.Span.End),
        _ => place.Span,
    };

    // What is said of the call itself, not of a value that happens to be one.
    private static bool IsCall(SyntaxNode node, Verdict verdict) =>
        node == verdict.Site.Syntax || node != verdict.Place.Syntax && node != verdict.Site.Value?.Syntax;

    /// <summary>The file of the squiggle.</summary>
    internal SyntaxTree File => place.SyntaxTree;

    internal Diagnostic ToDiagnostic()
    {
        var locations = ImmutableArray.CreateBuilder<Location>();
        locations.Add(source.LocationOf(verdict.Site.Syntax));
        foreach (var spot in repair.Spots) locations.Add(spot.Location);
        foreach (var hop in Hops) locations.Add(source.LocationOf(hop));
        return Diagnostic.Create(
            rule, Location.Create(File, Place), Severity, locations, repair.ToProperties(),
            Subject, Spelling, Advice.For(rule, verdict.Site.Api) + (repair.AwaitsPeers ? Advice.PeersFirst : ""), Clients);
    }

    // The calls that lead from the bind to the value.
    private IEnumerable<SyntaxNode> Hops
    {
        get
        {
            for (var frame = verdict.Frame; frame is not null; frame = frame.Outer)
                if (frame.Call.Syntax != verdict.Site.Syntax) yield return frame.Call.Syntax;
        }
    }

    // Sockets on loopback are often meant: tools, tests, proxies in one pod.
    private DiagnosticSeverity Severity =>
        rule == ListenerRules.LoopbackOnly && verdict.Site.Api.Server is Server.TcpListener or Server.Socket or Server.UdpClient or Server.HttpListener or Server.Connections or Server.Library
            ? DiagnosticSeverity.Info
            : rule.DefaultSeverity;

    private string Subject
    {
        get
        {
            var api = verdict.Site.Api;
            var name = api.Shape switch
            {
                Shape.Add => api.Member + ".Add",
                Shape.Keyed when api.Member == "this[]" => "Configuration",
                _ when api is { Server: Server.HttpListener, Member: "Add" } => "HttpListener",
                _ when api.Via is { } via => api.DisplayName + " (" + via + ")",
                _ when api is { Server: Server.Socket } => "Socket.Bind",
                _ => api.DisplayName,
            };
            var site = verdict.Site.Syntax;
            var line = LineOf(site).ToString(CultureInfo.InvariantCulture);
            if (site.SyntaxTree != File) return name + " in " + FilePath.NameOf(site.SyntaxTree.FilePath) + " line " + line;
            return LineOf(site) == LineOf(place) ? name : name + " in line " + line;
        }
    }

    private string Spelling
    {
        get
        {
            if (verdict.Site.Api.Notation == Notation.None)
                return verdict.Reach.Scope == Scope.Loopback ? "localhost" : "a port alone";
            return Listeners.Spelling.Of(verdict.Place.Syntax);
        }
    }

    private string Clients => (rule.Id, verdict.Reach.Families) switch
    {
        ("BIND1004", _) when Findings.HostOfResolver(verdict) is { } host => $"opens one socket, on whichever address '{host}' resolves to first,",
        ("BIND1004", _) => "accepts IPv4 only",
        (_, Families.IPv4) => "IPv4 loopback clients",
        (_, Families.IPv6) => "IPv6 loopback clients",
        _ => "loopback clients",
    };

    private static int LineOf(SyntaxNode node) => node.SyntaxTree.GetLineSpan(node.Span).StartLinePosition.Line + 1;
}
