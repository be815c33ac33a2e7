using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2009: what belongs to a load balancer, on a Service of another type. MetalLB leaves such a Service alone (service.go), and the API server
/// refuses some of the fields (ValidateService, validateLoadBalancerClassField).
/// </summary>
internal sealed class VipFieldsWithoutLoadBalancer() : ServiceRule(ManifestRules.VipFieldsWithoutLoadBalancer)
{
    private static readonly string[] s_refused = ["loadBalancerSourceRanges", "loadBalancerClass", "allocateLoadBalancerNodePorts"];
    private static readonly string[] s_annotations = ["address-pool", "allow-shared-ip"];

    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        var isAbsent = service.IsAbsent("type");
        var type = isAbsent ? "ClusterIP" : KubernetesObject.TextOf(service.Spec["type"]);
        if (service.IsPartial || type is null or "LoadBalancer") yield break;

        var why = isAbsent ? "type is not set, so this is a ClusterIP Service" : $"type is {type}";
        var ignored = new[] { service.PinField, service.PinAnnotation }.Concat(s_annotations.Select(service.MetalLBAnnotation)).OfType<YamlEntry>()
            .Select(entry => (entry, $"{why}: {entry.Key.Value} is ignored and the Service gets no VIP."));
        var refused = s_refused.Where(field => !service.IsAbsent(field)).Select(service.Spec.Entry).OfType<YamlEntry>()
            .Select(entry => (entry, $"{why}: the API server refuses {entry.Key.Value}, which only a LoadBalancer may have."));
        foreach (var (entry, message) in ignored.Concat(refused))
        {
            yield return new Finding(ManifestRules.VipFieldsWithoutLoadBalancer, entry.Key.Span, message + " Set type: LoadBalancer, or take it out.")
                .Offer(service.IsRepairable && service.Text("clusterIP") != "None", MakeLoadBalancer(service));
        }
    }

    // It opens the Service to the network: a person decides.
    private static Repair MakeLoadBalancer(ServiceView service)
    {
        var editor = new YamlEditor(service.File.Text);
        if (service.Spec.Entry("type") is { } type) editor.SetScalar(type, "LoadBalancer");
        else editor.InsertBefore(service.Spec, service.Spec.Entries[0], "type", "LoadBalancer");
        return new("make-load-balancer", "Set type: LoadBalancer, which opens the Service to the network", editor.Changes) { IsManual = true };
    }
}
