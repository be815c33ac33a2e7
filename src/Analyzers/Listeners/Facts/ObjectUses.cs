using BindCheck.Listeners.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BindCheck.Listeners.Facts;

/// <summary>How a member of a listener object is used.</summary>
internal enum UseKind
{
    /// <summary>Read, or called further down the path.</summary>
    Get,
    /// <summary>Called.</summary>
    Call,
    /// <summary>Assigned.</summary>
    Set,
    /// <summary>The object itself goes where the file does not show what happens to it.</summary>
    Passed,
}

/// <summary>One use of a listener object.</summary>
/// <param name="Kind">How.</param>
/// <param name="Path">The members from the object on: "Start", "Server.DualMode"; empty for the object itself.</param>
/// <param name="Node">The call, the assignment or the expression passed on.</param>
internal readonly record struct Use(UseKind Kind, string Path, SyntaxNode Node);

/// <summary>Everything that the compilation does with one object: the one given by an expression, under all the names it is held by.</summary>
internal sealed class ObjectUses
{
    // Bounds for objects that are passed on and on.
    private const int MaxParameters = 8;

    private readonly SymbolUses _symbols;
    private readonly CancellationToken _cancellationToken;
    private readonly List<Use> _uses = [];
    private readonly HashSet<ISymbol> _holders = new(SymbolEqualityComparer.Default), _parameters = new(SymbolEqualityComparer.Default);

    private ObjectUses(SymbolUses symbols, CancellationToken cancellationToken)
    {
        _symbols = symbols;
        _cancellationToken = cancellationToken;
    }

    internal IReadOnlyList<Use> All => _uses;

    /// <summary>The variables, fields and properties that hold the object.</summary>
    internal IReadOnlyCollection<ISymbol> Holders => _holders;

    /// <summary>Whether code that is not seen may do something to the object.</summary>
    internal bool Escapes => _uses.Exists(use => use.Kind == UseKind.Passed);

    /// <summary>Whether code that is not seen may do something to the object before it is bound: in the member that binds it, only what stands before counts.</summary>
    internal bool EscapesBefore(SyntaxNode bind)
    {
        var body = HostPrecedence.BodyOf(bind);
        return _uses.Exists(use => use.Kind == UseKind.Passed && (use.Node.SpanStart < bind.SpanStart || HostPrecedence.BodyOf(use.Node) != body));
    }

    /// <summary>The uses of the object that an expression creates.</summary>
    internal static ObjectUses OfCreation(SyntaxNode creation, SymbolUses symbols, CancellationToken cancellationToken)
    {
        var uses = new ObjectUses(symbols, cancellationToken);
        if (creation is BaseObjectCreationExpressionSyntax { Initializer: { } initializer }) uses.AddInitializer(initializer, "");
        if (Holder.Of(creation, symbols) is { } holder) uses.AddHolder(holder);
        else if (creation is ExpressionSyntax expression) uses.AddUse(expression);
        return uses;
    }

    /// <summary>The uses of the object that a variable, field or property holds.</summary>
    internal static ObjectUses OfHolder(ISymbol holder, SymbolUses symbols, CancellationToken cancellationToken)
    {
        var uses = new ObjectUses(symbols, cancellationToken);
        uses.AddHolder(holder);
        return uses;
    }

    internal bool Calls(Func<string, bool> path) => _uses.Exists(use => use.Kind == UseKind.Call && path(use.Path));

    internal bool Touches(Func<string, bool> path) => _uses.Exists(use => path(use.Path));

    private void AddHolder(ISymbol holder)
    {
        if (!_holders.Add(holder)) return;
        foreach (var declaration in _symbols.Source.DeclarationsOf(holder))
        {
            if (declaration.GetSyntax(_cancellationToken).DescendantNodes().OfType<EqualsValueClauseSyntax>().FirstOrDefault() is { Value: BaseObjectCreationExpressionSyntax { Initializer: { } initializer } })
                AddInitializer(initializer, "");
        }

        AddUsesOf(holder);
    }

    private void AddUsesOf(ISymbol holder)
    {
        foreach (var name in _symbols.Of(holder))
        {
            var expression = SymbolUses.Expression(name);
            if (expression.Parent is AssignmentExpressionSyntax assignment && assignment.Left == expression)
            {
                // Another object, or this one: its initializer says what is done to it.
                if (assignment.Right is BaseObjectCreationExpressionSyntax { Initializer: { } replaced }) AddInitializer(replaced, "");
                continue;
            }

            AddUse(expression);
        }
    }

    private void AddInitializer(InitializerExpressionSyntax initializer, string prefix)
    {
        foreach (var expression in initializer.Expressions)
        {
            if (expression is not AssignmentExpressionSyntax { Left: IdentifierNameSyntax member } assignment) continue;
            var path = prefix + member.Identifier.ValueText;
            if (assignment.Right is InitializerExpressionSyntax nested) AddInitializer(nested, path + ".");
            else _uses.Add(new(UseKind.Set, path, assignment));
        }
    }

    private void AddUse(ExpressionSyntax expression)
    {
        var path = "";
        ExpressionSyntax node = expression;
        while (true)
        {
            switch (node.Parent)
            {
                case MemberAccessExpressionSyntax access when access.Expression == node:
                    path = Append(path, access.Name);
                    node = access;
                    continue;
                case ConditionalAccessExpressionSyntax access when access.Expression == node
                    && access.WhenNotNull.DescendantNodesAndSelf().OfType<MemberBindingExpressionSyntax>().FirstOrDefault() is { } binding:
                    path = Append(path, binding.Name);
                    node = binding;
                    continue;
                case ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }:
                    node = (ExpressionSyntax)node.Parent;
                    continue;
                case InvocationExpressionSyntax call when call.Expression == node:
                    // An extension method gets the object itself.
                    var isExtension = _symbols.SymbolOf(call) is IMethodSymbol { IsExtensionMethod: true };
                    _uses.Add(isExtension ? new(UseKind.Passed, "", call) : new(UseKind.Call, path, call));
                    return;
                case AssignmentExpressionSyntax assignment when assignment.Left == node:
                    _uses.Add(new(UseKind.Set, path, assignment));
                    return;
                default:
                    AddEnd(node, path);
                    return;
            }
        }
    }

    private void AddEnd(ExpressionSyntax node, string path)
    {
        if (path.Length > 0) _uses.Add(new(UseKind.Get, path, node));
        else if (Holder.Of(node, _symbols) is { } alias) AddHolder(alias);
        else if (node.Parent is ArgumentSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or InitializerExpressionSyntax or YieldStatementSyntax
            or CastExpressionSyntax or AssignmentExpressionSyntax or ConditionalExpressionSyntax or AwaitExpressionSyntax or AnonymousFunctionExpressionSyntax or CollectionElementSyntax)
        {
            _uses.Add(new(UseKind.Passed, "", node));
            AddParameter(node);
        }
    }

    // ReceiveAsync(client): what the method does with it, it does to the object.
    private void AddParameter(SyntaxNode node)
    {
        if (_parameters.Count < MaxParameters && node.Parent is ArgumentSyntax argument
            && _symbols.ModelOf(argument).GetOperation(argument, _cancellationToken) is IArgumentOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter }
            && _symbols.IsInSource(method) && _parameters.Add(parameter.OriginalDefinition))
            AddUsesOf(parameter.OriginalDefinition);
    }

    private static string Append(string path, SimpleNameSyntax name) => path.Length == 0 ? name.Identifier.ValueText : path + "." + name.Identifier.ValueText;
}
