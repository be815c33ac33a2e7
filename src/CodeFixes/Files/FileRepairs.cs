using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Repairs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.CodeFixes.Files;

/// <summary>Applies repairs to additional documents.</summary>
internal static class FileRepairs
{
    /// <summary>Repairs of one Service may touch the same lines; what did not fit in one round is done in the next.</summary>
    private const int MaxRounds = 8;

    /// <summary>The solution with the first, safe repair of every finding in the files of some projects, until nothing is left to repair.</summary>
    internal static async Task<Solution> ApplyAllAsync(Solution solution, ImmutableArray<ProjectId> projects, CancellationToken cancellation)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var repaired = new Dictionary<string, SourceText>(StringComparer.Ordinal);
            foreach (var id in projects)
            {
                if (solution.GetProject(id) is not { } project || await project.GetCompilationAsync(cancellation).ConfigureAwait(false) is not { } compilation)
                    continue;

                // A file shared by several projects, or by the target frameworks of one, is repaired once.
                foreach (var file in PendingRepairs.Of(compilation, project.AnalyzerOptions, cancellation).Where(file => !repaired.ContainsKey(file.Path)))
                    repaired.Add(file.Path, Apply(file));
            }

            if (repaired.Count == 0) break;
            foreach (var change in repaired) solution = WithText(solution, change.Key, change.Value);
        }

        return solution;
    }

    /// <summary>The solution with a new text of a file, in every project that has it.</summary>
    internal static Solution WithText(Solution solution, string path, SourceText text)
    {
        var documents =
            from project in solution.Projects
            from document in project.AdditionalDocuments
            where PathOf(document) == path
            select document.Id;
        foreach (var id in documents.ToArray()) solution = solution.WithAdditionalDocumentText(id, text);
        return solution;
    }

    /// <summary>The path by which an analyzer knows a document.</summary>
    internal static string PathOf(TextDocument document) => document.FilePath ?? document.Name;

    private static SourceText Apply(RepairableFile file)
    {
        var changes = new List<TextChange>();
        foreach (var repair in file.Findings.Select(static finding => finding.BulkRepair!))
        {
            if (!repair.Changes.Any(change => changes.Any(other => change.Span.IntersectsWith(other.Span)))) changes.AddRange(repair.Changes);
        }

        return file.Text.WithChanges(changes.OrderBy(change => change.Span.Start));
    }
}
