using Microsoft.CodeAnalysis;

namespace BindCheck.Rules;

/// <summary>What every BindCheck rule has in common: its category names, its help page and the shape of its descriptor.</summary>
internal static class Rule
{
    /// <summary>Categories, one per band of ids, so that a user can switch a band with one line.</summary>
    internal const string Listeners = "BindCheck.Listeners", Manifests = "BindCheck.Manifests", Meta = "BindCheck.Meta";

    /// <summary>The page of a rule; the version tag keeps an old package pointing at the page it was shipped with.</summary>
    internal static string HelpLink(string id) =>
        $"https://github.com/bindcheck/bindcheck/blob/v{typeof(Rule).Assembly.GetName().Version.ToString(3)}/docs/rules/{id}.md";

    internal static DiagnosticDescriptor Create(
        string id, string title, string message, string category, DiagnosticSeverity severity, string description, bool isEnabledByDefault = true, params string[] tags) =>
        new(id, title, message, category, severity, isEnabledByDefault, description, HelpLink(id), tags);
}
