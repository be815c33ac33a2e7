using BindCheck.Listeners.Repairs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.CodeFixes.Listeners;

/// <summary>Another address in place.</summary>
internal sealed class AddressRepair(bool hasFallback) : IListenerRepair
{
    /// <inheritdoc/>
    public string Title(Recipe recipe) => (recipe, hasFallback) switch
    {
        (Recipe.Dual, true) => "Accept both families with IPAddress.IPv6Any where the host has IPv6",
        (Recipe.Dual, false) => "Accept both families with IPAddress.IPv6Any",
        _ => "Accept both families with IPAddress.IPv6Any" + ListenerRepair.WithoutIPv6,
    };

    /// <inheritdoc/>
    public void Edit(RepairEdit edit, Recipe recipe) => Replace(edit, withFallback: hasFallback && recipe == Recipe.Dual);

    /// <summary>Replaces the address spot by IPv6Any, or by the choice between IPv6Any and Any that the host's IPv6 support makes.</summary>
    internal static void Replace(RepairEdit edit, bool withFallback)
    {
        if (edit.Node<ExpressionSyntax>(Role.Address) is not { } address) return;
        var ipv6 = Spell(edit, address, "IPv6Any");
        if (!withFallback)
        {
            edit.Replace(address.Span, ipv6);
            return;
        }

        var choice = edit.Choice(ipv6, Spell(edit, address, "Any"));
        edit.Replace(address.Span, IsWholeValue(address) ? choice : "(" + choice + ")");
    }

    /// <summary>Makes templates of receive calls Any, which an IPv4 socket takes as well as a dual-mode one.</summary>
    internal static void ReplaceTemplates(RepairEdit edit)
    {
        foreach (var span in edit.Spans(Role.Template)) edit.Replace(span, "Any");
    }

    // As the source spells the one that it has.
    private static string Spell(RepairEdit edit, ExpressionSyntax address, string field)
    {
        var symbol = edit.File.Model.GetSymbolInfo(address, edit.File.CancellationToken).Symbol;
        return (symbol is IFieldSymbol { ContainingType.Name: "IPAddress" }, address) switch
        {
            (true, MemberAccessExpressionSyntax access) => access.Expression + "." + field,
            (true, IdentifierNameSyntax) => field,
            _ => edit.Name("System.Net.IPAddress", field),
        };
    }

    private static bool IsWholeValue(ExpressionSyntax expression) =>
        expression.Parent is ArgumentSyntax or EqualsValueClauseSyntax or ArrowExpressionClauseSyntax or ReturnStatementSyntax
            or ParenthesizedExpressionSyntax or InitializerExpressionSyntax or SwitchExpressionArmSyntax or AssignmentExpressionSyntax;
}

/// <summary>Expressions that several repairs write.</summary>
internal static class Expressions
{
    /// <summary>One expression where the host has IPv6, another where it has not.</summary>
    internal static string Choice(this RepairEdit edit, string withIPv6, string without) => HasIPv6(edit) + " ? " + withIPv6 + " : " + without;

    internal static string HasIPv6(this RepairEdit edit) => edit.Name("System.Net.Sockets.Socket", "OSSupportsIPv6");
}
