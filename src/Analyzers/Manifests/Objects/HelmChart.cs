using System.Collections.Immutable;
using BindCheck.Files;
using Microsoft.CodeAnalysis;

namespace BindCheck.Manifests.Objects;

/// <summary>What the charts among the additional files say of the files below them.</summary>
internal static class HelmChart
{
    private const string Name = "Chart.yaml";

    /// <summary>Whether a file lies under templates/ beside a Chart.yaml: Helm renders all of these, whether or not they hold an expression.</summary>
    internal static bool IsTemplate(AdditionalText file, ImmutableArray<AdditionalText> files)
    {
        var path = FilePath.Normalize(file.Path);
        var templates = path.LastIndexOf("/templates/", StringComparison.Ordinal);
        if (templates < 0) return false;
        var chart = path.Substring(0, templates) + "/" + Name;
        return files.Any(other => FilePath.IsNamed(other.Path, Name) && FilePath.Normalize(other.Path) == chart);
    }
}
