using BindCheck.Listeners.Peers;
using BindCheck.Listeners.Repairs;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners.Checks;

/// <summary>BIND1009: checks of a peer that fail on what a dual-mode listener, or one that a repair would make so, reports of it.</summary>
internal sealed class PeerCheck : IListenerCheck
{
    public IEnumerable<Diagnostic> Run(FileListeners file)
    {
        var source = file.Symbols.Source;
        if (source.IsReferenced || !file.Peers.Any) yield break;
        foreach (var same in PeerChecks.InCompilation(source, file.CancellationToken).GroupBy(static place => (place.Node.SyntaxTree, place.Node.Span, place.Hazard)))
        {
            if (PeerHazards.EffectOf(same.Key.Hazard) is not { } effect) continue;
            var (place, site) = same.Select(place => (place, Site: file.Peers.Of(place.Source))).FirstOrDefault(static found => found.Site is not null);
            if (site is null || !source.IsOwn(place.Node.SyntaxTree)) continue;
            // Where several peers meet, each would have to be normalised.
            var repair = same.All(other => other.Address == place.Address) ? PeerPlans.For(place, file.Symbols) : RepairPlan.None;
            yield return Diagnostic.Create(
                ListenerRules.PeerAssumesIpv4, place.Node.GetLocation(),
                [source.LocationOf(site.Syntax), .. repair.Spots.Select(static spot => spot.Location), source.LocationOf(place.Source.Value)],
                repair.ToProperties(), Spelling.Of(place.Node), effect);
        }
    }
}
