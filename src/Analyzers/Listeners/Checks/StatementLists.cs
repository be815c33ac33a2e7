using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Checks;

/// <summary>The list that a statement stands in: two statements of one list run one after the other.</summary>
internal static class StatementLists
{
    /// <summary>The block or section; the file for top-level statements, which are members of it.</summary>
    internal static SyntaxNode? Of(StatementSyntax statement) => statement.Parent is GlobalStatementSyntax global ? global.Parent : statement.Parent;
}
