using System.Collections.Immutable;
using BindCheck.Listeners;
using BindCheck.Listeners.Repairs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace BindCheck.CodeFixes.Listeners;

/// <summary>
/// Repairs BIND1001 to BIND1009, but for BIND1004 and BIND1008. Whether a repair is safe was decided by the analyzer, in the <see cref="RepairPlan"/> of the
/// diagnostic; here it is written.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ListenerCodeFixProvider))]
public sealed class ListenerCodeFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("BIND1001", "BIND1002", "BIND1003", "BIND1005", "BIND1006", "BIND1007", "BIND1009");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => ListenerFixAllProvider.Instance;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var plan = RepairPlan.Of(diagnostic);
            if (!ListenerRepair.All.TryGetValue(plan.Repair, out var repair)) continue;
            foreach (var recipe in plan.Recipes)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        repair.Title(recipe),
                        cancellationToken => DocumentRepair.ApplyAsync(context.Document, ImmutableArray.Create(diagnostic), _ => recipe, cancellationToken),
                        EquivalenceKey(diagnostic.Id, recipe)),
                    diagnostic);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// "BIND1001:dual". One key per rule and recipe, not per API, because <c>dotnet format</c> repairs a whole solution with the key of the first
    /// action it meets.
    /// </summary>
    internal static string EquivalenceKey(string id, Recipe recipe) => id + ":" + recipe.ToString().ToLowerInvariant();
}
