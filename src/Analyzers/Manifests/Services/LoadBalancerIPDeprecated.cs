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
        if (!service.IsForMetalLB || service.PinEntry is not { } field || field != service.PinField || service.Pins.IsEmpty) yield break;
        var annotation = cluster.AnnotationPrefix + "loadBalancerIPs";
        yield return new Finding(ManifestRules.LoadBalancerIPDeprecated, field.Key.Span,
            $"Kubernetes deprecated loadBalancerIP, which holds one address only. MetalLB reads the annotation {annotation}, which holds one of each family.")
            .Offer(service.IsRepairable, Move(service, field, annotation));
    }

    private static Repair? Move(ServiceView service, YamlEntry field, string annotation)
    {
        if (service.Metadata is not { IsFlow: false } metadata || service.Spec.IsFlow || metadata.Entry("name") is not { } name) return null;
        var text = service.File.Text;
        var editor = new YamlEditor(text);
        editor.Remove(service.Spec, field);
        var value = $"\"{service.Pins[0].Text}\"";
        if (service.Annotations is { Entries.IsEmpty: false, IsFlow: false } annotations) editor.Insert(annotations, annotations.Entries[0], [(annotation, [value], false)]);
        else if (metadata.Entry("annotations") is null) editor.InsertMapping(name, "annotations", annotation, value);
        else return null;
        return new("move-to-annotation", $"Move the address to the annotation {annotation}", editor.Changes);
    }
}
