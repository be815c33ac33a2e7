using BindCheck.Listeners.Repairs;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.CodeFixes.Listeners;

/// <summary>The bind of an IPv4 wildcard is removed: a statement, an argument, or one URL of a text.</summary>
internal sealed class ConflictRepair : IListenerRepair
{
    /// <inheritdoc/>
    public string Title(Recipe recipe) => "Remove the IPv4 wildcard, whose clients the dual-mode one accepts";

    /// <inheritdoc/>
    public void Edit(RepairEdit edit, Recipe recipe)
    {
        if (edit.Node<StatementSyntax>(Role.Statement) is { } statement) edit.RemoveStatement(statement);
        else if (edit.Node<ArgumentSyntax>(Role.Value) is { } argument) edit.RemoveArgument(argument);
        else foreach (var url in edit.Spans(Role.Host)) edit.Replace(url, "");
    }
}
