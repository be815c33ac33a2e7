using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2028: a named targetPort that no selected pod has. It is looked up by name and protocol (pkg/api/v1/pod/util.go, FindPort); without one the Service has no
/// endpoints on this port.
/// </summary>
internal sealed class TargetPortNameUnresolved() : ServiceRule(ManifestRules.TargetPortNameUnresolved)
{
    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        if (service.IsPartial || service.Ports.All(static port => port.TargetName is null) || scope.WorkloadsOf(service) is not { IsEmpty: false } workloads || workloads.Any(static workload => workload.Ports is null)) yield break;

        foreach (var port in service.Ports)
        {
            if (port is not { TargetName: { } name, Protocol: { } protocol }) continue;
            var declared = workloads.SelectMany(static workload => workload.Ports!.Value).Where(other => other.Protocol == protocol && other.Name is not null).Select(static other => other.Name!).Distinct().ToArray();
            if (declared.Contains(name)) continue;

            var entry = port.Mapping.Entry("targetPort")!;
            var editor = new YamlEditor(service.File.Text);
            if (declared.Length == 1) editor.SetScalar(entry, declared[0]);
            yield return new Finding(ManifestRules.TargetPortNameUnresolved, entry.Value.Span,
                $"No container of {string.Join(", ", workloads.Select(static workload => workload.Object.DisplayName).Distinct())} has a {protocol} port named '{name}': the Service gets no endpoints on this port. "
                + (declared.Length == 0 ? "Name the container's port, or write its number." : $"Write {string.Join(" or ", declared)}."))
                .Offer(service.IsRepairable && declared.Length == 1, new Repair("resolve-name", $"Write {declared.FirstOrDefault()}", editor.Changes));
        }
    }
}
