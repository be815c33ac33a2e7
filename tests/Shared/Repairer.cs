using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Testing;

/// <summary>
/// Analyses and repairs C# sources as a host does: with every analyzer and every code fix of the given assemblies, found by reflection.
/// </summary>
internal sealed class Repairer
{
    /// <summary>No sample has as many places to repair: a repair that still finds one did not remove what it repaired.</summary>
    private const int MaxSteps = 20;

    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;
    private readonly ImmutableArray<CodeFixProvider> _fixes;

    internal Repairer(params Assembly[] assemblies)
    {
        var types = assemblies.SelectMany(a => a.GetTypes()).Where(t => !t.IsAbstract).ToArray();
        _analyzers = Create<DiagnosticAnalyzer>(types);
        _fixes = Create<CodeFixProvider>(types);
    }

    /// <summary>A console project of its own, in a workspace of its own.</summary>
    internal static Project CreateProject(IEnumerable<MetadataReference> references, params (string Name, string Text)[] sources)
    {
        var id = ProjectId.CreateNewId();
        var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable);
        var solution = new AdhocWorkspace().CurrentSolution.AddProject(
            ProjectInfo.Create(id, VersionStamp.Default, "Sample", "Sample", LanguageNames.CSharp, metadataReferences: references, compilationOptions: options));
        foreach (var (name, text) in sources)
            solution = solution.AddDocument(DocumentId.CreateNewId(id), name, text, filePath: "/sample/" + name);
        return solution.GetProject(id)!;
    }

    /// <summary>What the analyzers report, in source order. An analyzer that throws is reported as AD0001, and so fails the caller's comparison.</summary>
    internal async Task<ImmutableArray<Diagnostic>> FindAsync(Project project)
    {
        if (_analyzers.IsEmpty) return [];
        var compilation = (await project.GetCompilationAsync())!.WithAnalyzers(_analyzers, project.AnalyzerOptions);
        var found = await compilation.GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start)];
    }

    /// <summary>The repairs offered for one diagnostic, in the order in which a host shows them.</summary>
    internal async Task<ImmutableArray<CodeAction>> OfferAsync(Project project, Diagnostic diagnostic)
    {
        var document = project.GetDocument(diagnostic.Location.SourceTree);
        if (document is null) return [];
        var actions = ImmutableArray.CreateBuilder<CodeAction>();
        foreach (var fix in _fixes.Where(f => f.FixableDiagnosticIds.Contains(diagnostic.Id)))
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return actions.ToImmutable();
    }

    /// <summary>
    /// Applies the repair at <paramref name="index"/> of the first diagnostic <paramref name="id"/>, and then the same repair (the same
    /// equivalence key) wherever it is still offered for that id.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no such repair, or it never comes to an end.</exception>
    internal async Task<Project> RepairAsync(Project project, string id, int index)
    {
        string? key = null;
        for (var step = 0; step < MaxSteps; step++)
        {
            var action = await FirstAsync(project, id, actions => key is null ? actions.ElementAtOrDefault(index) : actions.FirstOrDefault(a => a.EquivalenceKey == key));
            if (action is null) return key is null ? throw new InvalidOperationException($"No repair {index} of {id} is offered.") : project;
            key = action.EquivalenceKey ?? throw new InvalidOperationException($"The repair '{action.Title}' has no equivalence key.");
            var operations = await action.GetOperationsAsync(CancellationToken.None);
            project = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
        }
        throw new InvalidOperationException($"The repair '{key}' of {id} was applied {MaxSteps} times and is still offered.");
    }

    private async Task<CodeAction?> FirstAsync(Project project, string id, Func<ImmutableArray<CodeAction>, CodeAction?> choose)
    {
        foreach (var diagnostic in await FindAsync(project))
            if (diagnostic.Id == id && choose(await OfferAsync(project, diagnostic)) is { } action) return action;
        return null;
    }

    private static ImmutableArray<T> Create<T>(Type[] types) =>
        [.. types.Where(typeof(T).IsAssignableFrom).Select(t => (T)Activator.CreateInstance(t, nonPublic: true)!)];
}
