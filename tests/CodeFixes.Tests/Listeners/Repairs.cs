using System.Collections.Immutable;
using BindCheck.CodeFixes.Listeners;
using BindCheck.Listeners;
using BindCheck.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.CodeFixes.Tests.Listeners;

/// <summary>
/// The quick way to see what a file's findings offer and do: one workspace for all tests, no markup. <see cref="VerifyRepair"/> is the
/// thorough one.
/// </summary>
internal static class Repairs
{
    private static readonly Lazy<Project> s_project = new(() =>
        new AdhocWorkspace().AddProject("Server", LanguageNames.CSharp)
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.Preview))
            .WithMetadataReferences(References.Web));

    /// <summary>A file in a project of its own.</summary>
    internal static Document Open(string source, string name = "Program.cs")
    {
        var isProgram = CSharpSyntaxTree.ParseText(source).GetRoot().ChildNodes().Any(static node => node is GlobalStatementSyntax);
        return s_project.Value
            .WithCompilationOptions(new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))
            .AddDocument(name, SourceText.From(source), filePath: "/" + name);
    }

    /// <summary>The findings in a file, in source order.</summary>
    internal static async Task<ImmutableArray<Diagnostic>> FindingsIn(Document document)
    {
        var compilation = (await document.Project.GetCompilationAsync())!.WithAnalyzers([new ListenerAnalyzer()]);
        var all = await compilation.GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(all, static d => d.Id == "AD0001");
        return [.. all.OrderBy(static d => d.Location.SourceSpan.Start)];
    }

    /// <summary>The actions of one finding, in the order in which they are offered.</summary>
    internal static async Task<List<CodeAction>> ActionsOf(Document document, Diagnostic finding)
    {
        var actions = new List<CodeAction>();
        var context = new CodeFixContext(document, finding, (action, _) => actions.Add(action), CancellationToken.None);
        await new ListenerCodeFixProvider().RegisterCodeFixesAsync(context);
        return actions;
    }

    /// <summary>The file after an action.</summary>
    internal static async Task<Document> Apply(Document document, CodeAction action)
    {
        var operation = Assert.Single((await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>());
        return operation.ChangedSolution.GetDocument(document.Id)!;
    }

    /// <summary>
    /// The file after one kind of action was applied to each finding that offers it, one by one. The result compiles if the source did,
    /// and the repaired findings are gone.
    /// </summary>
    internal static async Task<string> After(string key, string source)
    {
        var document = Open(source);
        await AssertCompiles(document);
        for (var limit = 20; ; limit--)
        {
            CodeAction? next = null;
            foreach (var finding in await FindingsIn(document))
                next ??= (await ActionsOf(document, finding)).Find(action => action.EquivalenceKey == key);
            if (next is null)
            {
                var id = key.Split(':')[0];
                if (id != "BIND1002") Assert.DoesNotContain(await FindingsIn(document), finding => finding.Id == id);
                return (await document.GetTextAsync()).ToString();
            }

            Assert.True(limit > 0, "The repair does not come to an end.");
            document = await Apply(document, next);
            await AssertCompiles(document);
        }
    }

    /// <summary>The keys of all actions that the findings of a file offer. There is at least one finding.</summary>
    internal static async Task<List<string>> KeysIn(string source)
    {
        var document = Open(source);
        await AssertCompiles(document);
        var findings = await FindingsIn(document);
        Assert.NotEmpty(findings);
        var keys = new List<string>();
        foreach (var finding in findings) keys.AddRange((await ActionsOf(document, finding)).Select(static action => action.EquivalenceKey!));
        return keys;
    }

    /// <summary>The file after all findings of a rule were repaired at once.</summary>
    internal static async Task<string> AfterAll(string id, string? key, string source, string globalConfig)
    {
        var document = Open(source);
        if (globalConfig.Length > 0)
        {
            var config = DocumentId.CreateNewId(document.Project.Id);
            document = document.Project.Solution.AddAnalyzerConfigDocument(config, ".globalconfig", SourceText.From("is_global = true\n" + globalConfig), filePath: "/.globalconfig").GetDocument(document.Id)!;
        }

        var findings = (await FindingsIn(document)).Where(finding => finding.Id == id).ToList();
        var provider = new ListenerCodeFixProvider();
        var context = new FixAllContext(document, provider, FixAllScope.Solution, key!, [id], new Findings(document.Id, findings), CancellationToken.None);
        var action = await provider.GetFixAllProvider().GetFixAsync(context);
        return (await (action is null ? document : await Apply(document, action)).GetTextAsync()).ToString();
    }

    private sealed class Findings(DocumentId id, IEnumerable<Diagnostic> findings) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult(findings);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult(document.Id == id ? findings : []);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }

    private static async Task AssertCompiles(Document document)
    {
        var errors = (await document.Project.GetCompilationAsync())!.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count > 0) Assert.Fail(string.Join("\n", errors) + "\n" + await document.GetTextAsync());
    }
}
