using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;

namespace BindCheck.Manifests.Services;

/// <summary>BIND2013: clusterIP: None on a LoadBalancer or NodePort Service: "may not be set to 'None' for LoadBalancer services" (ValidateService).</summary>
internal sealed class HeadlessLoadBalancer() : ServiceRule(ManifestRules.HeadlessLoadBalancer)
{
    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        if (service.Text("type") is not ("LoadBalancer" or "NodePort") || Headless(service) is not { } node) yield break;
        yield return new(ManifestRules.HeadlessLoadBalancer, node.Span,
            $"clusterIP: None makes the Service headless, and the API server refuses that for type {service.Text("type")}. Take clusterIP out, or make a second Service for it.");
    }

    private static YamlNode? Headless(ServiceView service) =>
        service.Text("clusterIP") == "None" ? service.Spec.Entry("clusterIP")!.Value
        : service.Spec["clusterIPs"] is YamlSequence { Items: var items } ? items.FirstOrDefault(static item => item.Target is YamlScalar { Value: "None" })
        : null;
}
