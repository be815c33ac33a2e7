using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Reach;
using BindCheck.Rules;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2026: two Services pin one address and may not share it. MetalLB lets them if both have the same sharing key, the same backends where one of them keeps
/// traffic local, and no port in common (allocator.go, checkSharing, sharingOK; measured with 0.16.1); else the later one stays pending.
/// </summary>
internal sealed class VipAddressConflict() : ServiceRule(ManifestRules.VipAddressConflict)
{
    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope) =>
        scope.Once(ConflictsIn).TryGetValue(service, out var conflict) ? [Report(conflict, cluster)] : [];

    /// <summary>A Service that does not get the address which another one has.</summary>
    private sealed record Conflict(Sharing Own, Pin Pin, Sharing Other, Pin OtherPin, string Problem);

    /// <summary>
    /// Gives out the addresses as MetalLB does: in the order of path and text, a Service that does not get one takes no port of it. Compared are
    /// those that share, and of those that may share with each other only the first, so that a thousand Services on one address are no work.
    /// </summary>
    private static Dictionary<ServiceView, Conflict> ConflictsIn(ManifestScope scope)
    {
        var conflicts = new Dictionary<ServiceView, Conflict>();
        var sharings = new Dictionary<ServiceView, Sharing?>();
        foreach (var pins in scope.Pins)
        {
            // Each class is another MetalLB.
            foreach (var group in pins.GroupBy(static pinned => pinned.Service.Text("loadBalancerClass") ?? ""))
            {
                var holders = new List<(Sharing Sharing, Pin Pin, Dictionary<string, (Sharing, Pin)> Ports)>();
                foreach (var (service, pin) in group)
                {
                    if (!sharings.TryGetValue(service, out var known)) sharings.Add(service, known = Sharing.Of(service, scope.ClusterOf(service.File)));
                    if (known is not { } own) continue;
                    if (FirstConflict(holders, own, pin) is not { } conflict) Hold(holders, own, pin);
                    else if (!conflicts.ContainsKey(service)) conflicts.Add(service, conflict);
                }
            }
        }

        return conflicts;
    }

    private static Conflict? FirstConflict(List<(Sharing Sharing, Pin Pin, Dictionary<string, (Sharing, Pin)> Ports)> holders, Sharing own, Pin pin)
    {
        foreach (var (other, otherPin, ports) in holders)
        {
            if (!own.IsOther(other)) continue;
            if (own.KeyProblem(other) is { } problem) return new(own, pin, other, otherPin, problem);
            if (!own.IsKnownAs(other)) continue;
            foreach (var port in own.Ports)
            {
                if (ports.TryGetValue(port, out var user) && own.IsOther(user.Item1))
                    return new(own, pin, user.Item1, user.Item2, $"both have port {port}: the later one stays pending (\"port {port} is already in use\"). Change the port, or pin another address.");
            }
        }

        return null;
    }

    private static void Hold(List<(Sharing Sharing, Pin Pin, Dictionary<string, (Sharing, Pin)> Ports)> holders, Sharing own, Pin pin)
    {
        var place = holders.FindIndex(holder => own.IsKnownAs(holder.Sharing));
        if (place < 0)
        {
            place = holders.Count;
            holders.Add((own, pin, new(StringComparer.Ordinal)));
        }

        foreach (var port in own.Ports)
        {
            if (!holders[place].Ports.ContainsKey(port)) holders[place].Ports.Add(port, (own, pin));
        }
    }

    private static Finding Report(Conflict conflict, ClusterFacts cluster)
    {
        var (service, other) = (conflict.Own.Service, conflict.Other.Service);
        var isHere = other.File == service.File;
        var finding = new Finding(ManifestRules.VipAddressConflict, conflict.Pin.Span,
            $"{conflict.Pin.Text} is pinned by {other.Object.DisplayName}{(isHere ? "" : $" ({FilePath.NameOf(other.File.Path)})")} already, and {conflict.Problem}");
        return service.File.PointTo(finding, other.File, conflict.OtherPin.Span).Offer(isHere && service.IsRepairable && other.IsRepairable, Share(conflict, cluster));
    }

    // Two Services on different ports of one address were meant to share it.
    private static Repair? Share(Conflict conflict, ClusterFacts cluster)
    {
        var (own, other) = (conflict.Own, conflict.Other);
        if (!own.MayShareWith(other) || own.Key is not { } key || other.Key is not { } otherKey || (key.Length > 0 && otherKey.Length > 0)) return null;

        var value = key + otherKey is { Length: > 0 } known ? known : "vip-" + conflict.Pin.Text.ToLowerInvariant().Replace('.', '-').Replace(':', '-');
        var written = YamlValue.IsPlainText(value) ? value : "\"" + value + "\"";
        if (value.Any(static c => c is '"' or '\\' or < ' ')) return null;
        var editor = new YamlEditor(own.Service.File.Text);
        var isPossible = new[] { own, other }.Where(static one => one.Key!.Length == 0)
            .All(one => AnnotationEdits.Add(editor, one.Service, PrefixOf(one.Service, own, other, cluster) + Sharing.Annotation, written));
        return isPossible ? new("share", $"Let {other.Service.Object.Name} and {own.Service.Object.Name} share the address", editor.Changes) : null;
    }

    /// <summary>The prefix that MetalLB reads, the manifest's own where it has one.</summary>
    private static string PrefixOf(ServiceView service, Sharing own, Sharing other, ClusterFacts cluster)
    {
        var used = new[] { service, own.Service, other.Service }.SelectMany(static one => one.Annotations?.Entries ?? ImmutableArray<YamlEntry>.Empty)
            .Select(static entry => entry.Key.Value)
            .FirstOrDefault(static key => ServiceView.MetalLBPrefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)));
        return used is null || cluster.ReadsOldPrefixOnly ? cluster.AnnotationPrefix : used.Substring(0, used.IndexOf('/') + 1);
    }
}
