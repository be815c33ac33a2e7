using System.Collections.Immutable;
using System.Text.RegularExpressions;
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
    // A command of a shell script: at its beginning, behind a separator or behind a word that starts another command; up to the next separator.
    private static readonly Regex s_ping = new(
        @"(?:^|[;&|(\n`]|(?<![\w-])(?:if|then|else|do|while|until|exec|sudo|time|timeout(?:[ \t]+-\S+)*[ \t]+\w+|!)[ \t])[ \t]*(?:/\S*/)?f?ping6?(?<arguments>[ \t][^;&|()\n`]*)",
        RegexOptions.CultureInvariant);

    private static readonly Regex s_word = new(@"[0-9a-fA-F.:]{3,}", RegexOptions.CultureInvariant);

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
            foreach (var (word, span) in TargetsOf(mapping))
            {
                if (IsVip(word, item, scope)) findings.Add(Report(word, span));
            }

            foreach (var entry in mapping.Entries) AddCommands(entry.Value, item, scope, findings);
        }
    }

    /// <summary>
    /// What a container or probe pings: the arguments of the command "ping", or those in a script. A "ping" of another program, such as that of
    /// mysqladmin, is none.
    /// </summary>
    private static IEnumerable<(string Word, TextSpan Span)> TargetsOf(YamlMapping mapping)
    {
        // args continue what command begins.
        var scalars = new[] { "command", "args" }
            .SelectMany(key => (mapping.Entry(key)?.Value as YamlSequence)?.Items ?? ImmutableArray<YamlNode>.Empty)
            .OfType<YamlScalar>()
            .ToArray();
        var isPing = scalars.Length > 0 && s_ping.Match(scalars[0].Value + " ") is { Success: true, Index: 0 } first && first.Length == scalars[0].Value.Length + 1;
        foreach (var scalar in scalars)
        {
            var parts = isPing ? [(Start: 0, Text: scalar.Value)] : s_ping.Matches(scalar.Value).Cast<Match>().Select(static match => (Start: match.Groups["arguments"].Index, Text: match.Groups["arguments"].Value)).ToArray();
            foreach (var part in parts)
            {
                foreach (Match word in s_word.Matches(part.Text))
                    yield return (word.Value, scalar.Inner is { } inner ? new(inner.Start + part.Start + word.Index, word.Length) : scalar.Span);
            }
        }
    }

    private static bool IsVip(string text, KubernetesObject item, ManifestScope scope) =>
        ClusterAddress.Parse(text) is { } address
        && (scope.ClusterOf(item.File).Pools is { } pools && pools.Any(pool => pool.Ranges.Any(range => range.Contains(address))) || scope.IsPinned(address));

    private static Finding Report(string address, TextSpan span) =>
        new(ManifestRules.IcmpCheckOnVip, span, $"{address} is a VIP of MetalLB, and ICMP does not work for VIPs in BGP mode: this check fails though the Service is up. Connect to one of its ports instead.");
}
