using System.Collections.Immutable;
using BindCheck.Repairs;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace BindCheck.CodeFixes.Files;

/// <summary>BIND9101: writes the rows of the listening APIs that a project exports; this is what the target <c>BindCheckExportApis</c> runs.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ApisNeedExportFix))]
public sealed class ApisNeedExportFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(MetaRules.ApisNeedExport.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new Everything();

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        context.RegisterCodeFix(Export(context.Document.Project.Solution, [context.Document.Project]), context.Diagnostics);
        return Task.CompletedTask;
    }

    private static CodeAction Export(Solution solution, IEnumerable<Project> projects) =>
        CodeAction.Create("Write the rows of this project's listening APIs", cancellation => ExportAsync(solution, projects, cancellation), MetaRules.ApisNeedExport.Id);

    private static async Task<Solution> ExportAsync(Solution solution, IEnumerable<Project> projects, CancellationToken cancellation)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var project in projects)
        {
            // One text for all target frameworks of a project: that of the first.
            if (PendingExport.FileIn(project.AnalyzerOptions) is not { } file || !written.Add(file.Path)) continue;
            if (await project.GetCompilationAsync(cancellation).ConfigureAwait(false) is not { } compilation) continue;
            if (PendingExport.TextFor(file, compilation, project.AnalyzerOptions, cancellation) is { } text) solution = FileRepairs.WithText(solution, file.Path, text);
        }

        return solution;
    }

    private sealed class Everything : FixAllProvider
    {
        public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) => Task.FromResult<CodeAction?>(
            Export(fixAllContext.Solution, fixAllContext.Scope == FixAllScope.Solution ? fixAllContext.Solution.Projects.Where(static p => p.Language == LanguageNames.CSharp) : [fixAllContext.Project]));
    }
}
