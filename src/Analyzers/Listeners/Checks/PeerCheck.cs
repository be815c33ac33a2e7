using BindCheck.Listeners.Peers;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Listeners.Checks;

/// <summary>BIND1009: checks of a peer that fail on what a dual-mode listener, or one that a repair would make so, reports of it.</summary>
internal sealed class PeerCheck : IListenerCheck
{
    public IEnumerable<Diagnostic> Run(FileListeners file)
    {
        if (!file.Peers.Any) yield break;
        var source = file.Symbols.Source;
        foreach (var same in PeerChecks.InCompilation(source, file.CancellationToken).GroupBy(static place => (place.Node.SyntaxTree, place.Node.Span, place.Hazard)))
        {
            if (PeerHazards.EffectOf(same.Key.Hazard) is not { } effect || !source.IsOwn(same.Key.SyntaxTree)) continue;
            if (same.Select(place => file.Peers.Of(place.Source)).FirstOrDefault(static site => site is not null) is not { } site) continue;
            var place = same.First();
            // Where several peers meet, each would have to be normalised.
            var repair = same.Select(static p => p.Address?.Span).Distinct().Count() == 1 ? PeerPlans.For(place, file.Symbols) : Repairs.RepairPlan.None;
            yield return Diagnostic.Create(
                ListenerRules.PeerAssumesIpv4, place.Node.GetLocation(), [Place(site.Syntax, file), .. repair.Spots.Select(static spot => spot.Location), Place(place.Source.Value, file)],
                repair.ToProperties(), Spelling.Of(place.Node), effect);
        }
    }

    private static Location Place(SyntaxNode node, FileListeners file) => file.Symbols.Source.LocationOf(node);
}
