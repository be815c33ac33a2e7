using Microsoft.CodeAnalysis;

namespace BindCheck.Rules;

/// <summary>BIND9xxx: BindCheck itself.</summary>
internal static class MetaRules
{
    /// <summary>BIND9001: configuration that BindCheck cannot read, and so does not heed.</summary>
    internal static readonly DiagnosticDescriptor InvalidConfiguration = Rule.Create(
        "BIND9001",
        "Configuration is not understood",
        "{0}",
        Rule.Meta,
        DiagnosticSeverity.Warning,
        "A row that cannot be read describes no API: what it was meant for goes unchecked.");

    /// <summary>BIND9002: a file that BindCheck looked at and could not, or would not, analyse.</summary>
    internal static readonly DiagnosticDescriptor FileNotAnalyzed = Rule.Create(
        "BIND9002",
        "File was not analysed",
        "{0}",
        Rule.Meta,
        DiagnosticSeverity.Info,
        "A template, a syntax error or an over-long file: BindCheck says so once and stays silent about the rest.");

    /// <summary>BIND9003: a comment of a file that was to silence a rule, and silences nothing.</summary>
    internal static readonly DiagnosticDescriptor UnusedSuppression = Rule.Create(
        "BIND9003",
        "Suppression suppresses nothing",
        "{0}",
        Rule.Meta,
        DiagnosticSeverity.Info,
        "A comment that outlived its reason, or names another rule than was meant, hides what comes later, or hides nothing.");

    /// <summary>
    /// BIND9100: the carrier of repairs of files that are not C#. 'dotnet format' sees diagnostics in C# files only, so this
    /// hidden one sits on the first C# file whenever another file has something to repair.
    /// </summary>
    internal static readonly DiagnosticDescriptor FilesNeedRepair = Rule.Create(
        "BIND9100",
        "Files beside the code need a repair",
        "Files beside the code have {0} problem(s) that BindCheck can repair",
        Rule.Meta,
        DiagnosticSeverity.Hidden,
        "Run 'dotnet build -t:BindCheckFix' to apply the repairs, '-t:BindCheckVerify' to fail when there are any.");

    /// <summary>BIND9101: the carrier of the rows that a library exports. {0} is the file they are written to.</summary>
    internal static readonly DiagnosticDescriptor ApisNeedExport = Rule.Create(
        "BIND9101",
        "Listening APIs need to be exported",
        "The listening APIs of this project are not as '{0}' says",
        Rule.Meta,
        DiagnosticSeverity.Hidden,
        "Run 'dotnet build -t:BindCheckExportApis' to write them, so that projects which see the metadata only are warned.");
}
