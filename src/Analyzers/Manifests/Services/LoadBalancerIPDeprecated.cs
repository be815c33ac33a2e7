using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2007: the field that Kubernetes deprecated in 1.24 (core/v1/types.go: "its meaning varies across implementations … may not support
/// dual-stack"), instead of MetalLB's annotation. Hidden, since MetalLB reads both.
/// </summary>
internal sealed class LoadBalancerIPDeprecated() : ServiceRule(ManifestRules.LoadBalancerIPDeprecated)
{
    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        if (!service.IsForMetalLB || service.IsPartial || service.PinEntry is not { } field || field != service.PinField || service.Pins.IsEmpty) yield break;
        var annotation = cluster.AnnotationPrefix + "loadBalancerIPs";
        yield return new Finding(ManifestRules.LoadBalancerIPDeprecated, field.Key.Span,
            $"Kubernetes deprecated loadBalancerIP, which holds one address only. MetalLB reads the annotation {annotation}, which holds one of each family.")
            .Offer(service.IsRepairable, Move(service, field, annotation));
    }

    private static Repair? Move(ServiceView service, YamlEntry field, string annotation)
    {
        // A comment beside the field would be lost.
        var line = service.File.Text.Lines.GetLineFromPosition(field.Value.Span.End).ToString();
        if (service.Spec.IsFlow || line.Contains("#")) return null;
        var editor = new YamlEditor(service.File.Text);
        editor.Remove(service.Spec, field);
        if (!AnnotationEdits.Add(editor, service, annotation, $"\"{service.Pins[0].Text}\"")) return null;
        return new("move-to-annotation", $"Move the address to the annotation {annotation}", editor.Changes);
    }
}
