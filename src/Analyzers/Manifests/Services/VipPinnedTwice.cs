using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Reach;
using BindCheck.Rules;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2005: field and annotation both pin. MetalLB refuses that: "service can not have both metallb.io/loadBalancerIPs and
/// svc.Spec.LoadBalancerIP" (measured with 0.16.1 and 0.14.8).
/// </summary>
internal sealed class VipPinnedTwice() : ServiceRule(ManifestRules.VipPinnedTwice)
{
    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        if (!service.MayBeForMetalLB || service is not { PinField: { } field, PinAnnotation: { } annotation }) yield break;

        var annotated = ServiceView.PinTexts(annotation).Select(static pin => ClusterAddress.Parse(pin.Text)).ToArray();
        var isSame = ServiceView.PinTexts(field).All(pin => ClusterAddress.Parse(pin.Text) is { } address && annotated.Contains(address));
        yield return new Finding(ManifestRules.VipPinnedTwice, field.Key.Span,
            $"{field.Key.Value} and {annotation.Key.Value} are both set: MetalLB refuses the Service and no client reaches it. Keep one of them.")
        {
            Related = ImmutableArray.Create(annotation.Key.Span),
        }.Offer(
            service.IsRepairable,
            PinRepairs.Remove(service, field, "remove-field", $"Remove {field.Key.Value}") with { IsManual = !isSame },
            isSame ? null : PinRepairs.Remove(service, annotation, "remove-annotation", $"Remove {annotation.Key.Value}") with { IsManual = true });
    }
}
