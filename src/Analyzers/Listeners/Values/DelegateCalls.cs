using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BindCheck.Listeners.Values;

/// <summary>Where a lambda, or a method that is passed as a value, is called through the variable, field or parameter that holds it.</summary>
internal sealed class DelegateCalls(SymbolUses symbols, CancellationToken cancellationToken)
{
    // Bounds for delegates that are handed on and on.
    private const int MaxHops = 4;

    /// <summary>The calls of the delegates that a method becomes.</summary>
    internal IEnumerable<IOperation> Of(IMethodSymbol method) =>
        ValuesOf(method).SelectMany(value => CallsOf(value, new(SymbolEqualityComparer.Default), 0));

    private IEnumerable<SyntaxNode> ValuesOf(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.AnonymousFunction => symbols.Source.DeclarationsOf(method).Select(declaration => declaration.GetSyntax(cancellationToken)),
        MethodKind.Ordinary or MethodKind.LocalFunction => symbols.Of(method, static name => IsValue(SymbolUses.Expression(name))).Select(SymbolUses.Expression),
        _ => [],
    };

    private IEnumerable<IOperation> CallsOf(SyntaxNode value, HashSet<ISymbol> holders, int hops)
    {
        if (hops > MaxHops || HolderOf(value) is not { } holder || !symbols.IsInSource(holder) || !holders.Add(holder)) yield break;
        foreach (var name in symbols.Of(holder))
        {
            var expression = SymbolUses.Expression(name);
            if (CallOf(expression) is { } call)
            {
                if (symbols.OperationOf(call) is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } invocation) yield return invocation;
            }
            else if (IsValue(expression))
            {
                foreach (var further in CallsOf(expression, holders, hops + 1)) yield return further;
            }
        }
    }

    private ISymbol? HolderOf(SyntaxNode value) =>
        value.Parent is ArgumentSyntax argument ? (symbols.ModelOf(argument).GetOperation(argument, cancellationToken) as IArgumentOperation)?.Parameter?.OriginalDefinition : Holder.Of(value, symbols);

    // Handed on: as an argument, or by an assignment.
    private static bool IsValue(SyntaxNode expression) =>
        expression.Parent is ArgumentSyntax or EqualsValueClauseSyntax || expression.Parent is AssignmentExpressionSyntax assignment && assignment.Right == expression;

    // start(address), start.Invoke(address), start?.Invoke(address)
    private static InvocationExpressionSyntax? CallOf(ExpressionSyntax holder)
    {
        while (holder.Parent is PostfixUnaryExpressionSyntax or ParenthesizedExpressionSyntax) holder = (ExpressionSyntax)holder.Parent;
        return holder.Parent switch
        {
            InvocationExpressionSyntax call when call.Expression == holder => call,
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke", Parent: InvocationExpressionSyntax call } access when access.Expression == holder => call,
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Invoke" } } call } access when access.Expression == holder => call,
            _ => null,
        };
    }
}
