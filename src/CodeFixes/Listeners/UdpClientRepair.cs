using BindCheck.Listeners.Repairs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.CodeFixes.Listeners;

/// <summary>
/// An unbound client that is made dual-mode and bound in the statements that follow. Where there is no room for statements, a helper
/// method does it. A client with another socket put into it would leak its first and keep its family.
/// </summary>
internal sealed class UdpClientRepair : IListenerRepair
{
    private const string Helper = "CreateDualStackUdpClient";

    /// <inheritdoc/>
    public string Title(Recipe recipe) => recipe == Recipe.Dual
        ? "Accept both families with a dual-mode UdpClient where the host has IPv6"
        : "Accept both families with an IPv6 UdpClient and DualMode" + ListenerRepair.WithoutIPv6;

    /// <inheritdoc/>
    public void Edit(RepairEdit edit, Recipe recipe)
    {
        if (edit.Site is not BaseObjectCreationExpressionSyntax { ArgumentList: { } arguments } creation || PortOf(edit, arguments) is not { } port) return;
        if (recipe == Recipe.Dual) AddressRepair.ReplaceTemplates(edit);
        if (edit.Node<StatementSyntax>(Role.Statement) is { } statement && ReceiverOf(creation) is { } client)
        {
            var inside = TextSpan.FromBounds(arguments.OpenParenToken.Span.End, arguments.CloseParenToken.SpanStart);
            edit.Replace(inside, edit.File.CommentsIn(inside) + Family(edit, recipe));
            if (statement is UsingStatementSyntax { Statement: BlockSyntax block }) edit.InsertAtStart(block, Bind(edit, recipe, client, port));
            else edit.InsertAfter(statement, Bind(edit, recipe, client, port));
        }
        else if (edit.Spans(Role.Owner).Any())
        {
            var owner = edit.Node<TypeDeclarationSyntax>(Role.Owner) ?? (SyntaxNode)edit.File.Root;
            var span = TextSpan.FromBounds(creation.SpanStart, arguments.OpenParenToken.SpanStart);
            edit.Replace(span, edit.File.CommentsIn(span) + HelperIn(edit, owner, recipe));
            edit.ReduceToPort();
        }
    }

    private static string Family(RepairEdit edit, Recipe recipe)
    {
        var ipv6 = edit.Name("System.Net.Sockets.AddressFamily", "InterNetworkV6");
        return recipe == Recipe.Dual ? edit.Choice(ipv6, edit.Name("System.Net.Sockets.AddressFamily", "InterNetwork")) : ipv6;
    }

    private static string[] Bind(RepairEdit edit, Recipe recipe, string client, string port)
    {
        string ipv6 = edit.Name("System.Net.IPAddress", "IPv6Any"), endPoint = edit.Name("System.Net.IPEndPoint");
        var isDual = recipe == Recipe.Dual;
        var address = isDual ? edit.Choice(ipv6, edit.Name("System.Net.IPAddress", "Any")) : ipv6;
        return
        [
            (isDual ? "if (" + edit.HasIPv6() + ") " : "") + client + ".Client.DualMode = true;",
            client + ".Client.Bind(new " + endPoint + "(" + address + ", " + port + "));",
        ];
    }

    // The name of the helper method, which is added unless the owner has the very same already.
    private static string HelperIn(RepairEdit edit, SyntaxNode owner, Recipe recipe)
    {
        var existing = owner is TypeDeclarationSyntax type
            ? type.Members.OfType<MethodDeclarationSyntax>().ToLookup(static m => m.Identifier.ValueText, static m => (SyntaxNode)m)
            : owner.ChildNodes().OfType<GlobalStatementSyntax>().Select(static g => g.Statement).OfType<LocalFunctionStatementSyntax>()
                .ToLookup(static f => f.Identifier.ValueText, static f => (SyntaxNode)f);
        for (var number = 1; ; number++)
        {
            var name = number == 1 ? Helper : Helper + number;
            var lines = HelperLines(edit, owner, recipe, name);
            if (!existing.Contains(name)) edit.AddMember(owner, lines);
            else if (!existing[name].Any(method => Compact(method.ToString()) == Compact(string.Concat(lines)))) continue;
            return name;
        }
    }

    private static string[] HelperLines(RepairEdit edit, SyntaxNode owner, Recipe recipe, string name)
    {
        var type = edit.Name("System.Net.Sockets.UdpClient");
        var bind = Bind(edit, recipe, "client", "port");
        return
        [
            (owner is TypeDeclarationSyntax ? "private static " : "static ") + type + " " + name + "(int port)",
            "{",
            "\tvar client = new " + type + "(" + Family(edit, recipe) + ");",
            "\t" + bind[0],
            "\t" + bind[1],
            "\treturn client;",
            "}",
        ];
    }

    private static string Compact(string code) => string.Concat(code.Where(static c => !char.IsWhiteSpace(c)));

    private static string? PortOf(RepairEdit edit, ArgumentListSyntax arguments)
    {
        var ports = edit.Spans(Role.Port).ToList();
        if (ports.Count > 0) return edit.File.Text.ToString(ports[0]);
        var value = edit.Node<ArgumentSyntax>(Role.Value);
        if (value is null || arguments.Arguments.Count > 1) return arguments.Arguments.FirstOrDefault(a => a != value)?.Expression.ToString();
        return value.Expression + ".Port";
    }

    // The variable that holds the client, as the statements after its creation name it.
    private static string? ReceiverOf(ExpressionSyntax creation) => creation.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => declarator.Identifier.Text,
        AssignmentExpressionSyntax assignment => assignment.Left.ToString(),
        _ => null,
    };
}
