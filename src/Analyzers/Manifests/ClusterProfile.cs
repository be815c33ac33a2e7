using BindCheck.Files;
using BindCheck.Reach;

namespace BindCheck.Manifests;

/// <summary>What is known of the cluster that manifests are applied to. Without it, rules speak only of what is so on every cluster.</summary>
/// <param name="DefaultFamily">The family of a Service without ipFamilies: that of the first service CIDR. Null: unknown.</param>
/// <param name="IsDualStack">Whether the cluster has service CIDRs of both families. Null: unknown.</param>
internal sealed record ClusterProfile(Families? DefaultFamily, bool? IsDualStack)
{
    internal static readonly ClusterProfile Unknown = new(null, null);

    /// <summary>The values of <c>bindcheck.cluster_profile</c>. "nrp": LoadBalancer Services default to IPv4, dual-stack ones are allowed.</summary>
    private static readonly Dictionary<string, ClusterProfile> s_profiles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["nrp"] = new(Families.IPv4, IsDualStack: true),
    };

    /// <summary>
    /// The profile named by <c>bindcheck.cluster_profile</c>, amended by <c>bindcheck.default_family</c> (IPv4 or IPv6) and
    /// <c>bindcheck.dual_stack</c> (true or false). A value that is none of these counts as absent.
    /// </summary>
    internal static ClusterProfile From(FileSettings settings)
    {
        var profile = settings["bindcheck.cluster_profile"] is { } name && s_profiles.TryGetValue(name, out var known) ? known : Unknown;
        return new(
            settings["bindcheck.default_family"] is { } family ? ServiceView.FamilyNamed(family) ?? profile.DefaultFamily : profile.DefaultFamily,
            bool.TryParse(settings["bindcheck.dual_stack"], out var isDualStack) ? isDualStack : profile.IsDualStack);
    }
}
