using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Reach;
using BindCheck.Rules;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2002: the families of the pinned addresses are not those of the Service. MetalLB then assigns nothing: "requested loadBalancer IP(s)
/// … does not match the ipFamily of the service" (measured with the allocator of 0.16.1 and 0.14.8).
/// </summary>
internal sealed class VipFamilyMismatch() : ServiceRule(ManifestRules.VipFamilyMismatch)
{
    private const string Consequence = "MetalLB assigns no address and no client reaches the Service.";

    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        var text = service.File.Text;
        if (!service.IsForMetalLB || service.PinEntry is not { } pinEntry || service.Pins.IsEmpty) return [];

        // Two addresses of one family, or three, are refused for another reason.
        var pinned = service.Pins.Aggregate(Families.None, (all, pin) => all | pin.Family);
        if (service.Pins.Length > 1 && (service.Pins.Length > 2 || pinned != Families.Both)) return [];

        var possible = ServiceFamilies.Possible(service, cluster);
        if (possible.IsEmpty || possible.Contains(pinned)) return [];

        var mismatch = new Mismatch(service, pinEntry.Key.Value, possible);
        return [pinned == Families.Both ? TwoAddresses(mismatch, text) : OneAddress(mismatch, text)];
    }

    private sealed record Mismatch(ServiceView Service, string PinName, ImmutableArray<Families> Possible)
    {
        /// <summary>The family that the Service gets on every cluster; null where that is the cluster's choice.</summary>
        internal Families? Certain => Possible.Length == 1 ? Possible[0] : null;
    }

    private static Finding OneAddress(Mismatch mismatch, SourceText text)
    {
        var (service, pin) = (mismatch.Service, mismatch.Service.Pins[0]);
        var wrongPolicy = mismatch.Possible.Contains(Families.Both) ? ServiceFamilies.Policy(service) : null;
        var message = wrongPolicy is not null
            ? $"{mismatch.PinName} holds one address, {pin.Text}, but ipFamilyPolicy {wrongPolicy} asks for two families: {Consequence} "
                + $"Set ipFamilyPolicy: SingleStack and ipFamilies: [{pin.Family}], or remove the address."
            : $"{mismatch.PinName} is the {pin.Family} address {pin.Text}, but {Reason(service, mismatch.Certain)}: {Consequence} "
                + $"Set ipFamilyPolicy: SingleStack and ipFamilies: [{pin.Family}].";

        // The address comes first: it is what DNS records and firewalls know, and nothing that worked is lost, because the Service has had
        // no address at all. Without the pin it gets another address.
        return Report(service, pin, message, SetFamilies(service, text, ServiceFamilies.SingleStack, pin.Family), wrongPolicy is null ? null : PinRepairs.Remove(service, service.PinEntry!, "remove-pin", $"Remove {service.PinEntry!.Key.Value}: the Service gets another address"));
    }

    private static Finding TwoAddresses(Mismatch mismatch, SourceText text)
    {
        var (service, family) = (mismatch.Service, mismatch.Certain);
        var stray = service.Pins.Last(pin => family is null || pin.Family != family);
        var kept = service.Pins.First(pin => pin != stray);
        var message =
            $"{mismatch.PinName} holds an IPv4 and an IPv6 address, but {Reason(service, family)}: {Consequence} "
            + $"Set ipFamilyPolicy: PreferDualStack and ipFamilies: [{service.Pins[0].Family}, {service.Pins[1].Family}], or keep one address.";

        var both = SetFamilies(service, text, ServiceFamilies.PreferDualStack, [.. service.Families.Concat(service.Pins.Select(pin => pin.Family)).Distinct()]);
        var one = family is null ? null : KeepPin(service, text, kept);

        // A family that the manifest names is meant, and one address can be had from any pool; two need a pool of both families. A Service
        // that names none was meant to have both: nothing but the addresses says what its author wanted.
        return service.Families.IsEmpty ? Report(service, stray, message, both, one) : Report(service, stray, message, one, both);
    }

    private static string Reason(ServiceView service, Families? family)
    {
        if (!service.Families.IsEmpty) return $"ipFamilies is [{family}]";
        if (!service.IsAbsent("clusterIP") || !service.IsAbsent("clusterIPs")) return $"its cluster IP is {family}";
        return "a Service without ipFamilies gets the cluster's default family" + (family is null ? " alone" : $", {family}");
    }

    private static Finding Report(ServiceView service, Pin pin, string message, params Repair?[] repairs) =>
        new(ManifestRules.VipFamilyMismatch, pin.Span, message)
        {
            Related = new[] { "ipFamilies", "ipFamilyPolicy" }
                .Select(service.Spec.Entry)
                .OfType<YamlEntry>()
                .Select(entry => TextSpan.FromBounds(entry.Key.Span.Start, Math.Max(entry.Key.Span.End, entry.Value.Span.End)))
                .ToImmutableArray(),
            Repairs = service.IsRepairable ? repairs.OfType<Repair>().Where(repair => !repair.Changes.IsEmpty).ToImmutableArray() : ImmutableArray<Repair>.Empty,
        };

    /// <summary>Writes policy and families where they stand, or behind the address, or behind the type where the address is in an annotation.</summary>
    private static Repair? SetFamilies(ServiceView service, SourceText text, string policy, params Families[] families)
    {
        // The families must be those of the cluster IPs, which an existing Service cannot change.
        if (!service.IsAbsent("clusterIP") || !service.IsAbsent("clusterIPs")) return null;

        var names = families.Select(family => family.ToString()).ToArray();
        var editor = new YamlEditor(text);
        var missing = new List<(string, IReadOnlyList<string>, bool)>();
        if (service.Spec.Entry("ipFamilyPolicy") is { } policyEntry) editor.SetScalar(policyEntry, policy);
        else missing.Add(("ipFamilyPolicy", [policy], false));
        if (service.Spec.Entry("ipFamilies") is { } familiesEntry) editor.SetList(familiesEntry, names);
        else missing.Add(("ipFamilies", names, true));
        editor.Insert(service.Spec, service.Spec.Entry("loadBalancerIP") ?? service.Spec.Entry("type")!, missing);
        return new("set-" + policy, $"Set ipFamilyPolicy: {policy} and ipFamilies: [{string.Join(", ", names)}]", editor.Changes);
    }

    private static Repair KeepPin(ServiceView service, SourceText text, Pin pin)
    {
        var editor = new YamlEditor(text);
        editor.SetScalar(service.PinEntry!, pin.Text);
        return new("keep-pin", $"Keep the {pin.Family} address alone", editor.Changes);
    }
}
