using Microsoft.CodeAnalysis;

namespace BindCheck.Files;

/// <summary>
/// <c>bindcheck.severity.BIND2020 = none</c>: severities for files beside the code, which the compiler's own options cannot set by file. Unlike
/// those they may stand in a section of an .editorconfig. Where the compiler's option for the whole project is set, that one counts.
/// </summary>
internal static class FileSeverities
{
    internal const string Prefix = "bindcheck.severity.";

    /// <summary>A finding with the severity that the file's settings give its rule; null where that is "none".</summary>
    internal static Finding? Grade(Finding finding, FileSettings settings) =>
        settings[Prefix + finding.Rule.Id] is not { } name ? finding
        : name.Equals("none", StringComparison.OrdinalIgnoreCase) ? null
        : SeverityNamed(name) is { } severity ? finding with { Severity = severity }
        : finding;

    /// <summary>Whether a text is a severity.</summary>
    internal static bool IsValid(string name) => name.Equals("none", StringComparison.OrdinalIgnoreCase) || SeverityNamed(name) is not null;

    private static DiagnosticSeverity? SeverityNamed(string name) => name.ToLowerInvariant() switch
    {
        "silent" => DiagnosticSeverity.Hidden,
        "suggestion" => DiagnosticSeverity.Info,
        "warning" => DiagnosticSeverity.Warning,
        "error" => DiagnosticSeverity.Error,
        _ => null,
    };
}
