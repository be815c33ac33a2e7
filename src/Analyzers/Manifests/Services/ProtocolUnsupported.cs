using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2019: protocols that the API server does not know (supportedPortProtocols, case and all), or that VIPs of the cluster do not carry.
/// </summary>
internal sealed class ProtocolUnsupported() : ServiceRule(ManifestRules.ProtocolUnsupported)
{
    private static readonly string[] s_known = ["TCP", "UDP", "SCTP"];

    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        foreach (var entry in service.Ports.Select(static port => port.Mapping.Entry("protocol")).OfType<YamlEntry>())
        {
            if (KubernetesObject.TextOf(entry.Value) is not { } protocol) continue;
            if (!s_known.Contains(protocol)) yield return Unknown(service, entry, protocol);
            else if (service.IsForMetalLB && cluster.Protocols is { } carried && !carried.Contains(protocol))
                yield return new(ManifestRules.ProtocolUnsupported, entry.Value.Span, $"VIPs of this cluster carry {string.Join(" and ", carried)} only: {protocol} does not reach the Service from outside. Use one of those.");
        }
    }

    private static Finding Unknown(ServiceView service, YamlEntry entry, string protocol)
    {
        var meant = NearestWord.InAnyCase(protocol, s_known);
        var editor = new YamlEditor(service.File.Text);
        if (meant is not null) editor.SetScalar(entry, meant);
        return new Finding(ManifestRules.ProtocolUnsupported, entry.Value.Span, meant is not null
            ? $"'{protocol}' is no protocol of a Service, case and all: the API server refuses it. Write {meant}."
            : $"'{protocol}' is no protocol of a Service: the API server refuses it. Write TCP or UDP{(protocol.StartsWith("ICMP", StringComparison.OrdinalIgnoreCase) ? "; a VIP does not answer ping" : "")}.")
            .Offer(service.IsRepairable && meant is not null, new Repair("correct-value", $"Write {meant}", editor.Changes));
    }
}
