using System.Collections.Immutable;
using BindCheck.Listeners;
using BindCheck.Listeners.Repairs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace BindCheck.CodeFixes.Listeners;

/// <summary>
/// Repairs all findings of a document in one pass. A listener is never opened to the network in bulk, unless the option
/// <c>bindcheck.allow_widening = true</c> says so.
/// </summary>
internal sealed class ListenerFixAllProvider : DocumentBasedFixAllProvider
{
    internal static readonly ListenerFixAllProvider Instance = new();

    private ListenerFixAllProvider()
    {
    }

    /// <inheritdoc/>
    protected override async Task<Document?> FixAllAsync(FixAllContext fixAllContext, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        var key = fixAllContext.CodeActionEquivalenceKey;
        var mayWiden = await MayWidenAsync(document, fixAllContext.CancellationToken).ConfigureAwait(false);
        return await DocumentRepair.ApplyAsync(document, diagnostics, plan => Choose(plan, key, mayWiden), fixAllContext.CancellationToken).ConfigureAwait(false);
    }

    // dotnet format passes no key when the first finding has no repair, and a widening one when that is all the first has: both mean
    // "repair what can be repaired".
    private static Recipe? Choose(RepairPlan plan, string? key, bool mayWiden)
    {
        foreach (var recipe in plan.Recipes)
        {
            if (recipe == Recipe.Widen && !mayWiden) continue;
            if (key is null || IsKeyOf(key, recipe) || IsKeyOf(key, Recipe.Widen) && !mayWiden) return recipe;
        }

        return null;
    }

    private static bool IsKeyOf(string key, Recipe recipe) =>
        key.EndsWith(ListenerCodeFixProvider.EquivalenceKey("", recipe), StringComparison.Ordinal);

    private static async Task<bool> MayWidenAsync(Document document, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false) is not { } tree) return false;
        var options = document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider;
        return (options.GetOptions(tree).TryGetValue(ProjectContext.AllowWidening, out var value) || options.GlobalOptions.TryGetValue(ProjectContext.AllowWidening, out value))
            && value.Equals("true", StringComparison.OrdinalIgnoreCase);
    }
}
