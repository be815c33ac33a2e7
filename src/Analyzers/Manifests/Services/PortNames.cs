using System.Text.RegularExpressions;
using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2017: with several ports each needs a name; names are unique DNS labels (validateServicePort, ValidateDNS1123Label).
/// </summary>
internal sealed class PortNames() : ServiceRule(ManifestRules.PortNames)
{
    private static readonly Regex s_label = new("^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$", RegexOptions.CultureInvariant);

    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        var names = new HashSet<string>(service.Ports.Select(static port => KubernetesObject.TextOf(port.Mapping["name"])).OfType<string>(), StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var port in service.Ports)
        {
            var entry = port.Mapping.Entry("name");
            if (port.Mapping["name"] is null or YamlScalar { IsNull: true } or YamlScalar { Value: "" })
            {
                if (service.Ports.Length > 1 && !service.File.IsPatch && port.Mapping.Entry("port") is { } number) yield return Missing(service, port, number, names);
            }
            else if (entry!.Value.Target is YamlScalar scalar && !YamlValue.IsPlaceholder(scalar.Value))
            {
                if (YamlValue.IsNotText(scalar)) yield return Wrong(service, entry, $"'{scalar.Value}' is no text to YAML", $"\"{scalar.Value}\"");
                else if (!s_label.IsMatch(scalar.Value)) yield return Wrong(service, entry, $"'{scalar.Value}' is no DNS label: lower-case letters, digits and inner dashes", Label(scalar.Value) is { } label && names.Add(label) ? label : null);
                else if (!seen.Add(scalar.Value)) yield return Wrong(service, entry, $"another port is named '{scalar.Value}' too", null);
            }
        }
    }

    private static Finding Missing(ServiceView service, ServicePort port, YamlEntry number, HashSet<string> names)
    {
        var name = port is { Protocol: { } protocol, Port: { } value } ? $"{protocol.ToLowerInvariant()}-{value}" : null;
        var editor = new YamlEditor(service.File.Text);
        if (name is not null && names.Add(name))
        {
            if (port.Mapping.Entry("name") is { } empty) editor.SetScalar(empty, name);
            else editor.Insert(port.Mapping, number, [("name", [name], false)]);
        }

        return new Finding(ManifestRules.PortNames, number.Key.Span, "With several ports each needs a name: the API server refuses the Service. Add name" + (name is null ? "." : $": {name}, or a better one."))
            .Offer(service.IsRepairable && !port.Mapping.IsAnchored, new Repair("add-name", $"Add name: {name}", editor.Changes));
    }

    private static Finding Wrong(ServiceView service, YamlEntry entry, string why, string? meant)
    {
        var editor = new YamlEditor(service.File.Text);
        if (meant is not null) editor.Rewrite(entry.Value, meant);
        return new Finding(ManifestRules.PortNames, entry.Value.Span, $"{why}, so the API server refuses it as the name of a port. Write {meant ?? "another name"}.")
            .Offer(service.IsRepairable && meant is not null && entry.Value is YamlScalar { IsPlain: true }, new Repair("correct-name", $"Write {meant}", editor.Changes));
    }

    private static string? Label(string text)
    {
        var label = text.ToLowerInvariant().Replace('_', '-').Replace('.', '-').Trim('-');
        return s_label.IsMatch(label) ? label : null;
    }
}
