using BindCheck.Files;
using BindCheck.Listeners;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Configuration;

/// <summary>Every option of BindCheck, with what its value may be.</summary>
internal static class OptionTable
{
    private const string Prefix = "bindcheck.", Property = "build_property.";

    private static readonly Row[] s_rows =
    [
        Row.Boolean(ProjectContext.AnalyzeTestProjects),
        Row.Boolean(ProjectContext.AllowWidening),
        new(ManifestProject.ClusterName, "a name", static _ => true),
        .. ClusterProfile.Options.Select(static option => new Row(option.Key, option.Values, value => ClusterProfile.IsValid(option.Key, value))),
    ];

    private static readonly Row s_severity = new(FileSeverities.Prefix, "none, silent, suggestion, warning or error", FileSeverities.IsValid);

    private sealed record Row(string Key, string Values, Func<string, bool> IsValid)
    {
        internal static Row Boolean(string key) => new(key, "true or false", static value => bool.TryParse(value, out _));
    }

    /// <summary>A sentence or two about each option that does not exist or cannot have its value.</summary>
    internal static IEnumerable<string> MistakesIn(AnalyzerConfigOptions options)
    {
        foreach (var key in KeysOf(options).Where(static key => key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)))
        {
            if (RowOf(key) is not { } row) yield return Unknown(key);
            else if (options.TryGetValue(key, out var value) && value.Length > 0 && !row.IsValid(value)) yield return Invalid(key, value, row);
        }

        foreach (var row in s_rows)
        {
            if (FileSettings.PropertyOf(row.Key) is { } name && options.TryGetValue(Property + name, out var value) && value.Length > 0 && !row.IsValid(value))
                yield return Invalid(name, value, row);
        }
    }

    // Keys are not case-sensitive.
    private static Row? RowOf(string key) =>
        key.StartsWith(FileSeverities.Prefix, StringComparison.OrdinalIgnoreCase)
            ? ManifestIds.Contains(key.Substring(FileSeverities.Prefix.Length).ToUpperInvariant()) ? s_severity : null
            : s_rows.FirstOrDefault(row => row.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    private static HashSet<string> ManifestIds { get; } = new(Manifests.ManifestFiles.Descriptors.Select(static rule => rule.Id), StringComparer.Ordinal);

    private static string Unknown(string key)
    {
        if (key.StartsWith(FileSeverities.Prefix + "BIND1", StringComparison.OrdinalIgnoreCase))
        {
            var id = key.Substring(FileSeverities.Prefix.Length).ToUpperInvariant();
            return $"'{key}' does nothing, because {id} is about C#: write 'dotnet_diagnostic.{id}.severity'.";
        }

        var known = s_rows.Select(static row => row.Key).Concat(ManifestIds.Select(static id => FileSeverities.Prefix + id));
        return $"BindCheck has no option '{key}', so the line does nothing" + (NearestWord.Of(key, known) is { } meant ? $": '{meant}' was probably meant." : ".");
    }

    private static string Invalid(string key, string value, Row row) => $"'{key}' cannot be '{value}' and counts as not set: write {row.Values}.";

    private static IEnumerable<string> KeysOf(AnalyzerConfigOptions options)
    {
        try
        {
            return options.Keys;
        }
        catch (NotImplementedException)
        {
            // What a host's own implementation may throw: the keys are optional.
            return [];
        }
    }
}
