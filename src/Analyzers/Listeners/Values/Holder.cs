using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Values;

/// <summary>The variable, field or property that a new object is put into.</summary>
internal static class Holder
{
    /// <summary>The symbol that the expression's value is assigned to; null where it goes elsewhere.</summary>
    internal static ISymbol? Of(SyntaxNode expression, SymbolUses symbols)
    {
        var node = expression;
        while (node.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax or ConditionalExpressionSyntax or PostfixUnaryExpressionSyntax
            || node.Parent is BinaryExpressionSyntax { OperatorToken.RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.QuestionQuestionToken })
            node = node.Parent;
        return node.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => symbols.DeclaredBy(declarator),
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => symbols.DeclaredBy(property),
            AssignmentExpressionSyntax assignment when assignment.Right == node => symbols.SymbolOf(assignment.Left),
            _ => null,
        };
    }
}
