using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2023: a key that a mapping has twice. Decoders take the last one without a word; strict ones refuse the file (measured with sigs.k8s.io/yaml).
/// </summary>
internal sealed class YamlDuplicateKey() : ObjectRule(ManifestRules.YamlDuplicateKey)
{
    private const int Max = 20;

    private protected override IEnumerable<Finding> Check(KubernetesObject item, ManifestScope scope)
    {
        // Without its indentation, a manifest has the keys of all levels in one.
        var findings = new List<Finding>();
        if (ServiceFlattened.StrayKey(item) is null) Add(item.Root, findings);
        return findings;
    }

    private static void Add(YamlNode node, List<Finding> findings)
    {
        if (node is YamlSequence sequence)
        {
            foreach (var item in sequence.Items) Add(item, findings);
        }
        else if (node is YamlMapping mapping)
        {
            var last = new Dictionary<string, YamlEntry>(StringComparer.Ordinal);
            foreach (var entry in mapping.Entries) last[entry.Key.Value] = entry;
            foreach (var entry in mapping.Entries)
            {
                if (findings.Count >= Max) return;
                if (last[entry.Key.Value] is var other && other != entry && entry.Key.Value != "<<")
                {
                    findings.Add(new(ManifestRules.YamlDuplicateKey, entry.Key.Span, $"'{entry.Key.Value}' is written again below, and only the last one counts: this value is not what the cluster gets. Take one of them out.")
                    {
                        Related = ImmutableArray.Create(other.Key.Span),
                    });
                }

                Add(entry.Value, findings);
            }
        }
    }
}
