using BindCheck.Listeners.Repairs;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.CodeFixes.Listeners;

/// <summary>DualMode, set in front of the bind instead of behind it.</summary>
internal sealed class DualModeOrderRepair : IListenerRepair
{
    /// <inheritdoc/>
    public string Title(Recipe recipe) => "Set DualMode before the socket is bound";

    /// <inheritdoc/>
    public void Edit(RepairEdit edit, Recipe recipe)
    {
        var statements = edit.Nodes<StatementSyntax>(Role.Statement).ToList();
        if (statements.Count != 2 || statements[0] is not { } bind || statements[1] is not { } set) return;
        edit.InsertBefore(bind, set.ToString());
        edit.RemoveStatement(set);
    }
}
