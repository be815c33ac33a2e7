using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2020: a port of a VIP that the cluster's policy does not let in by default and no policy of the manifests opens. The port is that of the Service,
/// never targetPort: Calico's policies for VIPs are applied before the address is translated.
/// </summary>
internal sealed class VipPortNotPermitted() : ServiceRule(ManifestRules.VipPortNotPermitted)
{
    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        if (!service.IsForMetalLB || cluster.InboundPorts is not { } permitted || scope.ClusterObjects(GlobalNetworkPolicy.IsPolicy, GlobalNetworkPolicy.Kind) is not { } policies) yield break;

        var inbound = string.Join(", ", permitted);
        foreach (var port in service.Ports)
        {
            if (port is not { Port: { } number and > 0 and <= 65535, Protocol: { } protocol } || protocol is not ("TCP" or "UDP") || (protocol == "TCP" && permitted.Contains((int)number))) continue;
            if (policies.Any(policy => new GlobalNetworkPolicy(policy).MayPermit(port, service, cluster))) continue;

            var entry = port.Mapping.Entry("port")!;
            yield return new Finding(ManifestRules.VipPortNotPermitted, entry.Value.Span, protocol == "UDP"
                ? $"The cluster's default inbound set ({inbound}) names no UDP port: clients of UDP {number} may get no answer. It needs a matching GlobalNetworkPolicy or an exception."
                : $"Port {number} is not in the cluster's default inbound set ({inbound}): clients from outside get no answer. It needs a matching GlobalNetworkPolicy or an exception.")
            {
                Severity = protocol == "UDP" && permitted.Contains((int)number) ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning,
            }.Offer(service.IsRepairable && !port.Mapping.IsAnchored && protocol == "TCP", Publish(service, port, entry, permitted));
        }
    }

    // Clients then need another port: a person decides.
    private static Repair? Publish(ServiceView service, ServicePort port, YamlEntry entry, IReadOnlyList<int> permitted)
    {
        var https = permitted.Contains(443) ? 443 : permitted.FirstOrDefault();
        if (https == 0 || service.Ports.Any(other => other.Port is null || other.Port == https)) return null;
        var editor = new YamlEditor(service.File.Text);
        editor.SetScalar(entry, https.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (port.Mapping.Entry("targetPort") is not { } target) editor.InsertNumber(port.Mapping, entry, "targetPort", port.Port!.Value);
        else if (port.IsTargetAbsent) editor.SetScalar(target, port.Port!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new("publish", $"Publish on port {https}", editor.Changes) { IsManual = true };
    }
}
