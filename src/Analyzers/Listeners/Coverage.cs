using BindCheck.Listeners.Values;
using BindCheck.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners;

/// <summary>
/// Whether other binds of the same server make up for what one bind leaves out: a listener of the other family on the same port, an
/// element of the same list, or another value that the same bind may be given.
/// </summary>
internal sealed class Coverage(IReadOnlyList<Verdict> verdicts)
{
    private readonly ILookup<SyntaxNode, Verdict> _byType = verdicts.ToLookup(v => TypeOf(v.Site.Syntax));

    /// <summary>The families that a verdict and its siblings accept together, in its scope.</summary>
    internal Families FamiliesWithSiblings(Verdict verdict)
    {
        var families = verdict.Reach.Families;
        foreach (var other in _byType[TypeOf(verdict.Site.Syntax)])
            if (other.Covered != Families.None && other.Reach.Scope == verdict.Reach.Scope && IsSibling(verdict, other)) families |= other.Covered;
        return families;
    }

    /// <summary>
    /// Whether the same bind may be given a value that accepts both families: then the project offers a choice, and has made none. What
    /// another caller passes is no alternative: each call is a bind of its own.
    /// </summary>
    internal bool HasWiderAlternative(Verdict verdict, IReadOnlyList<Verdict> sameSite) =>
        sameSite.Any(other => other != verdict && other.Frame == verdict.Frame && (other.Set is null || other.Set != verdict.Set)
            && other.Covered != Families.None && other.Reach.Scope == Scope.Any
            && (other.Covered == Families.Both || !other.Reach.IsKnown));

    /// <summary>The other binds of the same type and transport that name the same port.</summary>
    internal IEnumerable<Verdict> OnSamePort(Verdict verdict) =>
        _byType[TypeOf(verdict.Site.Syntax)].Where(other => other != verdict && verdict.Port is not null && other.Port == verdict.Port && Transport(verdict) == Transport(other));

    private static bool IsSibling(Verdict verdict, Verdict other) =>
        Transport(verdict) == Transport(other)
        && (other.Site == verdict.Site && (Frame.StartsWith(verdict.Frame, other.Frame) || Frame.StartsWith(other.Frame, verdict.Frame))
            ? other.Set is not null && other.Set == verdict.Set && other.Port == verdict.Port
            : verdict.Port is not null && other.Port == verdict.Port);

    private static string? Transport(Verdict verdict) => verdict.Site.Api.Server switch
    {
        Server.UdpClient or Server.Quic => "udp",
        // Of whichever library it is.
        Server.Library => verdict.Site.Api.Type.Split('.')[0],
        Server.Socket => verdict.Socket?.Type switch { "Dgram" => "udp", "Stream" => "tcp", _ => null },
        _ => "tcp",
    };

    /// <summary>The outermost type around a node, or the whole file for top-level statements.</summary>
    internal static SyntaxNode TypeOf(SyntaxNode node) => node.Ancestors().OfType<TypeDeclarationSyntax>().LastOrDefault() ?? node.SyntaxTree.GetRoot();
}
