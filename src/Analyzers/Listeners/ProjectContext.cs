using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Listeners;

/// <summary>What kind of project is analysed, as far as it changes what is worth saying.</summary>
internal static class ProjectContext
{
    /// <summary>Option: <c>bindcheck.analyze_test_projects = true</c> makes the listener rules speak in test projects too.</summary>
    internal const string AnalyzeTestProjects = "bindcheck.analyze_test_projects";

    /// <summary>Option: <c>bindcheck.allow_widening = true</c> lets repairs in bulk open a listener to the network.</summary>
    internal const string AllowWidening = "bindcheck.allow_widening";

    private static readonly HashSet<string> s_testFrameworks = new(StringComparer.OrdinalIgnoreCase)
    {
        "xunit.core", "xunit.v3.core", "nunit.framework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework", "TUnit.Core",
    };

    /// <summary>Test projects listen on loopback and on free ports by intent.</summary>
    internal static bool IsSilencedTestProject(Compilation compilation, AnalyzerConfigOptions options)
    {
        if (options.TryGetValue(AnalyzeTestProjects, out var analyze) && analyze.Equals("true", StringComparison.OrdinalIgnoreCase)) return false;
        return options.TryGetValue("build_property.IsTestProject", out var isTest) && isTest.Equals("true", StringComparison.OrdinalIgnoreCase)
            || compilation.ReferencedAssemblyNames.Any(assembly => s_testFrameworks.Contains(assembly.Name));
    }

    /// <summary>Whether the project runs on Windows only, where HttpListener is HTTP.sys and listens on both families.</summary>
    internal static bool IsWindowsOnly(AnalyzerConfigOptions options) =>
        options.TryGetValue("build_property.TargetFramework", out var framework)
        && (framework.StartsWith("net4", StringComparison.OrdinalIgnoreCase) || framework.IndexOf("-windows", StringComparison.OrdinalIgnoreCase) > 0);
}
