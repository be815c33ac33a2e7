using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Values;

/// <summary>Every place of one file that names a symbol. The index of names is built on first use, symbols are compared only where names meet.</summary>
internal sealed class SymbolUses(SemanticModel model, SyntaxNode root, CancellationToken cancellationToken)
{
    private Dictionary<string, List<SimpleNameSyntax>>? _byName;

    internal SemanticModel Model => model;

    internal SyntaxNode Root => root;

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
                default: return model.GetOperation(expression, cancellationToken);
            }
        }
    }

    /// <summary>The names that refer to the symbol, in source order.</summary>
    internal IEnumerable<SimpleNameSyntax> Of(ISymbol symbol)
    {
        foreach (var name in Named(symbol.Name))
            if (SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol?.OriginalDefinition, symbol.OriginalDefinition))
                yield return name;
    }

    /// <summary>All uses of a name, whatever they refer to.</summary>
    internal IReadOnlyList<SimpleNameSyntax> Named(string name)
    {
        if (_byName is null)
        {
            _byName = new(StringComparer.Ordinal);
            foreach (var node in root.DescendantNodes())
            {
                if (node is not SimpleNameSyntax simple) continue;
                var text = simple.Identifier.ValueText;
                if (!_byName.TryGetValue(text, out var list)) _byName.Add(text, list = []);
                list.Add(simple);
            }
        }

        return _byName.TryGetValue(name, out var uses) ? uses : [];
    }

    /// <summary>The whole expression that a name is the last part of: <c>this.x</c> for x, <c>a.b</c> for b.</summary>
    internal static ExpressionSyntax Expression(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access,
        _ => name,
    };
}
