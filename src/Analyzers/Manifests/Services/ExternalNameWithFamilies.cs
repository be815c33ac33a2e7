using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2014: an ExternalName Service with fields of Services that have addresses, or without the name. The API server answers Forbidden or Required
/// (ValidateService, ValidateServiceClusterIPsRelatedFields).
/// </summary>
internal sealed class ExternalNameWithFamilies() : ServiceRule(ManifestRules.ExternalNameWithFamilies)
{
    private static readonly string[] s_forbidden = ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"];

    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        if (service.Text("type") != "ExternalName") yield break;
        foreach (var entry in s_forbidden.Select(service.Spec.Entry).OfType<YamlEntry>().Where(static entry => IsSet(entry.Value.Target)))
        {
            var editor = new YamlEditor(service.File.Text);
            editor.Remove(service.Spec, entry);
            yield return new Finding(ManifestRules.ExternalNameWithFamilies, entry.Key.Span,
                $"An ExternalName Service is a DNS alias without addresses: the API server refuses {entry.Key.Value}. Take it out.")
                .Offer(service.IsRepairable, new Repair("remove-field", $"Remove {entry.Key.Value}", editor.Changes));
        }

        if (!service.File.IsPatch && !service.Spec.HasMerge && service.IsAbsent("externalName"))
            yield return new(ManifestRules.ExternalNameWithFamilies, service.Spec.Entry("type")!.Value.Span, "An ExternalName Service needs externalName: the API server refuses it without. Write the DNS name that it stands for.");
    }

    private static bool IsSet(YamlNode node) => node is YamlScalar { IsNull: false, Value: not "" } or YamlSequence { Items.IsEmpty: false };
}
