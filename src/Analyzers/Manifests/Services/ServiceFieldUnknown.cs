using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2021: a field that differs from one of a Service by case or one letter. The API server drops it, or refuses the Service under strict validation,
/// the default of kubectl since 1.25 (measured with sigs.k8s.io/json: 'unknown field "spec.loadbalancerIP"').
/// </summary>
internal sealed class ServiceFieldUnknown() : ServiceRule(ManifestRules.ServiceFieldUnknown)
{
    // core/v1/types.go, ServiceSpec and ServicePort.
    private static readonly string[] s_fields =
    [
        "ports", "selector", "clusterIP", "clusterIPs", "type", "externalIPs", "sessionAffinity", "loadBalancerIP", "loadBalancerSourceRanges", "externalName",
        "externalTrafficPolicy", "healthCheckNodePort", "publishNotReadyAddresses", "sessionAffinityConfig", "ipFamilies", "ipFamilyPolicy",
        "allocateLoadBalancerNodePorts", "loadBalancerClass", "internalTrafficPolicy", "trafficDistribution",
    ];

    private static readonly HashSet<string> s_lists = new(StringComparer.Ordinal) { "ports", "clusterIPs", "externalIPs", "loadBalancerSourceRanges", "ipFamilies" };

    private static readonly string[] s_portFields = ["name", "protocol", "appProtocol", "port", "targetPort", "nodePort"];

    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        foreach (var (mapping, known) in service.Ports.Select(static port => (port.Mapping, s_portFields)).Prepend((service.Spec, s_fields)))
        {
            foreach (var entry in mapping.Entries)
            {
                var key = entry.Key.Value;
                if (known.Contains(key) || known.FirstOrDefault(field => NearestWord.Distance(key.ToUpperInvariant(), field.ToUpperInvariant()) <= 1) is not { } meant) continue;
                var editor = new YamlEditor(service.File.Text);
                editor.Rename(entry, meant);
                yield return new Finding(ManifestRules.ServiceFieldUnknown, entry.Key.Span, $"'{key}' is not a field of a Service: the API server drops it or refuses the Service. Write {meant}.")
                    .Offer(service.IsRepairable && !mapping.IsAnchored && mapping.Entry(meant) is null && (entry.Value.Target is YamlSequence || !s_lists.Contains(meant)), new Repair("rename", $"Rename to {meant}", editor.Changes));
            }
        }
    }
}
