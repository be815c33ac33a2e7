using System.Globalization;
using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2029: a numeric targetPort that differs from all declared ports of the selected containers. Declared ports are documentation only
/// (kubernetes issue 73049), so this is no more than a hint.
/// </summary>
internal sealed class TargetPortNotDeclared() : ServiceRule(ManifestRules.TargetPortNotDeclared)
{
    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        if (service.IsPartial || scope.Workloads.MatchesOf(service) is not { IsEmpty: false } workloads || workloads.Any(static workload => workload.Ports is not { IsEmpty: false })) yield break;

        foreach (var port in service.Ports)
        {
            if (port is not { TargetPort: { } number and > 0, Protocol: { } protocol, TargetName: null }) continue;
            var declared = workloads.SelectMany(static workload => workload.Ports!.Value).Where(other => other.Protocol == protocol).Select(static other => other.Number).Distinct().ToArray();
            if (declared.Length == 0 || declared.Contains(number)) continue;

            var entry = port.Mapping.Entry(port.IsTargetAbsent ? "port" : "targetPort")!;
            var editor = new YamlEditor(service.File.Text);
            var meant = declared[0].ToString(CultureInfo.InvariantCulture);
            if (declared.Length == 1 && !port.IsTargetAbsent) editor.SetScalar(entry, meant);
            else if (declared.Length == 1 && port.Mapping.Entry("targetPort") is null) editor.Insert(port.Mapping, entry, [("targetPort", [meant], false)]);
            yield return new Finding(ManifestRules.TargetPortNotDeclared, entry.Value.Span,
                $"{(port.IsTargetAbsent ? "Without targetPort the Service sends to" : "The Service sends to")} {protocol} port {number}, and the containers of {string.Join(", ", workloads.Select(static workload => workload.Object.DisplayName).Distinct())} "
                + $"declare {string.Join(", ", declared.OrderBy(static value => value))}. If they do not listen on {number}, connections are refused: set targetPort.")
                .Offer(service.IsRepairable && declared.Length == 1, new Repair("set-target", $"Send to {meant}", editor.Changes) { IsManual = true });
        }
    }
}
