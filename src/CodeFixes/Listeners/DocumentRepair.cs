using System.Collections.Immutable;
using BindCheck.Listeners.Repairs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.CodeFixes.Listeners;

/// <summary>
/// Applies repairs to a document, as text changes on the smallest spans: what they do not touch keeps its comments, line ends and layout,
/// and repairs inside each other's lambdas do not meet.
/// </summary>
internal static class DocumentRepair
{
    /// <summary>Repairs what <paramref name="choose"/> picks a recipe for. A finding that shares a place with one already repaired waits for the next run.</summary>
    internal static async Task<Document> ApplyAsync(
        Document document, ImmutableArray<Diagnostic> diagnostics, Func<RepairPlan, Recipe?> choose, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || model is null) return document;
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var source = new SourceFile(text, root, model, cancellationToken);
        var changes = new List<TextChange>();
        var imports = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var diagnostic in diagnostics.OrderBy(static d => d.Location.SourceSpan.Start))
        {
            var plan = RepairPlan.Of(diagnostic);
            if (choose(plan) is not { } recipe || !ListenerRepair.All.TryGetValue(plan.Repair, out var repair)) continue;
            var edit = new RepairEdit(source, diagnostic, plan);
            repair.Edit(edit, recipe);
            var added = edit.Changes.Where(change => !changes.Contains(change)).ToList();
            if (added.Exists(change => changes.Exists(other => Collide(change.Span, other.Span)))) continue;
            changes.AddRange(added);
            imports.UnionWith(edit.Imports);
        }

        if (changes.Count == 0) return document;
        changes.AddRange(ImportEdits.For(source, imports));
        return document.WithText(text.WithChanges(changes.OrderBy(static change => change.Span.Start).ThenBy(static change => change.Span.End)));
    }

    // OverlapsWith takes an insertion for nothing.
    private static bool Collide(TextSpan a, TextSpan b) => a == b || a.OverlapsWith(b) || IsInserted(a, b) || IsInserted(b, a);

    private static bool IsInserted(TextSpan insertion, TextSpan into) => insertion.IsEmpty && into.Start < insertion.Start && insertion.Start < into.End;
}
