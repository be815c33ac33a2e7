using System.Collections.Immutable;
using System.Globalization;
using BindCheck.Files;
using BindCheck.Manifests.Objects;
using BindCheck.Reach;

namespace BindCheck.Manifests.Cluster;

/// <summary>
/// What Calico's GlobalNetworkPolicy manifests open (api/pkg/apis/projectcalico/v3/globalnetworkpolicy.go). Only ever used to be silent: what a
/// policy leaves open, such as which hosts its selector means, counts as permitted.
/// </summary>
internal static class GlobalNetworkPolicy
{
    internal const string Kind = "GlobalNetworkPolicy";

    internal static bool IsPolicy(KubernetesObject item) => item is { Kind: Kind, Group: "projectcalico.org" or "crd.projectcalico.org" };

    /// <summary>Whether an ingress rule of a policy may let in a port of a Service, before any rule that certainly denies it.</summary>
    internal static bool Permits(KubernetesObject policy, ServiceView service, ServicePort port)
    {
        if (policy.Spec is not { } spec) return true;
        if (spec["types"] is YamlSequence types && types.Items.All(static type => type.Target is YamlScalar { Value: not "Ingress" })) return false;

        // preDNAT policies see the VIP's port, the others the pod's.
        var isPreDnat = spec["preDNAT"] is YamlScalar { Value: "true" };
        var number = isPreDnat ? port.Port : port.TargetPort;
        foreach (var node in (spec["ingress"] as YamlSequence)?.Items ?? ImmutableArray<YamlNode>.Empty)
        {
            if (node.Target is not YamlMapping rule) return true;
            if (!MayMatch(rule, number, port.Protocol, service)) continue;
            switch (KubernetesObject.TextOf(rule["action"]))
            {
                case "Deny" when rule["source"] is null && rule["destination"] is null or YamlMapping { Entries.Length: 1 }:
                    return false;
                case "Deny" or "Log" or "Pass":
                    continue;
                default:
                    return true;
            }
        }

        return false;
    }

    private static bool MayMatch(YamlMapping rule, long? number, string? protocol, ServiceView service)
    {
        if (rule["protocol"] is YamlScalar named && protocol is not null && !named.Value.Equals(protocol, StringComparison.OrdinalIgnoreCase) && YamlValue.IntegerOf(named) is null) return false;
        if (rule["destination"] is not YamlMapping destination) return true;
        if (destination["ports"] is YamlSequence ports && number is not null && !ports.Items.Any(item => Includes(item, number.Value))) return false;
        if (destination["notPorts"] is YamlSequence excluded && number is not null && excluded.Items.Any(item => IsCertain(item) && Includes(item, number.Value))) return false;
        return destination["nets"] is not YamlSequence nets || service.Pins.IsEmpty
            || nets.Items.Any(net => net.Target is not YamlScalar text || AddressRange.ParseCidr(text.Value) is not { } range
                || service.Pins.Any(pin => ClusterAddress.Parse(pin.Text) is { } address && range.Contains(address)));
    }

    // A number, "a:b", or the name of a port, of which the number is unknown (lib/numorstring/port.go).
    private static bool Includes(YamlNode node, long number)
    {
        if (!IsCertain(node)) return true;
        var parts = ((YamlScalar)node.Target).Value.Split(':').Select(static part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return parts[0] <= number && number <= parts[parts.Length - 1];
    }

    private static bool IsCertain(YamlNode node) =>
        node.Target is YamlScalar scalar && scalar.Value.Split(':') is { Length: 1 or 2 } parts && parts.All(static part => part.Length is > 0 and <= 5 && part.All(static c => c is >= '0' and <= '9'));
}
