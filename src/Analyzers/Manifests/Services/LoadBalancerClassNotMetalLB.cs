using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2010: MetalLB's annotations on a Service whose class is another controller's. MetalLB serves a Service only if its class is the one of
/// --lb-class (service_controller.go, filterByLoadBalancerClass).
/// </summary>
internal sealed class LoadBalancerClassNotMetalLB() : ServiceRule(ManifestRules.LoadBalancerClassNotMetalLB)
{
    private static readonly string[] s_annotations = ["loadBalancerIPs", "address-pool", "allow-shared-ip"];

    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        if (cluster.LoadBalancerClass is not { } expected || service.Text("type") != "LoadBalancer" || KubernetesObject.TextOf(service.Spec["loadBalancerClass"]) is not { } actual
            || actual == expected || s_annotations.Select(service.MetalLBAnnotation).FirstOrDefault(static entry => entry is not null) is not { } annotation)
        {
            yield break;
        }

        yield return new(ManifestRules.LoadBalancerClassNotMetalLB, service.Spec.Entry("loadBalancerClass")!.Value.Span,
            $"MetalLB serves the class '{expected}' and leaves this Service of class '{actual}' alone: {annotation.Key.Value} is ignored. Set the class, or take the annotation out.")
        {
            Related = ImmutableArray.Create(annotation.Key.Span),
        };
    }
}
