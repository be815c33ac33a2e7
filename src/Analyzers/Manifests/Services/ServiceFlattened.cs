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
        if (item is not { Kind: "Service", ApiVersion: "v1" } || !IsEmpty(item.Root, "metadata") || !IsEmpty(item.Root, "spec")) yield break;
        if (item.Root.Entries.FirstOrDefault(static entry => s_metadata.Contains(entry.Key.Value) || s_spec.Contains(entry.Key.Value) || s_portFields.Contains(entry.Key.Value)) is not { } stray) yield break;

        yield return new Finding(ManifestRules.ServiceFlattened, stray.Key.Span,
            $"'{stray.Key.Value}' is at the top level, and metadata and spec are empty: the manifest lost its indentation, and the API server refuses it. Indent the fields below metadata and spec.")
            .Offer(!item.Root.IsFlow, new Repair("indent", "Indent the fields", Indent(item)));
    }

    private static bool IsEmpty(YamlMapping root, string key) => root.Entry(key)?.Value is null or YamlScalar { IsNull: true };

    /// <summary>The indentation that each line needs; none at all where one of them has some already, or is not a line of a flat manifest.</summary>
    private static ImmutableArray<TextChange> Indent(KubernetesObject item)
    {
        var text = item.File.Text;
        var changes = ImmutableArray.CreateBuilder<TextChange>();
        var (section, list, map) = ("", "", "");
        foreach (var line in text.Lines.Where(line => line.End > item.Root.Span.Start && line.Start < item.Root.Span.End))
        {
            var content = line.ToString();
            if (string.IsNullOrWhiteSpace(content) || content[0] == '#' || content.StartsWith("---", StringComparison.Ordinal)) continue;
            if (s_line.Match(content) is not { Success: true } match) return ImmutableArray<TextChange>.Empty;

            var (key, isItem) = (match.Groups["key"].Value, content[0] == '-');
            var known = section == "metadata" ? s_metadata : s_spec;
            int depth;
            if (!isItem && s_root.Contains(key)) (section, list, map, depth) = (key, "", "", 0);
            else if (section.Length == 0) return ImmutableArray<TextChange>.Empty;
            else if (isItem) depth = 2;
            else if (list == "ports" && s_portFields.Contains(key)) depth = 4;
            else if (known.Contains(key))
            {
                var isOpen = content.Substring(match.Index + match.Length).Split('#')[0].Trim().Length == 0;
                (list, map, depth) = (isOpen ? key : "", isOpen && key is "selector" or "labels" or "annotations" ? key : "", 2);
            }
            else if (map.Length > 0) depth = 4;
            else return ImmutableArray<TextChange>.Empty;

            if (depth > 0) changes.Add(new(new TextSpan(line.Start, 0), new string(' ', depth)));
        }

        return changes.ToImmutable();
    }
}
