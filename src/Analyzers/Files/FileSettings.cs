using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Files;

/// <summary>The settings of one file: its own section of an .editorconfig or .globalconfig first, then what holds for the whole project.</summary>
internal sealed class FileSettings(AnalyzerConfigOptionsProvider provider, AdditionalText file)
{
    /// <summary>The value of a key; null where it is not set.</summary>
    internal string? this[string key] =>
        provider.GetOptions(file).TryGetValue(key, out var value) || provider.GlobalOptions.TryGetValue(key, out value) ? value : null;

    /// <summary>The file's <c>BindCheck</c> item metadata: "auto", a kind of file, or null for a file that the user's own items bring.</summary>
    internal string? Metadata => this["build_metadata.AdditionalFiles.BindCheck"];
}
