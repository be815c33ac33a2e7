using System.Runtime.CompilerServices;
using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2031: a selector that no workload of the manifests matches, though there are some in its namespace. Without endpoints MetalLB does not advertise a VIP
/// (noEndpoints). Hidden, but for LoadBalancers, since workloads may come from elsewhere.
/// </summary>
internal sealed class SelectorMatchesNothing() : ServiceRule(ManifestRules.SelectorMatchesNothing)
{
    /// <summary>Groups whose objects make no pods; those of the core have names without a dot. Of any other, an operator may make some.</summary>
    private static readonly string[] s_harmlessGroups = ["k8s.io", "metallb.io", "projectcalico.org", "cert-manager.io"];

    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        if (service.IsPartial || service.Text("type") == "ExternalName" || scope.Workloads.MatchesOf(service) is not { IsEmpty: true }) yield break;
        if (!service.File.Layout.IsClosed(service.File.Root) || scope.Once(HasOperators).Value) yield break;

        var workloads = scope.Workloads.Beside(service).Take(3).ToArray();
        if (workloads.Length == 0) yield break;
        yield return new(ManifestRules.SelectorMatchesNothing, service.Spec.Entry("selector")!.Key.Span,
            $"No workload of these manifests has the labels {string.Join(", ", service.Selector!.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => pair.Key + "=" + pair.Value))}: "
            + $"the Service has no endpoints{(service.IsForMetalLB ? ", and MetalLB does not advertise its VIP" : "")}. Compare it with the pod labels of {string.Join(", ", workloads.Select(static workload => workload.Object.DisplayName))}.")
        {
            Severity = service.IsForMetalLB ? DiagnosticSeverity.Info : DiagnosticSeverity.Hidden,
        };
    }

    private static StrongBox<bool> HasOperators(ManifestScope scope) => new(scope.Objects.Any(static item =>
        item.Group.Contains(".") && !s_harmlessGroups.Any(group => item.Group == group || item.Group.EndsWith("." + group, StringComparison.Ordinal))));
}
