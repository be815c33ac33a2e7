using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Testing;

/// <summary>
/// A solution in memory whose projects have additional files, to analyse and to repair. The usual test library does not apply fixes to
/// additional documents, without saying so; hence this one.
/// </summary>
internal sealed class FileProject : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;

    internal FileProject(params DiagnosticAnalyzer[] analyzers)
    {
        _analyzers = [.. analyzers];
        Solution = _workspace.CurrentSolution;
    }

    internal Solution Solution { get; private set; }

    public void Dispose() => _workspace.Dispose();

    /// <summary>Adds a project with one C# file, the lines of a global config, and additional files.</summary>
    internal FileProject Add(string name, string config, params (string Path, string Text)[] files)
    {
        var id = ProjectId.CreateNewId(name);
        Solution = Solution
            .AddProject(id, name, name, LanguageNames.CSharp)
            .WithProjectCompilationOptions(id, new Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .AddMetadataReferences(id, References.Core.Where(reference => reference.Display!.EndsWith("System.Runtime.dll", StringComparison.Ordinal)));
        AddCode(name, $"/src/{name}/Code.cs", "class C { }");
        Solution = Solution.AddAnalyzerConfigDocument(
            DocumentId.CreateNewId(id), ".globalconfig", SourceText.From("is_global = true\n" + config), filePath: $"/src/{name}/.globalconfig");
        foreach (var (path, text) in files)
            Solution = Solution.AddAdditionalDocument(DocumentId.CreateNewId(id), System.IO.Path.GetFileName(path), SourceText.From(text, Encoding.UTF8), filePath: path);
        return this;
    }

    internal FileProject AddCode(string project, string path, string text)
    {
        var id = DocumentId.CreateNewId(Project(project).Id);
        Solution = Solution.AddDocument(id, System.IO.Path.GetFileName(path), SourceText.From(text, Encoding.UTF8), filePath: path);
        return this;
    }

    /// <summary>The text of a file as each project that has it sees it; the same everywhere, or the test fails.</summary>
    internal string TextOf(string path) =>
        Assert.Single(Solution.Projects.SelectMany(project => project.AdditionalDocuments)
            .Where(document => document.FilePath == path)
            .Select(document => document.GetTextAsync().Result.ToString())
            .Distinct());

    /// <summary>What the analyzers report in a project, suppressed diagnostics included, in the order of path and place.</summary>
    internal async Task<Diagnostic[]> AnalyzeAsync(string? project = null)
    {
        var subject = Project(project);
        var compilation = (await subject.GetCompilationAsync())!;
        var options = new CompilationWithAnalyzersOptions(
            subject.AnalyzerOptions, (exception, _, _) => throw exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);
        var diagnostics = await new CompilationWithAnalyzers(compilation, _analyzers, options).GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        return [.. diagnostics.OrderBy(d => d.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start)];
    }

    /// <summary>The actions that a provider offers for a diagnostic in an additional file.</summary>
    internal async Task<CodeAction[]> ActionsAsync(CodeFixProvider provider, Diagnostic diagnostic)
    {
        var document = Project(null).AdditionalDocuments.First(document => document.FilePath == diagnostic.Location.GetLineSpan().Path);
        var actions = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(
            document, diagnostic.Location.SourceSpan, [diagnostic], (action, _) => actions.Add(action), CancellationToken.None));
        return [.. actions];
    }

    /// <summary>Applies an action.</summary>
    internal async Task ApplyAsync(CodeAction action)
    {
        var operation = Assert.Single((await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>());
        Solution = operation.ChangedSolution;
    }

    /// <summary>Applies a provider's fix-all as 'dotnet format' does: the first action of the first diagnostic, then its key, for the whole scope.</summary>
    internal async Task FixAllAsync(CodeFixProvider provider, FixAllScope scope = FixAllScope.Solution, string? project = null)
    {
        var subject = Project(project);
        var diagnostic = (await AnalyzeAsync(project)).First(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id));
        var document = Solution.GetDocument(diagnostic.Location.SourceTree)!;
        var actions = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        var context = new FixAllContext(
            document, provider, scope, actions[0].EquivalenceKey, provider.FixableDiagnosticIds, new Provider(this, provider.FixableDiagnosticIds), CancellationToken.None);
        await ApplyAsync((await provider.GetFixAllProvider()!.GetFixAsync(context))!);
    }

    private Project Project(string? name) => Solution.Projects.First(project => name is null || project.Name == name);

    private sealed class Provider(FileProject owner, ImmutableArray<string> ids) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            (await owner.AnalyzeAsync(project.Name)).Where(diagnostic => ids.Contains(diagnostic.Id));

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            (await GetAllDiagnosticsAsync(document.Project, cancellationToken)).Where(diagnostic => diagnostic.Location.SourceTree?.FilePath == document.FilePath);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
