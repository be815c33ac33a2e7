using BindCheck.Listeners.Repairs;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.CodeFixes.Listeners;

/// <summary>DualMode, set again before a listener is started anew. A host without IPv6 has an IPv4 socket there, which has no DualMode.</summary>
internal sealed class RestartRepair : IListenerRepair
{
    /// <inheritdoc/>
    public string Title(Recipe recipe) => "Set DualMode again before the restart";

    /// <inheritdoc/>
    public void Edit(RepairEdit edit, Recipe recipe)
    {
        if (edit.Node<ExpressionStatementSyntax>(Role.Statement) is not { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var listener } } } start) return;
        edit.InsertBefore(start, $"if ({listener}.Server.AddressFamily == {edit.Name("System.Net.Sockets.AddressFamily", "InterNetworkV6")}) {listener}.Server.DualMode = true;");
    }
}
