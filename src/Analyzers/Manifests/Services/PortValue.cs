using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2018: ports that are no numbers to the cluster, out of range, or declared twice. kubectl reads YAML 1.1 (measured with sigs.k8s.io/yaml), the API
/// server takes numbers from 1 to 65535, and names only for targetPort (validateServicePort, ValidatePortNumOrName, IsValidPortName).
/// </summary>
internal sealed class PortValue() : ServiceRule(ManifestRules.PortValue)
{
    private const int Max = 65535, MaxName = 15;

    private static readonly Regex s_tag = new(@"^(?:&\S+\s+)?!", RegexOptions.CultureInvariant);

    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        if (service.Spec.Entry("ports") is { } ports && ports.Value.Target is YamlMapping { HasMerge: false } or YamlScalar { IsNull: false })
        {
            if (ports.Value.Target is not YamlScalar text || !YamlValue.IsPlaceholder(text.Value))
                yield return new(ManifestRules.PortValue, ports.Key.Span, "ports is a list: the API server refuses anything else. Start each port with a dash.");
        }

        foreach (var item in (service.Spec["ports"] as YamlSequence)?.Items ?? ImmutableArray<YamlNode>.Empty)
        {
            if (item.Target is YamlScalar value && !YamlValue.IsPlaceholder(value.Value) && !value.IsAnchored)
                yield return new(ManifestRules.PortValue, item.Span, $"'{value.Value}' is no mapping: the API server refuses it as an entry of ports. Write port: and one number from 1 to {Max}.");
        }

        var seen = new HashSet<(string, string, long)>();
        foreach (var port in service.Ports)
        {
            var number = port.Mapping.Entry("port");
            if (number is null && !port.Mapping.HasMerge && !service.File.IsPatch)
                yield return new(ManifestRules.PortValue, KeyOf(port.Mapping), "This entry of ports has no port, which the API server requires. Add port, the number that clients connect to.");
            foreach (var field in new[] { "port", "targetPort", "nodePort" })
            {
                if (port.Mapping.Entry(field) is not { } entry || entry.Value.Target is not YamlScalar scalar || YamlValue.IsPlaceholder(scalar.Value) || IsTagged(service, scalar)) continue;
                if (Check(service, entry, scalar, field) is { } finding) yield return finding;
                else if (field != "targetPort" && port.Protocol is { } protocol && YamlValue.IntegerOf(scalar) is { } value and not 0 && !seen.Add((field, protocol.ToUpperInvariant(), value)))
                    yield return new(ManifestRules.PortValue, entry.Value.Span, $"{field} {value} is declared twice for {protocol}: the API server refuses the Service. Take one out, or change it.");
            }
        }
    }

    private static Finding? Check(ServiceView service, YamlEntry entry, YamlScalar scalar, string field)
    {
        if (YamlValue.IntegerOf(scalar) is { } number)
        {
            // 0 leaves targetPort and nodePort to their defaults.
            if (number is < 1 or > Max) return number == 0 && field != "port" ? null : Report($"{number} is no port: the API server takes 1 to {Max}.");
            return scalar.Value.Length > 1 && scalar.Value[0] == '0' && scalar.Value.All(char.IsDigit) && scalar.Value.TrimStart('0') != number.ToString(CultureInfo.InvariantCulture)
                ? Report($"The leading zero makes '{scalar.Value}' octal: the cluster reads {number}. Write the number that is meant, without it.")
                : null;
        }

        if (scalar.IsNull) return field == "port" ? Report("port is empty, which counts as 0: the API server takes 1 to 65535.") : null;
        if (field == "targetPort" && scalar.Value.Length == 0) return null; // It counts as absent (SetDefaults_Service).
        if (!scalar.IsPlain && scalar.Value.Length is > 0 and <= 5 && scalar.Value.All(static c => c is >= '0' and <= '9') && scalar.Value[0] != '0' && int.Parse(scalar.Value, CultureInfo.InvariantCulture) <= Max)
        {
            var editor = new YamlEditor(service.File.Text);
            editor.Rewrite(entry.Value, scalar.Value);
            return Report(field == "targetPort"
                ? $"In quotes '{scalar.Value}' is the name of a port, and not a valid one: the API server refuses it. Take the quotes off."
                : $"In quotes '{scalar.Value}' is a text, and the API server takes only a number. Take the quotes off.")
                .Offer(service.IsRepairable, new Repair("unquote", "Take the quotes off", editor.Changes));
        }

        if (field != "targetPort" || YamlValue.IsNotText(scalar)) return Report($"'{scalar.Value}' is no whole number to the cluster: the API server refuses it as {field}. Write one number from 1 to {Max}.");
        return IsPortName(scalar.Value) ? null : Report($"'{scalar.Value}' can be neither the number nor the name of a port (lower-case letters, digits and inner dashes, {MaxName} at most, one letter at least): the API server refuses it.");

        Finding Report(string message) => new(ManifestRules.PortValue, entry.Value.Span.IsEmpty ? entry.Key.Span : entry.Value.Span, message);
    }

    private static bool IsPortName(string text) =>
        text.Length is > 0 and <= MaxName
        && text.All(static c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')
        && text.Any(static c => c is >= 'a' and <= 'z')
        && !text.Contains("--") && text[0] != '-' && text[text.Length - 1] != '-';

    /// <summary>Whether a tag says what the scalar is, whatever it looks like.</summary>
    private static bool IsTagged(ServiceView service, YamlScalar scalar) => scalar.IsAnchored && s_tag.IsMatch(service.File.Text.ToString(scalar.Span));

    private static TextSpan KeyOf(YamlMapping mapping) => mapping.Entries.IsEmpty ? mapping.Span : mapping.Entries[0].Key.Span;
}
