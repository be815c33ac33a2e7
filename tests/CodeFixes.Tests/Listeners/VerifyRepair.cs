using BindCheck.CodeFixes.Listeners;
using BindCheck.Listeners;
using BindCheck.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace BindCheck.CodeFixes.Tests.Listeners;

/// <summary>
/// Runs the listener analyzer and its code fix: the findings are those that the markup says, each repair compiles and leaves no finding that
/// the expected text does not mark, one at a time and in a document, a project and a solution at once.
/// </summary>
internal static class VerifyRepair
{
    /// <summary>The action of an equivalence key turns the source into the expected text.</summary>
    internal static Task Action(string key, string source, string expected, string globalConfig = "") => Test(key, [source], [expected], globalConfig).RunAsync();

    /// <summary>The actions that repair BIND1001 and BIND1003, as <c>dotnet format</c> would apply the first of them.</summary>
    internal static async Task Actions(string id, string source, string dual, string? ipv6Any)
    {
        await Action(id + ":dual", source, dual);
        if (ipv6Any is not null) await Action(id + ":ipv6any", source, ipv6Any);
    }

    /// <summary>The findings of the source offer no action.</summary>
    internal static Task NoAction(string source, string globalConfig = "") => Test(null, [source], [source], globalConfig).RunAsync();

    /// <summary>The action repairs several files.</summary>
    internal static Task Files(string key, string[] sources, string[] expected) => Test(key, sources, expected, "").RunAsync();

    /// <summary>As <see cref="Action"/>, in a project that references one with the source of a library.</summary>
    internal static Task InUserOf(string library, string key, string source, string expected)
    {
        var test = Test(key, [source], [expected], "");
        test.TestState.AdditionalProjects["Library"].Sources.Add(library);
        test.TestState.AdditionalProjects["Library"].AdditionalReferences.AddRange(References.Web);
        test.TestState.AdditionalProjectReferences.Add("Library");
        return test.RunAsync();
    }

    private static CSharpCodeFixTest<ListenerAnalyzer, ListenerCodeFixProvider, DefaultVerifier> Test(string? key, string[] sources, string[] expected, string globalConfig)
    {
        var test = new CSharpCodeFixTest<ListenerAnalyzer, ListenerCodeFixProvider, DefaultVerifier>
        {
            ReferenceAssemblies = new("net10.0"),
            CodeActionEquivalenceKey = key,
            TestState = { OutputKind = sources.Any(IsProgram) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary },
            // Two clients in one type share the helper method that the first of them adds.
            CodeFixTestBehaviors = CodeFixTestBehaviors.SkipLocalDiagnosticCheck,
        };
        foreach (var source in sources) test.TestState.Sources.Add(source);
        foreach (var source in expected) test.FixedState.Sources.Add(source);
        test.TestState.AdditionalReferences.AddRange(References.Web);
        if (globalConfig.Length > 0) test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\n" + globalConfig));
        test.FixedState.MarkupHandling = MarkupMode.Allow;
        return test;
    }

    private static bool IsProgram(string source) =>
        CSharpSyntaxTree.ParseText(source.Replace("{|", "/*").Replace("|}", "*/")).GetRoot().ChildNodes().Any(static node => node is GlobalStatementSyntax);
}
