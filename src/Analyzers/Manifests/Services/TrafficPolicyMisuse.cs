using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2015: traffic policies and node ports on Services that cannot have them, or with values that the API server does not know
/// (validateServiceExternalTrafficPolicy, validateServiceInternalTrafficFieldsValue, ValidateService).
/// </summary>
internal sealed class TrafficPolicyMisuse() : ServiceRule(ManifestRules.TrafficPolicyMisuse)
{
    private static readonly string[] s_policies = ["Cluster", "Local"];

    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        foreach (var field in new[] { "externalTrafficPolicy", "internalTrafficPolicy" })
        {
            if (service.Spec.Entry(field) is { } entry && KubernetesObject.TextOf(entry.Value) is { } value && !s_policies.Contains(value)) yield return Value(service, entry, value);
        }

        var type = service.IsAbsent("type") ? "ClusterIP" : KubernetesObject.TextOf(service.Spec["type"]);
        if (service.IsPartial || type is null) yield break;

        var isExternal = type is "LoadBalancer" or "NodePort" || (type == "ClusterIP" && !service.IsAbsent("externalIPs"));
        if (!isExternal && service.Spec.Entry("externalTrafficPolicy") is { } policy && KubernetesObject.TextOf(policy.Value) is not null)
            yield return Misplaced(service, service.Spec, policy, $"externalTrafficPolicy is about traffic from outside the cluster, which a {type} Service does not get");

        if (service.Spec.Entry("healthCheckNodePort") is { } health && health.Value.Target is YamlScalar port && YamlValue.IntegerOf(port) is not (null or 0)
            && (type != "LoadBalancer" || (service.IsAbsent("externalTrafficPolicy") || service.Text("externalTrafficPolicy") == "Cluster")))
        {
            yield return Misplaced(service, service.Spec, health, "healthCheckNodePort is for a LoadBalancer with externalTrafficPolicy: Local only");
        }

        // An ExternalName Service may have node ports, which do nothing: ValidateService forbids them for ClusterIP alone.
        if (type != "ClusterIP") yield break;
        foreach (var mapping in service.Ports.Select(static port => port.Mapping))
        {
            if (mapping.Entry("nodePort") is { } node && node.Value.Target is YamlScalar scalar && YamlValue.IntegerOf(scalar) is not (null or 0))
                yield return Misplaced(service, mapping, node, $"nodePort opens a port on every node, which a ClusterIP Service does not do");
        }
    }

    private static Finding Value(ServiceView service, YamlEntry entry, string value)
    {
        var meant = NearestWord.InAnyCase(value, s_policies);
        var editor = new YamlEditor(service.File.Text);
        if (meant is not null) editor.SetScalar(entry, meant);
        return new Finding(ManifestRules.TrafficPolicyMisuse, entry.Value.Span, $"'{value}' is no value of {entry.Key.Value}: the API server refuses the Service. Write {meant ?? "Cluster or Local"}.")
            .Offer(service.IsRepairable && meant is not null, new Repair("correct-value", $"Write {meant}", editor.Changes));
    }

    // Which of the two is wrong, the field or the type, a person knows.
    private static Finding Misplaced(ServiceView service, YamlMapping mapping, YamlEntry entry, string why)
    {
        var editor = new YamlEditor(service.File.Text);
        editor.Remove(mapping, entry);
        return new Finding(ManifestRules.TrafficPolicyMisuse, entry.Key.Span, $"{why}: the API server refuses the Service. Take it out, or change the type.")
            .Offer(service.IsRepairable, new Repair("remove-field", $"Remove {entry.Key.Value}", editor.Changes) { IsManual = true });
    }
}
