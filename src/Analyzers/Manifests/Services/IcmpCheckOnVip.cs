using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Manifests.Objects;
using BindCheck.Reach;
using BindCheck.Rules;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2025: a ping of a VIP. In BGP mode the address is on no host: nothing answers ICMP, whether or not the Service is up (MetalLB issues 2721, 1828).
/// </summary>
internal sealed class IcmpCheckOnVip() : ObjectRule(ManifestRules.IcmpCheckOnVip)
{
    private static readonly string[] s_pings = ["ping", "ping6", "fping", "fping6"];
    private static readonly char[] s_separators = [' ', '\t', '\n', '\r', '"', '\'', ';', '&', '|', '(', ')', '<', '>', '='];

    private protected override IEnumerable<Finding> Check(KubernetesObject item, ManifestScope scope)
    {
        var findings = new List<Finding>();
        if (item is { Kind: "Probe", Group: "monitoring.coreos.com" }) AddProbe(item, scope, findings);
        else AddCommands(item.Root, item, scope, findings);
        return findings;
    }

    // Prometheus' operator: a module of the blackbox exporter whose name says what it does, by convention.
    private static void AddProbe(KubernetesObject item, ManifestScope scope, List<Finding> findings)
    {
        if (item.Spec is not { } spec || (KubernetesObject.TextOf(spec["module"]) ?? "").IndexOf("icmp", StringComparison.OrdinalIgnoreCase) < 0) return;
        if (((spec["targets"] as YamlMapping)?["staticConfig"] as YamlMapping)?["static"] is not YamlSequence targets) return;
        foreach (var target in targets.Items.Where(target => target.Target is YamlScalar scalar && IsVip(scalar.Value, item, scope)))
            findings.Add(Report(((YamlScalar)target.Target).Value, target.Span));
    }

    private static void AddCommands(YamlNode node, KubernetesObject item, ManifestScope scope, List<Finding> findings)
    {
        if (node is YamlSequence sequence)
        {
            foreach (var child in sequence.Items) AddCommands(child, item, scope, findings);
        }
        else if (node is YamlMapping mapping)
        {
            // args continue what command begins.
            var words = new[] { "command", "args" }.SelectMany(key => WordsOf(mapping.Entry(key)?.Value)).ToArray();
            var isPing = false;
            foreach (var (word, span) in words)
            {
                isPing |= s_pings.Contains(word.Substring(word.LastIndexOf('/') + 1));
                if (isPing && IsVip(word, item, scope)) findings.Add(Report(word, span));
            }

            foreach (var entry in mapping.Entries) AddCommands(entry.Value, item, scope, findings);
        }
    }

    private static IEnumerable<(string Word, TextSpan Span)> WordsOf(YamlNode? node)
    {
        foreach (var scalar in ((node as YamlSequence)?.Items ?? ImmutableArray<YamlNode>.Empty).OfType<YamlScalar>())
        {
            var start = 0;
            foreach (var word in scalar.Value.Split(s_separators))
            {
                if (word.Length > 0) yield return (word, scalar.Inner is { } inner ? new(inner.Start + start, word.Length) : scalar.Span);
                start += word.Length + 1;
            }
        }
    }

    private static bool IsVip(string text, KubernetesObject item, ManifestScope scope) =>
        ClusterAddress.Parse(text) is { } address
        && (scope.ClusterOf(item.File).Pools is { } pools && pools.Any(pool => pool.Ranges.Any(range => range.Contains(address))) || scope.IsPinned(address));

    private static Finding Report(string address, TextSpan span) =>
        new(ManifestRules.IcmpCheckOnVip, span, $"{address} is a VIP of MetalLB, and ICMP does not work for VIPs in BGP mode: this check fails though the Service is up. Connect to one of its ports instead.");
}
