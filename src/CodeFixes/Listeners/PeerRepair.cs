using BindCheck.Listeners.Repairs;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.CodeFixes.Listeners;

/// <summary>The address of a peer, as the IPv4 address that a mapped one stands for.</summary>
internal sealed class PeerRepair : IListenerRepair
{
    /// <inheritdoc/>
    public string Title(Recipe recipe) => "Normalise the address: IsIPv4MappedToIPv6 ? MapToIPv4()";

    /// <inheritdoc/>
    public void Edit(RepairEdit edit, Recipe recipe)
    {
        if (edit.Node<ExpressionSyntax>(Role.Address) is not { } address) return;
        var text = address is CastExpressionSyntax or BinaryExpressionSyntax ? "(" + address + ")" : address.ToString();
        // A call that maps whatever it is given is the middle of what replaces it.
        var replaced = address.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MapToIPv4", Parent: InvocationExpressionSyntax call } ? call : address;
        edit.Replace(replaced.Span, "(" + text + ".IsIPv4MappedToIPv6 ? " + text + ".MapToIPv4() : " + text + ")");
    }
}
