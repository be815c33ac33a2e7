using System.Globalization;
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
        if (service.IsPartial || service.Ports.All(static port => port.TargetName is null) || scope.Workloads.MatchesOf(service) is not { IsEmpty: false } workloads || workloads.Any(static workload => workload.Ports is null)) yield break;

        var names = string.Join(", ", workloads.Select(static workload => workload.Object.DisplayName).Distinct());
        foreach (var port in service.Ports)
        {
            if (port is not { TargetName: { } name, Protocol: { } protocol }) continue;
            var declared = workloads.SelectMany(static workload => workload.Ports!.Value).Where(other => other.Protocol == protocol).Distinct().ToArray();
            if (declared.Any(other => other.Name == name)) continue;

            var hint = declared.Length == 0 ? "Declare the container's port, or write its number."
                : $"Write {string.Join(" or ", declared.Select(static other => other.Name ?? Text(other.Number)).Distinct())}.";
            yield return new Finding(ManifestRules.TargetPortNameUnresolved, port.Mapping.Entry("targetPort")!.Value.Span,
                $"No container of {names} has a {protocol} port named '{name}': the Service gets no endpoints on this port. {hint}")
                .Offer(service.IsRepairable, Repairs(service, port, declared));
        }
    }

    /// <summary>The name, then the number of the only port there is. One that another port of the Service sends to is not the one that was meant.</summary>
    private static Repair?[] Repairs(ServiceView service, ServicePort port, ContainerPort[] declared)
    {
        if (declared.Length != 1 || service.Ports.Any(other => other != port && other.Protocol == declared[0].Protocol && (other.TargetName == declared[0].Name && other.TargetName is not null || other.TargetPort == declared[0].Number)))
            return [];
        return [declared[0].Name is { } name ? Write(service, port, "resolve-name", name, isNumber: false) : null, Write(service, port, "resolve-number", Text(declared[0].Number), isNumber: true)];
    }

    private static Repair Write(ServiceView service, ServicePort port, string recipe, string value, bool isNumber)
    {
        var entry = port.Mapping.Entry("targetPort")!;
        var editor = new YamlEditor(service.File.Text);

        // A number in quotes would be a name, which the API server refuses.
        if (isNumber) editor.Rewrite(entry.Value, value);
        else editor.SetScalar(entry, value);
        return new(recipe, $"Write {value}", editor.Changes);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
