using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Values;

/// <summary>
/// The source code as seen from one file: what its expressions mean, and every place in the compilation that names a symbol. Names are
/// compared first, symbols only where names meet.
/// </summary>
internal sealed class SymbolUses(SourceCode source, SyntaxTree file, CancellationToken cancellationToken)
{
    /// <summary>All files.</summary>
    internal SourceCode Source => source;

    /// <summary>The file.</summary>
    internal SyntaxNode Root { get; } = file.GetRoot(cancellationToken);

    /// <summary>The model of the file that a node stands in.</summary>
    internal SemanticModel ModelOf(SyntaxNode node) => source.ModelOf(node.SyntaxTree);

    /// <summary>What a name or an expression refers to.</summary>
    internal ISymbol? SymbolOf(SyntaxNode node) => ModelOf(node).GetSymbolInfo(node, cancellationToken).Symbol;

    /// <summary>What a node declares.</summary>
    internal ISymbol? DeclaredBy(SyntaxNode node) => ModelOf(node).GetDeclaredSymbol(node, cancellationToken);

    /// <summary>The constant that an expression is.</summary>
    internal Optional<object?> ConstantOf(ExpressionSyntax expression) => ModelOf(expression).GetConstantValue(expression, cancellationToken);

    /// <summary>The operation of an expression; parentheses and '!' have none of their own.</summary>
    internal IOperation? OperationOf(SyntaxNode? expression)
    {
        while (true)
        {
            switch (expression)
            {
                case null: return null;
                case ParenthesizedExpressionSyntax parenthesized: expression = parenthesized.Expression; break;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed: expression = suppressed.Operand; break;
                default: return ModelOf(expression).GetOperation(expression, cancellationToken);
            }
        }
    }

    /// <summary>Whether a symbol is declared in the file itself.</summary>
    internal bool IsInFile(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == file);

    /// <summary>Whether a symbol is declared in the compilation.</summary>
    internal bool IsInSource(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Any(reference => source.Contains(reference.SyntaxTree));

    /// <summary>The names that refer to the symbol, file by file in source order.</summary>
    internal IEnumerable<SimpleNameSyntax> Of(ISymbol symbol) => Of(symbol, static _ => true);

    /// <summary>The names that refer to the symbol, of those that stand where it is of interest.</summary>
    internal IEnumerable<SimpleNameSyntax> Of(ISymbol symbol, Func<SimpleNameSyntax, bool> isOfInterest)
    {
        foreach (var tree in source.FilesNaming(symbol, cancellationToken))
        {
            foreach (var name in source.NamesOf(tree, cancellationToken).Named(symbol.Name))
                if (isOfInterest(name) && SymbolOf(name).IsSameAs(symbol))
                    yield return name;
        }
    }

    /// <summary>All uses of a name in the file, whatever they refer to.</summary>
    internal IReadOnlyList<SimpleNameSyntax> Named(string name) => NamedWith(Root, name);

    /// <summary>All uses of a name in the file of a node.</summary>
    internal IReadOnlyList<SimpleNameSyntax> NamedWith(SyntaxNode node, string name) => source.NamesOf(node.SyntaxTree, cancellationToken).Named(name);

    /// <summary>The whole expression that a name is the last part of: <c>this.x</c> for x, <c>a.b</c> for b.</summary>
    internal static ExpressionSyntax Expression(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access,
        _ => name,
    };

    /// <summary>Whether a node stands within another, or is it.</summary>
    internal static bool IsWithin(SyntaxNode inner, SyntaxNode outer) => inner.SyntaxTree == outer.SyntaxTree && outer.Span.Contains(inner.Span);
}
