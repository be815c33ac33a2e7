using System.Collections.Immutable;
using System.Globalization;
using BindCheck.Listeners.Repairs;
using BindCheck.Reach;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Listeners;

/// <summary>A broken rule at its place, on the way to a diagnostic.</summary>
internal sealed class Finding(DiagnosticDescriptor rule, Verdict verdict, SyntaxNode place, RepairPlan repair)
{
    private const int MaxSpelling = 60;

    /// <summary>The span of the squiggle: of a call that binds by itself only the part that says so, without lambdas and initializers.</summary>
    internal TextSpan Place { get; } = place switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call when call == verdict.Site.Syntax =>
            TextSpan.FromBounds(access.Name.SpanStart, access.Name.Span.End),
        BaseObjectCreationExpressionSyntax { ArgumentList: { } arguments } creation when creation == verdict.Site.Syntax =>
            TextSpan.FromBounds(creation.SpanStart, arguments.Span.End),
        _ => place.Span,
    };

    internal Diagnostic ToDiagnostic()
    {
        var locations = ImmutableArray.CreateBuilder<Location>();
        locations.Add(verdict.Site.Syntax.GetLocation());
        foreach (var spot in repair.Spots) locations.Add(spot.Location);
        return Diagnostic.Create(
            rule, Location.Create(place.SyntaxTree, Place), Severity, locations, repair.ToProperties(),
            Subject, Spelling, Advice.For(rule, verdict.Site.Api), Clients);
    }

    // Sockets on loopback are often meant: tools, tests, proxies in one pod.
    private DiagnosticSeverity Severity =>
        rule == ListenerRules.LoopbackOnly && verdict.Site.Api.Server is Server.TcpListener or Server.Socket or Server.UdpClient or Server.HttpListener or Server.Connections
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
                _ when api is { Server: Server.HttpListener } => "HttpListener",
                _ when api is { Server: Server.Socket } => "Socket.Bind",
                _ => api.DisplayName,
            };
            var siteLine = LineOf(verdict.Site.Syntax);
            return siteLine == LineOf(place) ? name : name + " in line " + siteLine.ToString(CultureInfo.InvariantCulture);
        }
    }

    private string Spelling
    {
        get
        {
            if (verdict.Site.Api.Notation == Notation.None)
                return verdict.Reach.Scope == Scope.Loopback ? "localhost" : "a port alone";
            var text = string.Join(" ", verdict.Place.Syntax.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return "'" + (text.Length > MaxSpelling ? text.Substring(0, MaxSpelling - 1) + "…" : text) + "'";
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
