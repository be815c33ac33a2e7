using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2008: keys in MetalLB's name that it does not read: misspelt, in another place than metadata.annotations, of another type than text, or of a
/// later version. MetalLB ignores them without a word (measured with 0.14.8 and 0.16.1).
/// </summary>
internal sealed class MetalLBAnnotationWrong() : ObjectRule(ManifestRules.MetalLBAnnotationWrong)
{
    private const string New = ClusterFacts.NewPrefix, Old = ClusterFacts.OldPrefix, Allocated = "ip-allocated-from-pool";

    private static readonly string[] s_names = ["address-pool", "loadBalancerIPs", "allow-shared-ip", Allocated];

    // What people write for them (issues of MetalLB and of distributions).
    private static readonly Dictionary<string, string> s_synonyms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["pool-name"] = "address-pool", ["pool"] = "address-pool", ["addresspool"] = "address-pool", ["ip-address-pool"] = "address-pool",
        ["load-balancer-ips"] = "loadBalancerIPs", ["loadBalancerIP"] = "loadBalancerIPs", ["shared-ip"] = "allow-shared-ip",
    };

    private protected override IEnumerable<Finding> Check(KubernetesObject item, ManifestScope scope)
    {
        if (item is not { Kind: "Service", ApiVersion: "v1" }) yield break;

        foreach (var (mapping, place) in new[] { (item.Metadata?["labels"], "a label"), (item.Spec, "a field of spec"), (item.Spec?["annotations"], "an annotation under spec"), (item.Root["annotations"], "an annotation at the top level"), (item.Root["labels"], "a label at the top level") })
        {
            foreach (var entry in EntriesOf(mapping).Where(static entry => s_names.Contains(NameOf(entry.Key.Value))))
                yield return new(ManifestRules.MetalLBAnnotationWrong, entry.Key.Span, $"MetalLB reads metadata.annotations only: as {place}, {entry.Key.Value} does nothing. Move it there.");
        }

        var cluster = scope.ClusterOf(item.File);
        foreach (var entry in EntriesOf(item.Metadata?["annotations"]))
        {
            if (Check(item, entry, cluster) is { } finding) yield return finding;
        }
    }

    private static Finding? Check(KubernetesObject item, YamlEntry entry, ClusterFacts cluster)
    {
        var (key, name) = (entry.Key.Value, NameOf(entry.Key.Value)!);
        var isRepairable = item.IsOwn("metadata", "annotations");
        if (!s_names.Contains(name))
        {
            var meant = s_synonyms.TryGetValue(name, out var synonym) ? synonym : NearestWord.Of(name, s_names);
            var whole = key.Substring(0, key.Length - name.Length) + meant;
            return new Finding(ManifestRules.MetalLBAnnotationWrong, entry.Key.Span, $"'{key}' is not an annotation of MetalLB and does nothing{(meant is null ? ": it reads " + string.Join(", ", s_names.Take(3)) + "." : $": '{whole}' was probably meant.")}")
                .Offer(isRepairable && meant is not null && EntriesOf(item.Metadata?["annotations"]).All(other => other.Key.Value != whole), Edit(item, "rename", $"Rename to {whole}", editor => editor.Rename(entry, whole)));
        }

        if (name == Allocated)
        {
            return new(ManifestRules.MetalLBAnnotationWrong, entry.Key.Span, $"MetalLB writes {key} itself: in a manifest it does nothing. Take it out, or write address-pool to choose a pool.") { Severity = DiagnosticSeverity.Info };
        }

        if (cluster.ReadsOldPrefixOnly && key.StartsWith(New, StringComparison.Ordinal))
        {
            var old = Old + name;
            return new Finding(ManifestRules.MetalLBAnnotationWrong, entry.Key.Span, $"MetalLB reads {key} since 0.14.9, and the cluster has {cluster.MetalLBVersion}: it does nothing. Write {old}.")
                .Offer(isRepairable && EntriesOf(item.Metadata?["annotations"]).All(other => other.Key.Value != old), Edit(item, "rename", $"Rename to {old}", editor => editor.Rename(entry, old)));
        }

        return entry.Value.Target switch
        {
            YamlScalar scalar when YamlValue.IsNotText(scalar) => new Finding(ManifestRules.MetalLBAnnotationWrong, entry.Value.Span, $"An annotation is a text, and YAML reads {scalar.Value} as a number or a boolean: the API server refuses the Service. Quote it.")
                .Offer(isRepairable, Edit(item, "quote", "Quote it", editor => editor.Rewrite(entry.Value, $"\"{scalar.Value}\""))),
            YamlSequence or YamlMapping => new(ManifestRules.MetalLBAnnotationWrong, entry.Value.Span, "An annotation is a text: the API server refuses a list. Write the values in one text, separated by commas."),
            _ => null,
        };
    }

    private static Repair Edit(KubernetesObject item, string recipe, string title, Action<YamlEditor> edit)
    {
        var editor = new YamlEditor(item.File.Text);
        edit(editor);
        return new(recipe, title, editor.Changes);
    }

    private static IEnumerable<YamlEntry> EntriesOf(YamlNode? node) => node is YamlMapping mapping ? mapping.Entries.Where(static entry => NameOf(entry.Key.Value) is not null) : [];

    /// <summary>A key without MetalLB's prefix; null for another one's.</summary>
    private static string? NameOf(string key) =>
        key.StartsWith(New, StringComparison.Ordinal) ? key.Substring(New.Length) : key.StartsWith(Old, StringComparison.Ordinal) ? key.Substring(Old.Length) : null;
}
