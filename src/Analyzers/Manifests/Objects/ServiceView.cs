using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Reach;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Manifests.Objects;

/// <summary>An address that a Service asks MetalLB for.</summary>
/// <param name="Text">The address as written.</param>
/// <param name="Family">Its family.</param>
/// <param name="Span">Where it is: inside the quotes, and one element of an annotation alone, where the text allows.</param>
internal sealed record Pin(string Text, Families Family, TextSpan Span);

/// <summary>A Service of the core group, as one document or one item of a List writes it.</summary>
internal sealed class ServiceView
{
    /// <summary>The prefix since MetalLB 0.14.9, which wins (valueForAnnotation), and the one that all versions read.</summary>
    internal static readonly ImmutableArray<string> MetalLBPrefixes = ImmutableArray.Create(ClusterFacts.NewPrefix, ClusterFacts.OldPrefix);

    private static readonly string[] s_pinAnnotations = [.. MetalLBPrefixes.Select(static prefix => prefix + "loadBalancerIPs")];

    private ServiceView(KubernetesObject item, YamlMapping spec)
    {
        Object = item;
        Spec = spec;
        Metadata = item.Metadata;
        Annotations = Metadata?["annotations"] as YamlMapping;
        PinField = IsSet(spec, "loadBalancerIP") ? spec.Entry("loadBalancerIP") : null;
        PinAnnotation = Annotations is { } annotations ? s_pinAnnotations.Where(key => IsSet(annotations, key)).Select(annotations.Entry).FirstOrDefault() : null;
        PinEntry = PinField is null ? PinAnnotation : PinAnnotation is null ? PinField : null;
        Pins = PinEntry is null ? ImmutableArray<Pin>.Empty : ReadPins(PinEntry);
        (Families, FamiliesAreKnown) = ReadFamilies(spec["ipFamilies"]);
        Ports = spec["ports"] is YamlSequence ports ? ports.Items.Select(ServicePort.Of).OfType<ServicePort>().ToImmutableArray() : ImmutableArray<ServicePort>.Empty;
        ArePortsKnown = spec["ports"] is YamlSequence { Items: var items } && items.Length == Ports.Length;
        Selector = KubernetesObject.Texts(spec["selector"]);
    }

    /// <summary>The Service as an object: its name, labels and file.</summary>
    internal KubernetesObject Object { get; }

    /// <summary>Where it is written.</summary>
    internal ManifestFile File => Object.File;

    /// <summary>The entries of spec.ports that are mappings, in the order written.</summary>
    internal ImmutableArray<ServicePort> Ports { get; }

    /// <summary>Whether <see cref="Ports"/> are all of them: spec.ports is a list of mappings.</summary>
    internal bool ArePortsKnown { get; }

    /// <summary>spec.selector: empty where it is absent, null where a part of it is unknown.</summary>
    internal ImmutableDictionary<string, string>? Selector { get; }

    internal YamlMapping Spec { get; }

    internal YamlMapping? Metadata { get; }

    internal YamlMapping? Annotations { get; }

    /// <summary>
    /// Whether MetalLB serves it: a LoadBalancer without a class, or with one named after MetalLB (its --lb-class). Any other class is
    /// another controller's, with rules of its own.
    /// </summary>
    internal bool IsForMetalLB =>
        Text("type") == "LoadBalancer"
        && (IsAbsent("loadBalancerClass") || Text("loadBalancerClass")?.StartsWith("metallb", StringComparison.Ordinal) == true);

    /// <summary>Whether MetalLB serves it, or would if the base of this patch is a LoadBalancer.</summary>
    internal bool MayBeForMetalLB => IsForMetalLB || (IsPartial && IsAbsent("type") && IsAbsent("loadBalancerClass"));

    /// <summary>
    /// Whether this is part of an object, such as a kustomize patch, whose absent fields may be present elsewhere. The API server refuses a
    /// LoadBalancer Service without ports, so one without them cannot be whole, whether or not anybody calls it a patch.
    /// </summary>
    internal bool IsPartial => File.IsPatch || IsAbsent("ports");

    /// <summary>The field or annotation that pins addresses; null where none does, or both do: MetalLB refuses that for its own reason.</summary>
    internal YamlEntry? PinEntry { get; }

    /// <summary>spec.loadBalancerIP, where it is not empty.</summary>
    internal YamlEntry? PinField { get; }

    /// <summary>MetalLB's annotation that pins addresses, where it is not empty.</summary>
    internal YamlEntry? PinAnnotation { get; }

    /// <summary>The pinned addresses; empty where there are none or one of them is a placeholder or no address.</summary>
    internal ImmutableArray<Pin> Pins { get; }

    /// <summary>spec.ipFamilies, in the order written; empty where absent or unknown.</summary>
    internal ImmutableArray<Families> Families { get; }

    /// <summary>Whether spec.ipFamilies is absent or holds distinct families, rather than placeholders or mistakes.</summary>
    internal bool FamiliesAreKnown { get; }

    /// <summary>Whether a repair may touch it: nothing on the way to the fields is shared with another node or merged into this one.</summary>
    internal bool IsRepairable => Object.IsOwn("spec") && Object.IsOwn("metadata", "annotations");

    /// <summary>The view of an object; null where it is no Service, or one without a specification.</summary>
    internal static ServiceView? Of(KubernetesObject item) =>
        item is { Kind: "Service", ApiVersion: "v1", Spec: { } spec } ? new(item, spec) : null;

    /// <summary>
    /// What a field or annotation pins, element by element. MetalLB splits and trims the annotation, but takes the field as it is
    /// (controller/service.go, getDesiredLbIPs). Empty where it is no scalar.
    /// </summary>
    internal static ImmutableArray<(string Text, TextSpan Span)> PinTexts(YamlEntry entry)
    {
        if (entry.Value.Target is not YamlScalar scalar) return ImmutableArray<(string, TextSpan)>.Empty;

        var isList = entry.Key.Value != "loadBalancerIP";
        var isLocal = entry.Value == scalar;
        var texts = ImmutableArray.CreateBuilder<(string, TextSpan)>();
        var start = 0;
        foreach (var element in isList ? scalar.Value.Split(',') : [scalar.Value])
        {
            var text = isList ? element.Trim() : element;
            var span = isLocal && scalar.Inner is { } inner
                ? new TextSpan(inner.Start + start + element.IndexOf(text, StringComparison.Ordinal), text.Length)
                : entry.Value.Span;
            texts.Add((text, span));
            start += element.Length + 1;
        }

        return texts.ToImmutable();
    }

    /// <summary>A family by the name that Kubernetes gives it, case and all; null for any other text.</summary>
    internal static Families? FamilyNamed(string text) => text switch
    {
        nameof(Reach.Families.IPv4) => Reach.Families.IPv4,
        nameof(Reach.Families.IPv6) => Reach.Families.IPv6,
        _ => null,
    };

    /// <summary>Whether a field of the spec is certainly not set.</summary>
    internal bool IsAbsent(string field) => Spec[field] is null or YamlScalar { IsNull: true };

    /// <summary>An annotation of MetalLB, under the prefix that wins: "address-pool" or "allow-shared-ip".</summary>
    internal YamlEntry? MetalLBAnnotation(string name) =>
        Annotations is null ? null : MetalLBPrefixes.Select(prefix => Annotations.Entry(prefix + name)).FirstOrDefault(static entry => entry is not null);

    /// <summary>The value of a scalar field of the spec; null where it is absent, unknown or not a scalar.</summary>
    internal string? Text(string field) => (Spec[field] as YamlScalar)?.Value;

    private static bool IsSet(YamlMapping mapping, string key) =>
        mapping.Entry(key)?.Value.Target is { } value and not YamlScalar { IsNull: true } and not YamlScalar { Value: "" };

    private static ImmutableArray<Pin> ReadPins(YamlEntry entry)
    {
        var pins = PinTexts(entry).Select(text => new Pin(text.Text, ClusterAddress.FamilyOf(text.Text), text.Span)).ToImmutableArray();
        return pins.Any(pin => pin.Family == Reach.Families.None) ? ImmutableArray<Pin>.Empty : pins;
    }

    private static (ImmutableArray<Families>, bool AreKnown) ReadFamilies(YamlNode? node)
    {
        var none = ImmutableArray<Families>.Empty;
        if (node is null or YamlScalar { IsNull: true } or YamlSequence { Items.IsEmpty: true }) return (none, true);
        if (node is not YamlSequence sequence) return (none, false);

        var families = sequence.Items.Select(item => item.Target is YamlScalar scalar ? FamilyNamed(scalar.Value) : null).ToArray();
        return families.Length <= 2 && families.All(family => family is not null) && families.Distinct().Count() == families.Length
            ? (families.Select(family => family!.Value).ToImmutableArray(), true)
            : (none, false);
    }
}
