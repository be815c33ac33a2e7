using BindCheck.Listeners.Repairs;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.CodeFixes.Listeners;

/// <summary>Changes of argument lists and object initializers.</summary>
internal static class ArgumentEdits
{
    /// <summary>Makes an argument list that carries an address or end point one that carries the port alone; other arguments stay.</summary>
    internal static void ReduceToPort(this RepairEdit edit)
    {
        if (edit.Node<ArgumentSyntax>(Role.Value) is not { } value) return;
        var port = edit.Spans(Role.Port).ToList();
        if (port.Count > 0)
        {
            edit.Remove(TextSpan.FromBounds(value.Expression.SpanStart, port[0].Start));
            edit.Remove(TextSpan.FromBounds(port[0].End, value.Span.End));
        }
        else if (edit.File.Model.GetTypeInfo(value.Expression, edit.File.CancellationToken).Type?.Name == "IPEndPoint")
        {
            edit.Insert(value.Span.End, ".Port");
        }
        else
        {
            edit.RemoveArgument(value);
            return;
        }

        if (value.NameColon is { } colon) edit.Replace(colon.Name.Span, "port");
    }

    /// <summary>Removes an argument with the comma that parts it from its neighbour.</summary>
    internal static void RemoveArgument(this RepairEdit edit, ArgumentSyntax argument)
    {
        if (argument.Parent is not ArgumentListSyntax list) return;
        var index = list.Arguments.IndexOf(argument);
        edit.Remove(
            index < list.Arguments.Count - 1 ? TextSpan.FromBounds(argument.SpanStart, list.Arguments[index + 1].SpanStart)
            : index > 0 ? TextSpan.FromBounds(list.Arguments.GetSeparator(index - 1).SpanStart, argument.Span.End)
            : argument.Span);
    }

    internal static void InsertFirstArgument(this RepairEdit edit, ArgumentListSyntax list, string argument) =>
        edit.Insert(list.Arguments.Count > 0 ? list.Arguments[0].SpanStart : list.OpenParenToken.Span.End, list.Arguments.Count > 0 ? argument + ", " : argument);

    /// <summary>Adds a member to the object initializer of a creation, or an initializer.</summary>
    internal static void AddInitializer(this RepairEdit edit, BaseObjectCreationExpressionSyntax creation, string member)
    {
        if (creation.Initializer is not { Expressions: { Count: > 0 } members } initializer)
        {
            if (creation.Initializer is { } empty) edit.Insert(empty.OpenBraceToken.Span.End, " " + member);
            else if (creation.ArgumentList is { } arguments) edit.Insert(arguments.Span.End, " { " + member + " }");
            return;
        }

        var last = members[members.Count - 1];
        var lines = edit.File.Text.Lines;
        var gap = lines.IndexOf(initializer.OpenBraceToken.SpanStart) == lines.IndexOf(last.SpanStart) ? " " : edit.File.EndOfLine + edit.File.IndentAt(last.SpanStart);
        if (members.SeparatorCount == members.Count) edit.Insert(members.GetSeparator(members.Count - 1).Span.End, gap + member + ",");
        else edit.Insert(last.Span.End, "," + gap + member);
    }
}
