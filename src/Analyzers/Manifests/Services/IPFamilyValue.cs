using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2012: families and policies that the API server does not know. It answers NotSupported or Duplicate
/// (ValidateServiceClusterIPsRelatedFields); the field "ipFamily" existed before Kubernetes 1.20 only.
/// </summary>
internal sealed class IPFamilyValue() : ServiceRule(ManifestRules.IPFamilyValue)
{
    private static readonly string[] s_families = ["IPv4", "IPv6"];
    private static readonly string[] s_policies = [ServiceFamilies.SingleStack, ServiceFamilies.PreferDualStack, ServiceFamilies.RequireDualStack];

    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        foreach (var finding in Families(service)) yield return finding;
        if (service.Spec.Entry("ipFamilyPolicy") is { } policy && Policy(service, policy) is { } wrong) yield return wrong;
        if (service.Spec.Entry("ipFamily") is { } old && service.Spec.Entry("ipFamilies") is null) yield return Obsolete(service, old);
    }

    private static IEnumerable<Finding> Families(ServiceView service)
    {
        if (service.Spec.Entry("ipFamilies") is not { } entry) yield break;
        if (entry.Value.Target is YamlScalar { IsNull: false } scalar)
        {
            if (YamlValue.IsPlaceholder(scalar.Value)) yield break;
            var words = scalar.Value.Split(',').Select(static word => NearestWord.InAnyCase(word.Trim(), s_families)).ToArray();
            var quote = scalar.IsPlain ? "" : service.File.Text.ToString(new(scalar.Span.Start, 1));
            var isQuote = quote is "" or "\"" or "'";
            var editor = new YamlEditor(service.File.Text);
            if (isQuote && !words.Contains(null)) editor.Rewrite(entry.Value, "[" + string.Join(", ", words.Select(word => quote + word + quote)) + "]");

            // Two families need a policy of two as well.
            var isAllowed = words.Length == 1 || (words.Length == 2 && words[0] != words[1] && ServiceFamilies.Policy(service) != ServiceFamilies.SingleStack);
            yield return new Finding(ManifestRules.IPFamilyValue, entry.Value.Span,
                $"ipFamilies is a list: the API server refuses the text '{scalar.Value}'. Write {(words.Contains(null) ? "a list of IPv4, IPv6 or both" : $"[{string.Join(", ", words)}]")}.")
                .Offer(service.IsRepairable && isAllowed, new Repair("make-list", "Make it a list", editor.Changes));
        }

        if (entry.Value.Target is not YamlSequence { Items: var items }) yield break;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in items)
        {
            if (item.Target is not YamlScalar value || YamlValue.IsPlaceholder(value.Value)) continue;
            if (!seen.Add(value.Value)) yield return new(ManifestRules.IPFamilyValue, item.Span, $"ipFamilies names {value.Value} twice: the API server refuses the Service. Take one out.");
            else if (!s_families.Contains(value.Value)) yield return Unknown(service, item, value, "ipFamilies", s_families);
        }
    }

    private static Finding? Policy(ServiceView service, YamlEntry entry) =>
        entry.Value.Target is YamlSequence or YamlMapping
            ? new(ManifestRules.IPFamilyValue, entry.Value.Span, "ipFamilyPolicy is one word, no list: the API server refuses the Service. Write SingleStack, PreferDualStack or RequireDualStack.")
            : entry.Value.Target is YamlScalar { IsNull: false } scalar && !YamlValue.IsPlaceholder(scalar.Value) && !s_policies.Contains(scalar.Value)
                ? Unknown(service, entry.Value, scalar, "ipFamilyPolicy", s_policies)
                : null;

    private static Finding Unknown(ServiceView service, YamlNode node, YamlScalar scalar, string field, string[] known)
    {
        var meant = NearestWord.InAnyCase(scalar.Value, known);
        var editor = new YamlEditor(service.File.Text);
        if (meant is not null && scalar.Inner is not null) editor.SetScalar(new(scalar, node), meant);
        return new Finding(ManifestRules.IPFamilyValue, node.Span,
            $"'{scalar.Value}' is no value of {field}: the API server refuses the Service. Write {(meant is not null ? meant : string.Join(" or ", known))}{(meant is null ? "" : ", case and all")}.")
            .Offer(service.IsRepairable && meant is not null, new Repair("correct-value", $"Write {meant}", editor.Changes));
    }

    private static Finding Obsolete(ServiceView service, YamlEntry old)
    {
        var meant = old.Value is YamlScalar scalar ? NearestWord.InAnyCase(scalar.Value, s_families) : null;
        var editor = new YamlEditor(service.File.Text);
        editor.Rename(old, "ipFamilies");
        editor.Rewrite(old.Value, $"[{meant}]");
        return new Finding(ManifestRules.IPFamilyValue, old.Key.Span, "ipFamily is not a field since Kubernetes 1.20: the API server drops or refuses it, and the Service gets the default family. Write ipFamilies, a list.")
            .Offer(service.IsRepairable && meant is not null && old.Value is YamlScalar { IsPlain: true }, new Repair("rename", $"Write ipFamilies: [{meant}]", editor.Changes));
    }
}
