using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace BindCheck.Testing;

/// <summary>Runs one analyzer over C# text with markup: <c>{|BIND1001:IPAddress.Any|}</c> is expected, and nothing else.</summary>
internal static class Verify<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <summary>Checks the diagnostics of a file that compiles without errors.</summary>
    /// <param name="source">C# with markup; top-level statements allowed.</param>
    /// <param name="globalConfig">Lines of a global analyzer configuration.</param>
    internal static Task Diagnostics(string source, string globalConfig = "") => Test(source, globalConfig, CompilerDiagnostics.Errors).RunAsync();

    /// <summary>Checks the diagnostics of a file that need not compile.</summary>
    internal static Task DiagnosticsOfBrokenCode(string source) => Test(source, "", CompilerDiagnostics.None).RunAsync();

    /// <summary>Checks the diagnostics of a library of several files.</summary>
    internal static Task DiagnosticsOfFiles(params string[] sources)
    {
        var test = Test("", "", CompilerDiagnostics.Errors);
        test.TestState.Sources.Clear();
        for (var i = 0; i < sources.Length; i++) test.TestState.Sources.Add(($"/File{i}.cs", sources[i]));
        return test.RunAsync();
    }

    /// <summary>Checks the diagnostics of a library that references another project, as an IDE compiles it.</summary>
    /// <param name="source">The file under analysis, with markup.</param>
    /// <param name="library">The referenced project's file, with markup for what is said of it alone.</param>
    internal static Task DiagnosticsWithLibrary(string source, string library)
    {
        var test = Test(source, "", CompilerDiagnostics.Errors);
        var project = new ProjectState("Library", LanguageNames.CSharp, "/library/", "cs") { Sources = { ("/library/Library.cs", library) } };
        project.AdditionalReferences.AddRange(References.Web);
        test.TestState.AdditionalProjects.Add("Library", project);
        test.TestState.AdditionalProjectReferences.Add("Library");
        return test.RunAsync();
    }

    private static CSharpAnalyzerTest<TAnalyzer, DefaultVerifier> Test(string source, string globalConfig, CompilerDiagnostics compiler)
    {
        var test = new CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>
        {
            ReferenceAssemblies = new("net10.0"),
            CompilerDiagnostics = compiler,
            TestState = { Sources = { source }, OutputKind = IsProgram(source) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary },
        };
        test.TestState.AdditionalReferences.AddRange(References.Web);
        // The test library switches every rule on; BIND1010 is off unless a test is about it.
        if (!globalConfig.Contains("BIND1010", StringComparison.Ordinal)) test.DisabledDiagnostics.Add("BIND1010");
        if (globalConfig.Length > 0) test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\n" + globalConfig));
        return test;
    }

    private static bool IsProgram(string source) =>
        Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(source.Replace("{|", "/*").Replace("|}", "*/")).GetRoot()
            .ChildNodes().Any(node => node is Microsoft.CodeAnalysis.CSharp.Syntax.GlobalStatementSyntax);
}
