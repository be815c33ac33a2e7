using BindCheck.Listeners.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BindCheck.Listeners;

/// <summary>Finds the calls of a method or constructor within its file.</summary>
internal sealed class CallFinder(SymbolUses symbols, CancellationToken cancellationToken)
{
    private readonly Dictionary<IMethodSymbol, List<IOperation>> _calls = new(SymbolEqualityComparer.Default);
    private List<SyntaxNode>? _creations;

    /// <summary>The calls that say what a parameter is: its default value first, then the calls that pass an argument.</summary>
    internal IEnumerable<IOperation> To(IMethodSymbol method, IParameterSymbol parameter)
    {
        foreach (var declaration in parameter.DeclaringSyntaxReferences)
        {
            if (declaration.SyntaxTree == symbols.Root.SyntaxTree
                && declaration.GetSyntax(cancellationToken) is ParameterSyntax { Default: { } value }
                && symbols.Model.GetOperation(value, cancellationToken) is IParameterInitializerOperation initializer)
                yield return initializer;
        }

        foreach (var call in To(method)) yield return call;
    }

    private List<IOperation> To(IMethodSymbol method)
    {
        if (_calls.TryGetValue(method, out var calls)) return calls;
        _calls.Add(method, calls = []);
        IEnumerable<SyntaxNode> candidates = method.MethodKind == MethodKind.Constructor ? Creations() : Invocations(method.Name);
        foreach (var candidate in candidates)
        {
            if (symbols.Model.GetSymbolInfo(candidate, cancellationToken).Symbol is not IMethodSymbol called) continue;
            if (!SymbolEqualityComparer.Default.Equals((called.ReducedFrom ?? called).OriginalDefinition, method)) continue;
            if (symbols.Model.GetOperation(candidate, cancellationToken) is { } call and (IInvocationOperation or IObjectCreationOperation)) calls.Add(call);
        }

        return calls;
    }

    private IEnumerable<SyntaxNode> Invocations(string name) =>
        symbols.Named(name).Select(SymbolUses.Expression)
            .Select(e => e.Parent is MemberBindingExpressionSyntax binding ? binding.Parent : e.Parent)
            .OfType<InvocationExpressionSyntax>();

    private List<SyntaxNode> Creations() =>
        _creations ??= symbols.Root.DescendantNodes()
            .Where(n => n is BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax)
            .ToList();
}
