using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BindCheck.Files;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2022: a Service pasted without its indentation, so that all fields are at the top level. It parses, and the API server refuses it for "spec.ports:
/// Required value" (measured: every field is unknown there).
/// </summary>
internal sealed class ServiceFlattened() : ObjectRule(ManifestRules.ServiceFlattened)
{
    private static readonly HashSet<string> s_root = new(StringComparer.Ordinal) { "apiVersion", "kind", "metadata", "spec", "status" };
    private static readonly HashSet<string> s_metadata = new(StringComparer.Ordinal) { "name", "namespace", "labels", "annotations" };
    private static readonly HashSet<string> s_portFields = new(StringComparer.Ordinal) { "name", "protocol", "appProtocol", "port", "targetPort", "nodePort" };
    private static readonly HashSet<string> s_spec = new(StringComparer.Ordinal)
    {
        "type", "selector", "ports", "loadBalancerIP", "ipFamilies", "ipFamilyPolicy", "clusterIP", "clusterIPs", "externalName", "externalTrafficPolicy", "internalTrafficPolicy",
        "loadBalancerClass", "loadBalancerSourceRanges", "sessionAffinity", "externalIPs", "allocateLoadBalancerNodePorts", "publishNotReadyAddresses", "healthCheckNodePort",
    };

    private static readonly Regex s_line = new(@"^(?<dash>- )?(?<key>[A-Za-z0-9./_-]+):(?:\s|$)|^- ", RegexOptions.CultureInvariant);

    private protected override IEnumerable<Finding> Check(KubernetesObject item, ManifestScope scope)
    {
        if (StrayKey(item) is { } stray) yield return Report(stray.Span, stray.Value).Offer(!item.Root.IsFlow, Rebuild(item.File.Text, item.Root.Span));
    }

    /// <summary>The first field that belongs below metadata or spec; null where the manifest has its indentation.</summary>
    internal static YamlScalar? StrayKey(KubernetesObject item) =>
        item is { Kind: "Service", ApiVersion: "v1" } && IsEmpty(item.Root, "metadata") && IsEmpty(item.Root, "spec")
            ? item.Root.Entries.FirstOrDefault(static entry => IsField(entry.Key.Value))?.Key
            : null;

    /// <summary>
    /// This rule instead of a syntax error, where the missing indentation is the reason: the second entry of a list, behind the fields of the
    /// first, is where the parser gives up.
    /// </summary>
    internal static Finding InsteadOf(Finding problem, SourceText text)
    {
        if (problem.Rule != ManifestRules.YamlSyntax) return problem;
        var at = text.Lines.GetLineFromPosition(problem.Span.Start).LineNumber;
        var (first, last) = (at, at);
        while (first > 0 && !IsSeparator(text.Lines[first].ToString())) first--;
        while (last + 1 < text.Lines.Count && !IsSeparator(text.Lines[last + 1].ToString())) last++;
        var document = TextSpan.FromBounds(text.Lines[first].Start, text.Lines[last].End);
        var lines = text.Lines.Skip(first).Take(last - first + 1).Select(line => (line.Start, Text: line.ToString().TrimEnd())).ToArray();
        if (new[] { "apiVersion: v1", "kind: Service", "metadata:", "spec:" }.Any(needed => lines.All(line => line.Text != needed))) return problem;
        var stray = lines.Select(line => (line.Start, Key: s_line.Match(line.Text).Groups["key"].Value)).First(line => IsField(line.Key) || line.Start == lines[lines.Length - 1].Start);
        return Rebuild(text, document) is { Changes.IsEmpty: false } repair ? Report(new TextSpan(stray.Start, stray.Key.Length), stray.Key).Offer(isRepairable: true, repair) : problem;
    }

    private static bool IsSeparator(string line) => line.StartsWith("---", StringComparison.Ordinal);

    private static bool IsField(string key) => s_metadata.Contains(key) || s_spec.Contains(key) || s_portFields.Contains(key);

    private static Finding Report(TextSpan span, string key) => new(ManifestRules.ServiceFlattened, span,
        $"'{key}' is at the top level, and metadata and spec are empty: the manifest lost its indentation, and the API server refuses it. Indent the fields below metadata and spec.");

    private static Repair Rebuild(SourceText text, TextSpan document) => new("indent", "Indent the fields", Indent(text, document));

    private static bool IsEmpty(YamlMapping root, string key) => root.Entry(key)?.Value is null or YamlScalar { IsNull: true };

    /// <summary>The indentation that each line needs; none at all where one of them has some already, or is not a line of a flat manifest.</summary>
    private static ImmutableArray<TextChange> Indent(SourceText text, TextSpan document)
    {
        var changes = ImmutableArray.CreateBuilder<TextChange>();
        var (section, list, map) = ("", "", "");
        var seen = new HashSet<(string Parent, string Key)>();
        foreach (var line in text.Lines.Where(line => line.End > document.Start && line.Start < document.End))
        {
            var content = line.ToString();
            if (string.IsNullOrWhiteSpace(content) || content[0] == '#' || content.StartsWith("---", StringComparison.Ordinal)) continue;
            if (s_line.Match(content) is not { Success: true } match) return ImmutableArray<TextChange>.Empty;

            var (key, isItem) = (match.Groups["key"].Value, content[0] == '-');
            var known = section == "metadata" ? s_metadata : s_spec;
            int depth;
            if (!isItem && s_root.Contains(key)) (section, list, map, depth) = (key, "", "", seen.Add(("", key)) ? 0 : -1);
            else if (section.Length == 0) return ImmutableArray<TextChange>.Empty;
            else if (isItem)
            {
                if (list.Length == 0) return ImmutableArray<TextChange>.Empty;
                seen.RemoveWhere(static field => field.Parent == "ports");
                depth = key.Length == 0 || seen.Add(("ports", key)) ? 2 : -1;
            }
            else if (list == "ports" && s_portFields.Contains(key)) depth = seen.Add(("ports", key)) ? 4 : -1;
            else if (known.Contains(key) && seen.Add((section, key)))
            {
                var isOpen = content.Substring(match.Index + match.Length).Split('#')[0].Trim().Length == 0;
                (list, map, depth) = (isOpen ? key : "", isOpen && key is "selector" or "labels" or "annotations" ? key : "", 2);
            }
            else depth = map.Length > 0 && seen.Add((map, key)) ? 4 : -1;

            if (depth < 0) return ImmutableArray<TextChange>.Empty;
            if (depth > 0) changes.Add(new(new TextSpan(line.Start, 0), new string(' ', depth)));
        }

        return changes.ToImmutable();
    }
}
