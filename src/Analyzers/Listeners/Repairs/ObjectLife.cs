using BindCheck.Listeners.Facts;
using BindCheck.Listeners.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BindCheck.Listeners.Repairs;

/// <summary>Everything that happens to an object in its file, into the methods it is passed to and back to the callers it is returned to.</summary>
internal sealed class ObjectLife
{
    private readonly SymbolUses _symbols;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);
    private readonly List<Use> _uses = [];
    private readonly HashSet<ISymbol> _holders = new(SymbolEqualityComparer.Default);

    internal ObjectLife(SyntaxNode creation, SymbolUses symbols, CancellationToken cancellationToken)
    {
        _symbols = symbols;
        _cancellationToken = cancellationToken;
        Add(ObjectUses.OfCreation(creation, symbols, cancellationToken));
    }

    /// <summary>What is done to the object.</summary>
    internal IReadOnlyList<Use> Uses => _uses;

    /// <summary>The variables, fields and properties that hold it.</summary>
    internal IReadOnlyCollection<ISymbol> Holders => _holders;

    /// <summary>Whether code outside the file gets it.</summary>
    internal bool LeavesFile { get; private set; }

    private void Add(ObjectUses uses)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        foreach (var holder in uses.Holders) _holders.Add(holder);
        foreach (var use in uses.All)
        {
            if (use.Kind != UseKind.Passed) _uses.Add(use);
            else if (!Follow(use.Node)) LeavesFile = true;
        }
    }

    private bool Follow(SyntaxNode passed)
    {
        switch (passed.Parent)
        {
            case ArgumentSyntax argument:
                if (_symbols.ModelOf(argument).GetOperation(argument, _cancellationToken) is not IArgumentOperation { Parameter: { ContainingSymbol: IMethodSymbol callee } parameter }) return false;
                if (!_symbols.IsInFile(callee)) return false;
                if (_followed.Add(parameter.OriginalDefinition)) Add(ObjectUses.OfHolder(parameter.OriginalDefinition, _symbols, _cancellationToken));
                return true;
            case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                if (_symbols.ModelOf(passed).GetEnclosingSymbol(passed.SpanStart, _cancellationToken) is not IMethodSymbol method || !IsCalledInFileOnly(method)) return false;
                return !_followed.Add(method) || FollowCallers(method);
            default:
                return false;
        }
    }

    private bool FollowCallers(IMethodSymbol method)
    {
        foreach (var name in _symbols.Of(method))
        {
            if (SymbolUses.Expression(name).Parent is not InvocationExpressionSyntax call) return false;
            Add(ObjectUses.OfCreation(call, _symbols, _cancellationToken));
        }

        return true;
    }

    private static bool IsCalledInFileOnly(IMethodSymbol method) =>
        method.MethodKind == MethodKind.LocalFunction || method.MethodKind == MethodKind.Ordinary && SymbolSight.IsPrivate(method);
}
