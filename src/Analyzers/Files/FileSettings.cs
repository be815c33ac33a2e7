using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Files;

/// <summary>
/// The settings of one file: its own section of an .editorconfig or .globalconfig first, then what holds for the whole project, and last the
/// MSBuild property of the same name: <c>bindcheck.cluster_profile</c> is also <c>BindCheckClusterProfile</c>.
/// </summary>
internal sealed class FileSettings(AnalyzerConfigOptionsProvider provider, AdditionalText file)
{
    private const string Prefix = "bindcheck.";

    /// <summary>The value of a key; null where it is not set.</summary>
    internal string? this[string key] =>
        provider.GetOptions(file).TryGetValue(key, out var value)
            || provider.GlobalOptions.TryGetValue(key, out value)
            || (PropertyOf(key) is { } property && provider.GlobalOptions.TryGetValue("build_property." + property, out value) && value.Length > 0)
            ? value
            : null;

    /// <summary>The MSBuild property that sets an option for a project; null for a key that is no option.</summary>
    internal static string? PropertyOf(string key) => key.StartsWith(Prefix, StringComparison.Ordinal)
        ? "BindCheck" + string.Concat(key.Substring(Prefix.Length).Split('_').Select(word => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word.Substring(1)))
        : null;

    /// <summary>The file's <c>BindCheck</c> item metadata: "auto", a kind of file, or null for a file that the user's own items bring.</summary>
    internal string? Metadata => this["build_metadata.AdditionalFiles.BindCheck"];
}
