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
    private const string Key = "allow-shared-ip";

    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        if (!service.IsForMetalLB || service.File.IsPatch || service.Object.Name is null) yield break;
        foreach (var pin in service.Pins)
        {
            foreach (var (other, otherPin) in scope.Pins[ClusterAddress.Parse(pin.Text)!.Value])
            {
                // The later of two, by path and place, is the one that stays pending.
                if (other == service) break;
                if (other.File.IsPatch || IsSameObject(service.Object, other.Object) || Problem(service, other) is not { } problem) continue;
                yield return Report(service, pin, other, otherPin, problem, cluster);
                break;
            }
        }
    }

    // One object, written in two overlays.
    private static bool IsSameObject(KubernetesObject one, KubernetesObject other) =>
        other.Name is null || (one.Name == other.Name && (one.Namespace is null || other.Namespace is null || one.Namespace == other.Namespace));

    private static Finding Report(ServiceView service, Pin pin, ServiceView other, Pin otherPin, string problem, ClusterFacts cluster)
    {
        var isHere = other.File == service.File;
        return new Finding(ManifestRules.VipAddressConflict, pin.Span,
            $"{pin.Text} is pinned by {other.Object.DisplayName}{(isHere ? "" : $" ({FilePath.NameOf(other.File.Path)})")} already, and {problem}")
        {
            Related = isHere ? ImmutableArray.Create(otherPin.Span) : ImmutableArray<TextSpan>.Empty,
            Elsewhere = isHere ? ImmutableArray<FilePlace>.Empty : ImmutableArray.Create(new FilePlace(other.File.Path, other.File.Text, otherPin.Span)),
        }.Offer(isHere && service.IsRepairable && other.IsRepairable, Share(service, other, pin, cluster));
    }

    /// <summary>What is wrong, or null where they may share the address or that is unknown.</summary>
    private static string? Problem(ServiceView service, ServiceView other)
    {
        if (KeyOf(service) is not { } key || KeyOf(other) is not { } otherKey) return null;
        if (key.Length == 0 || key != otherKey)
            return $"they have {(key.Length == 0 && otherKey.Length == 0 ? "no sharing key" : "different sharing keys")}: the later one stays pending (\"can't change sharing key\"). Pin another address, or give both {Key} with one value.";
        if (BackendsOf(service) is not { } backends || BackendsOf(other) is not { } otherBackends) return null;
        if (backends != otherBackends)
            return "externalTrafficPolicy: Local lets only Services of the same selector share an address: the later one stays pending. Pin another address, or make both Cluster.";
        return PortsOf(service)?.Intersect(PortsOf(other) ?? []).FirstOrDefault() is { } port
            ? $"both have port {port}: the later one stays pending (\"port {port} is already in use\"). Change the port, or pin another address."
            : null;
    }

    /// <summary>The sharing key; empty where there is none, null where it is unknown.</summary>
    private static string? KeyOf(ServiceView service) => service.MetalLBAnnotation(Key) is not { } entry || entry.Value.Target is YamlScalar { IsNull: true } or YamlScalar { Value: "" } ? "" : KubernetesObject.TextOf(entry.Value);

    private static string? BackendsOf(ServiceView service) =>
        service.IsAbsent("externalTrafficPolicy") || service.Text("externalTrafficPolicy") == "Cluster" ? ""
        : service.Text("externalTrafficPolicy") == "Local" && service.Selector is { } selector
            ? string.Join(",", selector.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => pair.Key + "=" + pair.Value))
            : null;

    private static string[]? PortsOf(ServiceView service) =>
        service.ArePortsKnown && service.Ports.All(static port => port is { Port: not null, Protocol: not null })
            ? [.. service.Ports.Select(static port => port.Protocol + "/" + port.Port)]
            : null;

    // Two Services on different ports of one address were meant to share it.
    private static Repair? Share(ServiceView service, ServiceView other, Pin pin, ClusterFacts cluster)
    {
        var isDisjoint = PortsOf(service) is { } ports && PortsOf(other) is { } otherPorts && !ports.Intersect(otherPorts).Any();
        if (!isDisjoint || BackendsOf(service) != "" || BackendsOf(other) != "" || KeyOf(service) is not { } key || KeyOf(other) is not { } otherKey || (key.Length > 0 && otherKey.Length > 0)) return null;

        var value = key + otherKey is { Length: > 0 } known ? known : "vip-" + pin.Text.Replace('.', '-').Replace(':', '-');
        var prefix = new[] { service, other }.Select(static one => one.PinAnnotation?.Key.Value).FirstOrDefault(static name => name is not null) is { } used
            ? used.Substring(0, used.IndexOf('/') + 1)
            : cluster.AnnotationPrefix;
        var editor = new YamlEditor(service.File.Text);
        var isPossible = (key.Length > 0 || AnnotationEdits.Add(editor, service, prefix + Key, value)) && (otherKey.Length > 0 || AnnotationEdits.Add(editor, other, prefix + Key, value));
        return isPossible ? new("share", $"Let {other.Object.Name} and {service.Object.Name} share the address", editor.Changes) : null;
    }
}
