using System.Runtime.CompilerServices;
using BindCheck.Listeners.Values;
using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners.Peers;

/// <summary>
/// The code that expects an end of a connection to look like IPv4. A dual-mode socket reports IPv4 peers, and its own address, as
/// <c>::ffff:a.b.c.d</c>, on which such code fails in silence: an allow-list that lets nobody in, a ban that bans nobody.
/// </summary>
internal static class PeerChecks
{
    private static readonly ConditionalWeakTable<SourceCode, IReadOnlyList<PeerPlace>> s_places = new();

    /// <summary>All places of a compilation, found once for all files that bind.</summary>
    internal static IReadOnlyList<PeerPlace> InCompilation(SourceCode source, CancellationToken cancellationToken)
    {
        if (s_places.TryGetValue(source, out var known)) return known;
        var scopes = source.Compilations[0].SyntaxTrees
            .Where(file => PeerSources.MayOccurIn(file, cancellationToken) && !GeneratedCode.IsGenerated(file, cancellationToken))
            .Select(file => file.GetRoot(cancellationToken));
        var places = In(scopes, source, cancellationToken);
        return s_places.GetValue(source, _ => places);
    }

    /// <summary>The places that the peers learnt within a type, or a file of top-level statements, come to.</summary>
    internal static IReadOnlyList<PeerPlace> In(SyntaxNode type, SourceCode source, CancellationToken cancellationToken) => In([type], source, cancellationToken);

    private static List<PeerPlace> In(IEnumerable<SyntaxNode> scopes, SourceCode source, CancellationToken cancellationToken)
    {
        var places = new List<PeerPlace>();
        foreach (var scope in scopes)
        {
            var symbols = new SymbolUses(source, scope.SyntaxTree, cancellationToken);
            var writes = new Writes(symbols, cancellationToken);
            var walk = new PeerWalk(symbols, writes, new(symbols, new(symbols, writes, cancellationToken)), new(symbols), cancellationToken);
            foreach (var peer in new PeerSources(symbols).In(scope)) walk.Follow(peer);
            places.AddRange(walk.Found);
        }

        return places;
    }
}
