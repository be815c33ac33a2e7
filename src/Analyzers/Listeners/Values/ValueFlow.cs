using System.Runtime.CompilerServices;
using BindCheck.Listeners.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BindCheck.Listeners.Values;

/// <summary>
/// Follows a value to the expressions it comes from, in any file of the compilation: through locals, fields and properties, ternaries, '??', casts,
/// parameters of calls already entered, helper methods and the elements of collections.
/// </summary>
internal sealed class ValueFlow(SymbolUses uses, Writes writes, CancellationToken cancellationToken)
{
    // Bounds for code that nobody writes: deep chains, many alternatives, values that flow in circles.
    private const int MaxDepth = 24, MaxOrigins = 32, MaxSteps = 2_000;

    /// <summary>The origins of a value; those that are not followed are themselves origins.</summary>
    internal List<Origin> Origins(IOperation operation, Frame? frame)
    {
        var walk = new Walk(uses, writes, new(MaxSteps), cancellationToken);
        walk.Follow(operation, frame, null, 0);
        return walk.Found;
    }

    /// <summary>The origins of the elements of a collection; those of one collection carry it as their set.</summary>
    internal List<Origin> Elements(IOperation collection, Frame? frame)
    {
        var walk = new Walk(uses, writes, new(MaxSteps), cancellationToken);
        walk.FollowElements(collection, frame, 0);
        return walk.Found;
    }

    private sealed class Walk(SymbolUses uses, Writes writes, StrongBox<int> steps, CancellationToken cancellationToken)
    {
        // Members that are being followed, and reads of variables: "a = a ?? b" reads what a was before.
        private readonly HashSet<(object, Frame?)> _entered = [];

        internal List<Origin> Found { get; } = [];

        internal void Follow(IOperation? operation, Frame? frame, SyntaxNode? set, int depth)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (operation is null || Found.Count >= MaxOrigins || steps.Value-- <= 0) return;
            if (depth > MaxDepth || operation.ConstantValue.HasValue)
            {
                Found.Add(new(operation, frame, set));
                return;
            }

            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    Follow(conversion.Operand, frame, set, depth + 1);
                    break;
                case IConversionOperation { OperatorMethod: { } convert } conversion when BodyOf(convert) is { } body:
                    FollowReturns(body, conversion, (convert, frame), new(convert, conversion, frame), set, depth);
                    break;
                case IParenthesizedOperation parenthesized:
                    Follow(parenthesized.Operand, frame, set, depth + 1);
                    break;
                case ISimpleAssignmentOperation assignment:
                    Follow(assignment.Value, frame, set, depth + 1);
                    break;
                case ICoalesceAssignmentOperation assignment:
                    FollowCoalesce(assignment.Target, assignment.Value, frame, set, depth);
                    break;
                case ICoalesceOperation coalesce:
                    FollowCoalesce(coalesce.Value, coalesce.WhenNull, frame, set, depth);
                    break;
                case IConditionalOperation { Condition.ConstantValue: { HasValue: true, Value: bool condition } } conditional:
                    Follow(condition ? conditional.WhenTrue : conditional.WhenFalse, frame, set, depth + 1);
                    break;
                case IConditionalOperation conditional:
                    FollowChosen(conditional.WhenTrue, frame, set, depth);
                    FollowChosen(conditional.WhenFalse, frame, set, depth);
                    break;
                case ISwitchExpressionOperation choice:
                    foreach (var arm in choice.Arms) FollowChosen(arm.Value, frame, set, depth);
                    break;
                case ILocalReferenceOperation local:
                    FollowVariable(local, local.Local, frame, set, depth);
                    break;
                case IParameterReferenceOperation parameter:
                    FollowParameter(parameter, frame, set, depth);
                    break;
                case IFieldReferenceOperation field when uses.IsInSource(field.Field):
                    FollowMember(field, field.Field, frame, set, depth);
                    break;
                case IPropertyReferenceOperation { Arguments.IsEmpty: true } property when uses.IsInSource(property.Property):
                    FollowProperty(property, frame, set, depth);
                    break;
                case IInvocationOperation call when TargetOf(call.TargetMethod) is { } target && BodyOf(target) is { } body:
                    var found = Found.Count;
                    FollowReturns(body, call, (target, frame), new(target, call, frame), set, depth);
                    if (DefaultOf(call) is { } converted && !Found.Skip(found).Any(origin => SymbolUses.IsWithin(origin.Operation.Syntax, converted.Syntax))) Follow(converted, frame, set, depth + 1);
                    break;
                case IInvocationOperation call when DefaultOf(call) is { } fallback:
                    Found.Add(new(operation, frame, set));
                    Follow(fallback, frame, set, depth + 1);
                    break;
                case IArrayElementReferenceOperation element:
                    FollowElements(element.ArrayReference, frame, depth + 1, isOneOf: true);
                    break;
                default:
                    Found.Add(new(operation, frame, set));
                    break;
            }
        }

        // A value that a test of the family chooses is the right one there, wherever it comes from: only what is written at the spot is looked at.
        private void FollowChosen(IOperation? value, Frame? frame, SyntaxNode? set, int depth)
        {
            var before = Found.Count;
            Follow(value, frame, set, depth + 1);
            if (value is not null && Found.Count > before && Guards.IsFallback(value.Syntax)) Hide(before, value, frame, set);
        }

        private void Hide(int from, IOperation value, Frame? frame, SyntaxNode? set)
        {
            for (var i = from; i < Found.Count; i++)
                if (!SymbolUses.IsWithin(Found[i].Operation.Syntax, value.Syntax)) Found[i] = new(value, frame, set);
        }

        // The right side counts only where the left may be null: a left side that is wholly known is not.
        private void FollowCoalesce(IOperation left, IOperation right, Frame? frame, SyntaxNode? set, int depth)
        {
            var before = Found.Count;
            Follow(left, frame, set, depth + 1);
            var mayBeNull = false;
            for (var i = before; i < Found.Count; i++)
                mayBeNull |= Found[i].Operation is not (IObjectCreationOperation or IArrayCreationOperation)
                    && !(Found[i].Operation is IFieldReferenceOperation field && ValueReader.IsNet(field.Field.ContainingType, "IPAddress"))
                    && Found[i].Operation.ConstantValue is not { HasValue: true, Value: not null };
            if (mayBeNull || before == Found.Count) Follow(right, frame, set, depth + 1);
        }

        private void FollowVariable(IOperation reference, ISymbol variable, Frame? frame, SyntaxNode? set, int depth)
        {
            if (!_entered.Add((reference.Syntax, frame))) return;
            FollowWrites(writes.Reaching(variable, reference.Syntax, out _).ToList(), reference, frame, set, depth);
            _entered.Remove((reference.Syntax, frame));
        }

        private void FollowParameter(IParameterReferenceOperation reference, Frame? frame, SyntaxNode? set, int depth)
        {
            if (!_entered.Add((reference.Syntax, frame))) return;
            FollowWrites(writes.Reaching(reference.Parameter, reference.Syntax, out var isOverwritten).ToList(), reference, frame, set, depth);
            _entered.Remove((reference.Syntax, frame));
            if (isOverwritten) return;
            if (Frame.Resolve(frame, reference.Parameter) is var (argument, outer)) Follow(argument, outer, set, depth + 1);
            else if (CollectionOf(reference.Parameter) is { } collection) FollowElements(collection, frame, depth + 1);
            else Found.Add(new(reference, frame, set));
        }

        // addresses.Select(address => new TcpListener(address, port)): the lambda is given each element.
        private IOperation? CollectionOf(IParameterSymbol parameter)
        {
            if (parameter is not { Ordinal: 0, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } lambda }) return null;
            var argument = uses.Source.DeclarationsOf(lambda).Select(declaration => declaration.GetSyntax(cancellationToken).Parent).OfType<ArgumentSyntax>().FirstOrDefault();
            return argument?.Parent?.Parent is { } call && uses.OperationOf(call) is IInvocationOperation { TargetMethod: { Name: "Select" or "SelectMany" or "ForEach" } method } each && !uses.IsInSource(method)
                ? each.Instance ?? each.Arguments.FirstOrDefault()?.Value
                : null;
        }

        private void FollowMember(IOperation reference, ISymbol member, Frame? frame, SyntaxNode? set, int depth)
        {
            if (!_entered.Add((member.OriginalDefinition, frame))) return;
            var constructor = ConstructorOf(frame, member.ContainingType);
            var before = Found.Count;
            foreach (var write in writes.Of(member))
            {
                // Within "new Server(address)" the other constructors do not run.
                if (constructor is not null && write.Node.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is { } other
                    && !uses.DeclaredBy(other).IsSameAs(constructor)) continue;
                FollowWrite(write, reference, frame, set, depth);
            }

            if (Found.Count == before) Found.Add(new(reference, frame, set));
            _entered.Remove((member.OriginalDefinition, frame));
        }

        private void FollowProperty(IPropertyReferenceOperation reference, Frame? frame, SyntaxNode? set, int depth)
        {
            if (uses.Source.Dispatch.TargetOf(reference.Property) is not IPropertySymbol property)
                Found.Add(new(reference, frame, set));
            else if (property.GetMethod is { } getter && BodyOf(getter) is { } body)
                FollowReturns(body, reference, new(property, frame), frame, set, depth);
            else
                FollowMember(reference, property, frame, set, depth);
        }

        private void FollowReturns(SyntaxNode body, IOperation reference, (object, Frame?) key, Frame? inner, SyntaxNode? set, int depth)
        {
            if (!_entered.Add(key))
                return;
            if (body is ArrowExpressionClauseSyntax arrow)
            {
                Follow(uses.OperationOf(arrow.Expression), inner, set, depth + 1);
            }
            else
            {
                var any = false;
                foreach (var node in body.DescendantNodes(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
                {
                    if (node is not ReturnStatementSyntax { Expression: { } value }) continue;
                    any = true;
                    FollowChosen(uses.OperationOf(value), inner, set, depth);
                }

                if (!any) Found.Add(new(reference, inner, set));
            }

            _entered.Remove(key);
        }

        // Where a test of the family chooses one of the values, it leaves the others to the other family.
        private void FollowWrites(List<Write> reaching, IOperation reference, Frame? frame, SyntaxNode? set, int depth)
        {
            var isChosen = reaching.Count > 1 && reaching.Exists(static write => write.Value is { } value && Guards.IsFamilySpecific(value));
            foreach (var write in reaching)
            {
                var before = Found.Count;
                FollowWrite(write, reference, frame, set, depth);
                if (isChosen && write.Value is { } value) Hide(before, uses.OperationOf(value) ?? reference, frame, set);
            }
        }

        private void FollowWrite(Write write, IOperation reference, Frame? frame, SyntaxNode? set, int depth)
        {
            var value = uses.OperationOf(write.Value);
            switch (write.Kind)
            {
                case WriteKind.Value when value is not null:
                    FollowChosen(value, frame, set, depth);
                    break;
                case WriteKind.Element when value is not null:
                    FollowElements(value, frame, depth + 1);
                    break;
                case WriteKind.TryParse when value is not null:
                    Found.Add(new(value, frame, set));
                    break;
                default:
                    Found.Add(new(reference, frame, set));
                    break;
            }
        }

        internal void FollowElements(IOperation? collection, Frame? frame, int depth, bool isOneOf = false)
        {
            if (collection is null || depth > MaxDepth) return;
            var containers = new Walk(uses, writes, steps, cancellationToken);
            containers.Follow(collection, frame, null, depth + 1);
            foreach (var container in containers.Found)
            {
                var set = isOneOf ? null : container.Operation.Syntax;
                switch (container.Operation)
                {
                    case IArrayCreationOperation { Initializer: { } initializer }:
                        foreach (var element in initializer.ElementValues) Follow(element, container.Frame, set, depth + 1);
                        break;
                    case IObjectCreationOperation creation:
                        var before = Found.Count;
                        if (creation.Initializer is { } added)
                            foreach (var call in added.Initializers)
                                if (call is IInvocationOperation { Arguments: { Length: > 0 } arguments }) Follow(arguments[arguments.Length - 1].Value, container.Frame, set, depth + 1);
                        FollowAdded(creation, container.Frame, set, depth);
                        if (before == Found.Count) Found.Add(container with { Set = set });
                        break;
                    case IInvocationOperation { TargetMethod.Name: "ToArray" or "ToList" or "AsEnumerable" or "Distinct" or "AsReadOnly" } call
                        when (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } source:
                        FollowElements(source, container.Frame, depth + 1, isOneOf);
                        break;
                    // A collection expression; Roslyn 4.8 has no operation of its own for it.
                    case { Syntax: CollectionExpressionSyntax } expression:
                        foreach (var element in expression.ChildOperations)
                        {
                            if (element.Syntax is SpreadElementSyntax) Found.Add(new(element, container.Frame, set));
                            else Follow(element, container.Frame, set, depth + 1);
                        }

                        FollowAdded(expression, container.Frame, set, depth);
                        break;
                    default:
                        Found.Add(container with { Set = set });
                        break;
                }
            }
        }

        // What is added to the variable, field or property that a collection is put into.
        private void FollowAdded(IOperation creation, Frame? frame, SyntaxNode? set, int depth)
        {
            if (Holder.Of(creation.Syntax, uses) is not { } holder) return;
            foreach (var name in uses.Of(holder, static name => AddedTo(name) is not null))
                Follow(uses.OperationOf(AddedTo(name)), frame, set, depth + 1);
        }

        private static ExpressionSyntax? AddedTo(SimpleNameSyntax collection) =>
            SymbolUses.Expression(collection).Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add", Parent: InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } }
                ? arguments[0].Expression
                : null;

        // configuration.GetValue("bind", IPAddress.Any): what is used where nothing is configured.
        private static IOperation? DefaultOf(IInvocationOperation call)
        {
            foreach (var argument in call.Arguments)
            {
                if (argument.Parameter?.Name.StartsWith("default", StringComparison.OrdinalIgnoreCase) == true
                    && SymbolEqualityComparer.Default.Equals(argument.Parameter.Type, call.TargetMethod.ReturnType)) return argument.Value;
            }

            return null;
        }

        // The method that runs when one is called; null where it is not seen, or one of several.
        private IMethodSymbol? TargetOf(IMethodSymbol method) =>
            !method.ReturnsVoid && uses.IsInSource(method) ? uses.Source.Dispatch.TargetOf(method) as IMethodSymbol : null;

        // The body of a method or getter; null for auto-properties.
        private SyntaxNode? BodyOf(IMethodSymbol method)
        {
            foreach (var reference in uses.Source.DeclarationsOf(method))
            {
                switch (reference.GetSyntax(cancellationToken))
                {
                    case BaseMethodDeclarationSyntax declaration: return (SyntaxNode?)declaration.ExpressionBody ?? declaration.Body;
                    case LocalFunctionStatementSyntax function: return (SyntaxNode?)function.ExpressionBody ?? function.Body;
                    case AccessorDeclarationSyntax accessor: return (SyntaxNode?)accessor.ExpressionBody ?? accessor.Body;
                    case ArrowExpressionClauseSyntax arrow: return arrow;
                }
            }

            return null;
        }

        private static IMethodSymbol? ConstructorOf(Frame? frame, INamedTypeSymbol type)
        {
            for (; frame is not null; frame = frame.Outer)
                if (frame.Method.MethodKind == MethodKind.Constructor && frame.Method.ContainingType.IsSameAs(type))
                    return frame.Method;
            return null;
        }
    }
}
