using BindCheck.Listeners.Repairs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.CodeFixes.Listeners;

/// <summary>
/// Constructor and bound address together. <c>Socket(SocketType, ProtocolType)</c> is dual-mode where the host has IPv6 and an IPv4
/// socket elsewhere, so that the address has to follow, and the templates of receive calls with it.
/// </summary>
internal sealed class SocketRepair : IListenerRepair
{
    /// <inheritdoc/>
    public string Title(Recipe recipe) => recipe == Recipe.Dual
        ? "Accept both families with a dual-mode socket where the host has IPv6"
        : "Accept both families with an IPv6 socket and DualMode" + ListenerRepair.WithoutIPv6;

    /// <inheritdoc/>
    public void Edit(RepairEdit edit, Recipe recipe)
    {
        if (edit.Node<BaseObjectCreationExpressionSyntax>(Role.Creation) is not { ArgumentList: { } arguments } creation) return;
        var family = edit.Node<ArgumentSyntax>(Role.Family);
        AddressRepair.Replace(edit, withFallback: recipe == Recipe.Dual);
        if (recipe == Recipe.Dual)
        {
            AddressRepair.ReplaceTemplates(edit);
            if (family is not null) edit.RemoveArgument(family);
            return;
        }

        if (family is null) edit.InsertFirstArgument(arguments, edit.Name("System.Net.Sockets.AddressFamily", "InterNetworkV6"));
        else if (FieldName(edit, family.Expression) is { } name) edit.Replace(name.Span, "InterNetworkV6");
        edit.AddInitializer(creation, "DualMode = true");
    }

    // AddressFamily.InterNetwork; not endPoint.AddressFamily, which changes by itself.
    private static SimpleNameSyntax? FieldName(RepairEdit edit, ExpressionSyntax family) =>
        edit.File.Model.GetSymbolInfo(family, edit.File.CancellationToken).Symbol is not IFieldSymbol ? null
        : (family as MemberAccessExpressionSyntax)?.Name ?? family as SimpleNameSyntax;
}
