using BindCheck.Listeners.Repairs;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.CodeFixes.Listeners;

/// <summary><c>TcpListener.Create(port)</c>, which falls back to IPv4 by itself; or IPv6Any and DualMode.</summary>
internal sealed class TcpListenerRepair : IListenerRepair
{
    private const string Type = "System.Net.Sockets.TcpListener";

    /// <inheritdoc/>
    public string Title(Recipe recipe) => recipe switch
    {
        Recipe.Dual => "Accept both families with TcpListener.Create",
        Recipe.IPv6Any => "Accept both families with IPAddress.IPv6Any and DualMode" + ListenerRepair.WithoutIPv6,
        _ => "Open the listener to the network with TcpListener.Create",
    };

    /// <inheritdoc/>
    public void Edit(RepairEdit edit, Recipe recipe)
    {
        if (edit.Site is not BaseObjectCreationExpressionSyntax { ArgumentList: { } arguments } creation) return;
        if (recipe == Recipe.IPv6Any)
        {
            if (edit.Node<ArgumentSyntax>(Role.Value) is null) edit.InsertFirstArgument(arguments, edit.Name("System.Net.IPAddress", "IPv6Any"));
            else AddressRepair.Replace(edit, withFallback: false);
            edit.AddInitializer(creation, "Server = { DualMode = true }");
            return;
        }

        var head = TextSpan.FromBounds(creation.SpanStart, arguments.SpanStart);
        var type = creation is ObjectCreationExpressionSyntax { Type: var written } ? written.ToString() + ".Create" : edit.Name(Type, "Create");
        edit.Replace(head, edit.File.CommentsIn(head) + type);
        edit.ReduceToPort();
    }
}

/// <summary>A constructor that passes an address to TcpListener's own: DualMode follows in its body.</summary>
internal sealed class DerivedTcpListenerRepair : IListenerRepair
{
    /// <inheritdoc/>
    public string Title(Recipe recipe) => recipe == Recipe.Dual
        ? "Accept both families with IPAddress.IPv6Any and DualMode where the host has IPv6"
        : "Accept both families with IPAddress.IPv6Any and DualMode" + ListenerRepair.WithoutIPv6;

    /// <inheritdoc/>
    public void Edit(RepairEdit edit, Recipe recipe)
    {
        if (edit.Site is not ConstructorInitializerSyntax { Parent: ConstructorDeclarationSyntax constructor } initializer) return;
        var isDual = recipe == Recipe.Dual;
        if (edit.Node<ExpressionSyntax>(Role.Address) is not null)
        {
            AddressRepair.Replace(edit, isDual);
        }
        else
        {
            string ipv6 = edit.Name("System.Net.IPAddress", "IPv6Any"), ipv4 = edit.Name("System.Net.IPAddress", "Any");
            edit.InsertFirstArgument(initializer.ArgumentList, isDual ? edit.Choice(ipv6, ipv4) : ipv6);
        }

        edit.InsertAtStart(constructor, isDual ? "if (" + edit.HasIPv6() + ") Server.DualMode = true;" : "Server.DualMode = true;");
    }
}
