using System.Collections.Immutable;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace BindCheck.CodeFixes.Files;

/// <summary>
/// BIND9100: repairs the files that are not C#, in bulk; this is what 'dotnet format' runs. No provider of BindCheck carries [Shared]: the
/// attribute would make the assembly reference System.Composition, of which every host has the version of its own Roslyn.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FilesNeedRepairFix))]
public sealed class FilesNeedRepairFix : CodeFixProvider
{
    private const string Title = "Repair the files beside the code";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(MetaRules.FilesNeedRepair.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new Everything();

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var project = context.Document.Project;
        context.RegisterCodeFix(Repair(project.Solution, ImmutableArray.Create(project.Id)), context.Diagnostics);
        return Task.CompletedTask;
    }

    private static CodeAction Repair(Solution solution, ImmutableArray<ProjectId> projects) =>
        CodeAction.Create(Title, cancellation => FileRepairs.ApplyAllAsync(solution, projects, cancellation), MetaRules.FilesNeedRepair.Id);

    /// <summary>All projects of a solution at once; a document stands for its project, since the carrier is only a place to hang the repair on.</summary>
    private sealed class Everything : FixAllProvider
    {
        public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
        {
            var projects = fixAllContext.Scope == FixAllScope.Solution
                ? fixAllContext.Solution.Projects.Where(project => project.Language == LanguageNames.CSharp)
                : [fixAllContext.Project];
            return Task.FromResult<CodeAction?>(Repair(fixAllContext.Solution, projects.Select(project => project.Id).ToImmutableArray()));
        }
    }
}
