using Microsoft.CodeAnalysis;

namespace BindCheck.Repairs;

/// <summary>How a project has set a rule, as far as that reaches diagnostics outside C#. Per-file severities of an .editorconfig do not.</summary>
internal static class RuleSettings
{
    /// <summary>Whether its default, NoWarn, a .globalconfig or an assembly-wide SuppressMessage keeps a rule from being seen in additional files.</summary>
    internal static bool IsSilenced(DiagnosticDescriptor rule, Compilation compilation, CancellationToken cancellation)
    {
        var id = rule.Id;
        if (compilation.Options.SpecificDiagnosticOptions.TryGetValue(id, out var severity)) return severity == ReportDiagnostic.Suppress;
        if (compilation.Options.SyntaxTreeOptionsProvider?.TryGetGlobalDiagnosticValue(id, cancellation, out severity) == true)
            return severity == ReportDiagnostic.Suppress;
        return !rule.IsEnabledByDefault || compilation.Assembly.GetAttributes().Any(attribute =>
            attribute.AttributeClass?.Name == "SuppressMessageAttribute"
            && attribute.ConstructorArguments.Length == 2
            && attribute.ConstructorArguments[1].Value is string check
            && check.Split(':')[0].Trim() == id
            && attribute.NamedArguments.All(argument => argument.Key is not ("Scope" or "Target")));
    }
}
