using System.Globalization;
using System.Text.RegularExpressions;
using BindCheck.Files;
using BindCheck.Manifests.Objects;
using BindCheck.Reach;

namespace BindCheck.Manifests.Cluster;

/// <summary>
/// A cluster-wide policy of Calico (api/pkg/apis/projectcalico/v3). It is asked only whether it may let a port in, and the answer is no only
/// where that is certain: tiers, host endpoints, network sets and other policies are not among the manifests.
/// </summary>
internal sealed class GlobalNetworkPolicy
{
    internal const string Kind = "GlobalNetworkPolicy";

    /// <summary>Fields of a rule that narrow it in ways that manifests do not tell; without any of them, a rule that matches matches for certain.</summary>
    private static readonly string[] s_otherCriteria = ["source", "http", "icmp", "notICMP", "notProtocol"];

    /// <summary>The fields of a destination that are looked at.</summary>
    private static readonly HashSet<string> s_destinationCriteria = new(StringComparer.Ordinal) { "ports", "notPorts", "nets" };

    private static readonly Regex s_equality = new(
        @"^\s*(?<label>[\w./-]+)\s*(?<operator>==|!=)\s*(?:'(?<value>[^']*)'|""(?<value>[^""]*)"")\s*$", RegexOptions.CultureInvariant);

    private readonly YamlMapping? _spec;

    internal GlobalNetworkPolicy(KubernetesObject item) => _spec = item.Spec;

    internal static bool IsPolicy(KubernetesObject item) => item is { Kind: Kind, Group: "projectcalico.org" or "crd.projectcalico.org" };

    /// <summary>Whether clients of a VIP may come in by this policy: its first rule that could match lets them.</summary>
    internal bool MayPermit(ServicePort port, ServiceView service, ClusterFacts cluster)
    {
        if (_spec is null || !MaySelect(service)) return false;
        if (_spec["types"] is YamlSequence types && types.Items.All(type => KubernetesObject.TextOf(type) is { } text && text != "Ingress")) return false;
        if (_spec["ingress"] is not YamlSequence rules) return _spec["ingress"] is not (null or YamlScalar { IsNull: true });

        foreach (var item in rules.Items)
        {
            if (item.Target is not YamlMapping rule) return true;
            var matches = Matches(rule, port, service, cluster);
            var action = KubernetesObject.TextOf(rule["action"]);
            if (matches == false || action == "Log") continue;
            if (action != "Deny") return true;
            if (matches == true) return false;
        }

        return false;
    }

    /// <summary>Whether it acts before kube-proxy has replaced the VIP and its port by a pod's; only then does it see them.</summary>
    private bool IsBeforeNat => IsSet("preDNAT") || IsSet("doNotTrack");

    private bool IsSet(string name) => _spec?[name] is not (null or YamlScalar { Value: "false" });

    /// <summary>
    /// Of a policy that selects pods, whether those of the Service may be among them: they have the labels of its selector, and others. Which
    /// hosts a policy selects is unknown.
    /// </summary>
    private bool MaySelect(ServiceView service)
    {
        if (IsBeforeNat || IsSet("applyOnForward") || service.Selector is not { } labels || _spec?["selector"] is not YamlScalar selector) return true;

        // Only a conjunction, one part of which is certainly false, is.
        if (selector.Value.Contains("||") || Regex.IsMatch(selector.Value, @"!\s*\(")) return true;
        return selector.Value.Split(["&&"], StringSplitOptions.None).Select(part => s_equality.Match(part)).All(part =>
            !part.Success
            || !labels.TryGetValue(part.Groups["label"].Value, out var value)
            || (part.Groups["operator"].Value == "==") == (part.Groups["value"].Value == value));
    }

    /// <summary>Whether a rule matches what is sent to a port of the VIP; null where that cannot be told.</summary>
    private bool? Matches(YamlMapping rule, ServicePort port, ServiceView service, ClusterFacts cluster)
    {
        var destination = rule["destination"] as YamlMapping;
        bool?[] criteria =
        [
            rule["protocol"] is null ? true : KubernetesObject.TextOf(rule["protocol"]) is { } protocol ? IsProtocol(protocol, port.Protocol) : null,
            rule["ipVersion"] is null ? true : KubernetesObject.TextOf(rule["ipVersion"]) is { } version ? HasFamily(version, service, cluster) : null,
            destination?["ports"] is null ? true : IsIn(destination["ports"], port),
            destination?["notPorts"] is null ? true : !IsIn(destination["notPorts"], port),
            destination?["nets"] is null ? true : IsNear(destination["nets"], service, cluster),
            rule["destination"] is null || destination?.Entries.All(entry => s_destinationCriteria.Contains(entry.Key.Value)) == true ? true : null,
            s_otherCriteria.All(field => rule[field] is null) ? true : null,
        ];
        return criteria.Contains(false) ? false : criteria.Contains(null) ? null : true;
    }

    private static bool? IsProtocol(string written, string? protocol) => written switch
    {
        "6" => protocol == "TCP",
        "17" => protocol == "UDP",
        "132" => protocol == "SCTP",
        _ => written.Equals(protocol, StringComparison.OrdinalIgnoreCase),
    };

    private static bool? HasFamily(string version, ServiceView service, ClusterFacts cluster)
    {
        var family = version switch { "4" => Families.IPv4, "6" => Families.IPv6, _ => Families.None };
        var possible = ServiceFamilies.Possible(service, cluster);
        return family == Families.None || possible.IsEmpty ? null
            : possible.All(families => families == family) ? true
            : possible.Any(families => (families & family) != 0) ? null
            : false;
    }

    /// <summary>Whether a list of ports has that of the VIP or, behind the replacement, that of the pods (lib/numorstring/port.go).</summary>
    private bool? IsIn(YamlNode? node, ServicePort port)
    {
        if (node is not YamlSequence list || (IsBeforeNat ? port.Port : port.TargetPort) is not { } number) return null;
        var answers = list.Items.Select(item => KubernetesObject.TextOf(item) is { } text && RangeOf(text) is var (first, last) ? first <= number && number <= last : (bool?)null).ToArray();
        return answers.Contains(true) ? true : answers.Contains(null) ? null : false;
    }

    /// <summary>"443" or "1000:2000", quoted or not; null for a name.</summary>
    private static (int First, int Last)? RangeOf(string text)
    {
        var ends = text.Split(':').Select(end => int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        return ends.Length > 2 || ends.Contains(-1) ? null : (ends[0], ends[ends.Length - 1]);
    }

    /// <summary>Whether some nets have the VIP: the pinned addresses, else any of the pools. Behind the replacement, nets that are no pool's may be pods.</summary>
    private bool? IsNear(YamlNode? node, ServiceView service, ClusterFacts cluster)
    {
        if (node is not YamlSequence list) return null;
        var nets = list.Items.Select(item => KubernetesObject.TextOf(item) is { } text ? AddressRange.ParseCidr(text) : null).ToArray();
        if (nets.Contains(null) || (!IsBeforeNat && !nets.All(net => IsOfPool(net!.Value)))) return null;
        if (!service.Pins.IsEmpty)
        {
            var inside = service.Pins.Count(pin => ClusterAddress.Parse(pin.Text) is { } address && nets.Any(net => net!.Value.Contains(address)));
            return inside == service.Pins.Length ? true : inside > 0 ? null : false;
        }

        return service.PinEntry is not null || cluster.Pools is null || nets.Any(net => IsOfPool(net!.Value)) ? null : false;

        bool IsOfPool(AddressRange net) => cluster.Pools is { } pools && pools.Any(pool => pool.Ranges.Any(net.Overlaps));
    }
}
