using BindCheck.Listeners.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BindCheck.Listeners;

/// <summary>Finds the calls of a method or constructor, and the assignments that run a setter, in the compilation.</summary>
internal sealed class CallFinder(SymbolUses symbols, CancellationToken cancellationToken)
{
    private readonly DelegateCalls _delegates = new(symbols, cancellationToken);
    private readonly Dictionary<IMethodSymbol, List<IOperation>> _calls = new(SymbolEqualityComparer.Default);

    /// <summary>The calls that say what a parameter is: its default value first, then the calls that pass an argument.</summary>
    internal IEnumerable<IOperation> To(IMethodSymbol method, IParameterSymbol parameter)
    {
        foreach (var declaration in symbols.Source.DeclarationsOf(parameter))
        {
            if (declaration.GetSyntax(cancellationToken) is ParameterSyntax { Default: { } value } && Operation(value) is IParameterInitializerOperation initializer)
                yield return initializer;
        }

        foreach (var call in To(method)) yield return call;
    }

    private List<IOperation> To(IMethodSymbol method)
    {
        if (_calls.TryGetValue(method, out var calls)) return calls;
        _calls.Add(method, calls = []);
        if (method.MethodKind != MethodKind.AnonymousFunction)
            foreach (var slot in symbols.Source.Dispatch.SlotsOf(method)) calls.AddRange(CallsOf(slot));
        calls.AddRange(_delegates.Of(method));
        return calls;
    }

    private IEnumerable<IOperation> CallsOf(IMethodSymbol slot)
    {
        if (slot.AssociatedSymbol is IPropertySymbol property)
        {
            foreach (var name in symbols.Of(property, static name => IsAssigned(SymbolUses.Expression(name))))
                if (Operation(SymbolUses.Expression(name).Parent!) is ISimpleAssignmentOperation assignment) yield return assignment;
            yield break;
        }

        if (slot.MethodKind == MethodKind.Conversion)
        {
            foreach (var name in symbols.Of(slot.Parameters[0].Type))
                if (Operation(ValueNaming(name))?.Parent is IConversionOperation { OperatorMethod: { } convert } conversion && convert.IsSameAs(slot)) yield return conversion;
            yield break;
        }

        foreach (var candidate in slot.MethodKind == MethodKind.Constructor ? Creations(slot) : Invocations(slot))
        {
            if (symbols.SymbolOf(candidate) is not IMethodSymbol called) continue;
            if (!(called.ReducedFrom ?? called).IsSameAs(slot)) continue;
            if (Operation(candidate) is { } call and (IInvocationOperation or IObjectCreationOperation)) yield return call;
        }
    }

    // server.Run(new IPEndPoint(…)), where Run takes another type: nothing but the conversion says so.
    private static SyntaxNode ValueNaming(SyntaxNode type)
    {
        var value = type;
        while (value.Parent is QualifiedNameSyntax or MemberAccessExpressionSyntax or ObjectCreationExpressionSyntax or InvocationExpressionSyntax) value = value.Parent;
        return value;
    }

    private static bool IsAssigned(SyntaxNode expression) =>
        expression.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment && assignment.Left == expression;

    private IEnumerable<SyntaxNode> Invocations(IMethodSymbol method) =>
        symbols.Source.FilesNaming(method, cancellationToken)
            .SelectMany(tree => symbols.Source.NamesOf(tree, cancellationToken).Named(method.Name))
            .Select(SymbolUses.Expression)
            .Select(e => e.Parent is MemberBindingExpressionSyntax binding ? binding.Parent : e.Parent)
            .OfType<InvocationExpressionSyntax>()
            .Where(call => MayPass(call.ArgumentList.Arguments.Count, method));

    // Start() needs no symbol to be told from Start(address, port). An extension method may be given its first argument in front.
    private static bool MayPass(int arguments, IMethodSymbol method)
    {
        var parameters = method.Parameters;
        var required = parameters.Count(static parameter => parameter is { IsOptional: false, IsParams: false }) - (method.IsExtensionMethod ? 1 : 0);
        return arguments >= required && (arguments <= parameters.Length || parameters.Length > 0 && parameters[parameters.Length - 1].IsParams);
    }

    private IEnumerable<SyntaxNode> Creations(IMethodSymbol constructor)
    {
        foreach (var tree in symbols.Source.FilesNaming(constructor, cancellationToken))
        {
            var names = symbols.Source.NamesOf(tree, cancellationToken);
            foreach (var creation in names.Creations)
            {
                // new Other(…) needs no symbol to be told from new Server(…).
                if (names.HasAlias || creation is not ObjectCreationExpressionSyntax { Type: var type } || BindSiteFinder.NameOf(type) == constructor.ContainingType.Name)
                    yield return creation;
            }
        }
    }

    private IOperation? Operation(SyntaxNode node) => symbols.ModelOf(node).GetOperation(node, cancellationToken);
}
