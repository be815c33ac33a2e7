using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Values;

/// <summary>What a local, parameter, field or property may hold, as far as the compilation shows it.</summary>
internal sealed class Writes(SymbolUses uses, CancellationToken cancellationToken)
{
    private readonly Dictionary<ISymbol, List<Write>> _writes = new(SymbolEqualityComparer.Default);

    /// <summary>All writes of a symbol, its initializer first.</summary>
    internal IReadOnlyList<Write> Of(ISymbol symbol)
    {
        if (_writes.TryGetValue(symbol, out var writes)) return writes;
        _writes.Add(symbol, writes = []);
        foreach (var declaration in uses.Source.DeclarationsOf(symbol))
        {
            var syntax = declaration.GetSyntax(cancellationToken);
            if (AtDeclaration(syntax) is { } write) writes.Add(write);
            if (symbol is IPropertySymbol property && syntax is ParameterSyntax parameter) writes.AddRange(AtCreations(property, parameter));
        }

        foreach (var name in uses.Of(symbol, static name => AtUse(SymbolUses.Expression(name)) is not null))
            writes.Add(AtUse(SymbolUses.Expression(name))!.Value);
        return writes;
    }

    /// <summary>
    /// The writes of a local or parameter that can still be in force at a use: an assignment that certainly runs before the use
    /// ends the life of all earlier ones, and one that stands after it counts only where the use may run again.
    /// </summary>
    internal IEnumerable<Write> Reaching(ISymbol symbol, SyntaxNode use, out bool isDefinite)
    {
        var all = Of(symbol);
        isDefinite = false;
        var first = 0;
        for (var i = 0; i < all.Count; i++)
        {
            if (!StandsBefore(all[i], use) || !RunsBefore(all[i].Node, use)) continue;
            first = i;
            isDefinite = true;
        }

        var mayRunAgain = use.Ancestors().Any(a => a is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax
            or ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax or LabeledStatementSyntax);
        return all.Where((write, i) => i >= first && (mayRunAgain || StandsBefore(write, use)));
    }

    // In "port = port < 0 ? 80 : port" the last one is read before the first is written.
    private static bool StandsBefore(Write write, SyntaxNode use) => write.Node.SpanStart < use.SpanStart && !write.Node.Span.Contains(use.Span);

    // The write is a statement of its own in a block around the use, in the same function.
    private static bool RunsBefore(SyntaxNode write, SyntaxNode use)
    {
        var statement = write.FirstAncestorOrSelf<StatementSyntax>();
        if (statement is null or IfStatementSyntax or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or SwitchStatementSyntax) return false;
        if (write.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression }) return false;
        if (write.Ancestors().TakeWhile(a => a != statement).Any(a => a is ConditionalExpressionSyntax or AnonymousFunctionExpressionSyntax)) return false;
        var block = statement.Parent is GlobalStatementSyntax global ? global.Parent : statement.Parent;
        if (block is not (BlockSyntax or CompilationUnitSyntax or SwitchSectionSyntax)) return false;
        foreach (var ancestor in use.Ancestors())
        {
            if (ancestor == block) return true;
            if (ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax) return false;
        }

        return false;
    }

    // record Options(string Host = "0.0.0.0"): the property is what each creation gives the parameter of its name.
    private IEnumerable<Write> AtCreations(IPropertySymbol property, ParameterSyntax parameter)
    {
        if (parameter.Default is { Value: var value }) yield return new(WriteKind.Value, value, value);
        if (parameter.Parent is not ParameterListSyntax list || uses.DeclaredBy(parameter)?.ContainingSymbol is not IMethodSymbol constructor) yield break;
        var ordinal = list.Parameters.IndexOf(parameter);
        foreach (var tree in uses.Source.FilesNaming(constructor, cancellationToken))
        {
            foreach (var creation in uses.Source.NamesOf(tree, cancellationToken).Creations.OfType<BaseObjectCreationExpressionSyntax>())
            {
                if (creation is ObjectCreationExpressionSyntax { Type: var type } && BindSiteFinder.NameOf(type) != property.ContainingType.Name || creation.ArgumentList is not { Arguments: var arguments }) continue;
                var given = arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == property.Name) ?? (ordinal < arguments.Count && arguments[ordinal].NameColon is null ? arguments[ordinal] : null);
                if (given is not null && uses.SymbolOf(creation).IsSameAs(constructor)) yield return new(WriteKind.Value, given.Expression, given);
            }
        }
    }

    private static Write? AtDeclaration(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax { Initializer.Value: { } value } => new(WriteKind.Value, value, declaration),
        PropertyDeclarationSyntax { Initializer.Value: { } value } => new(WriteKind.Value, value, declaration),
        ForEachStatementSyntax loop => new(WriteKind.Element, loop.Expression, loop.Expression),
        SingleVariableDesignationSyntax designation => AtDesignation(designation),
        _ => null,
    };

    private static Write AtDesignation(SingleVariableDesignationSyntax designation) => designation.Parent switch
    {
        DeclarationExpressionSyntax { Parent: ArgumentSyntax argument } => AtOutArgument(argument),
        // "x is IPAddress address" holds what x holds.
        DeclarationPatternSyntax { Parent: IsPatternExpressionSyntax test } => new(WriteKind.Value, test.Expression, test),
        RecursivePatternSyntax { Parent: IsPatternExpressionSyntax test } => new(WriteKind.Value, test.Expression, test),
        VarPatternSyntax { Parent: IsPatternExpressionSyntax test } => new(WriteKind.Value, test.Expression, test),
        _ => new(WriteKind.Unknown, null, designation),
    };

    private static Write? AtUse(ExpressionSyntax use) => use.Parent switch
    {
        AssignmentExpressionSyntax assignment when assignment.Left == use => assignment.Kind() switch
        {
            // A collection or object initializer adds to the value it does not replace.
            SyntaxKind.SimpleAssignmentExpression or SyntaxKind.CoalesceAssignmentExpression when assignment.Right is not InitializerExpressionSyntax
                => new(WriteKind.Value, assignment.Right, assignment.Right),
            SyntaxKind.SimpleAssignmentExpression => null,
            _ => new(WriteKind.Unknown, null, assignment),
        },
        ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword } argument => AtOutArgument(argument),
        ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword } argument => new(WriteKind.Unknown, null, argument),
        ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax tuple } } argument when tuple.Left == argument.Parent
            => new(WriteKind.Unknown, null, tuple),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } step => new(WriteKind.Unknown, null, step),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } step => new(WriteKind.Unknown, null, step),
        RefExpressionSyntax reference => new(WriteKind.Unknown, null, reference),
        _ => null,
    };

    private static Write AtOutArgument(ArgumentSyntax argument) =>
        argument.Parent?.Parent is InvocationExpressionSyntax call && BindSiteFinder.NameOf(call.Expression) == "TryParse"
            ? new(WriteKind.TryParse, call, argument)
            : new(WriteKind.Unknown, null, argument);
}
