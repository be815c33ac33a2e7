using BindCheck.Listeners.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Peers;

/// <summary>
/// Follows a peer forward, from where it is learnt to the checks that depend on its form: through members, locals, parameters and results
/// of methods, and fields and properties that hold nothing else.
/// </summary>
internal sealed class PeerWalk(SymbolUses symbols, Writes writes, PeerOperands operands, Normalisers normalisers, CancellationToken cancellationToken)
{
    // Bounds for code that nobody writes.
    private const int MaxDepth = 12, MaxSteps = 4_000;

    private readonly HashSet<(ISymbol, PeerForm)> _entered = [];
    private readonly PeerUses _uses = new(operands);
    private PeerSource _source = null!;
    private int _steps;

    /// <summary>The checks found so far.</summary>
    internal List<PeerPlace> Found { get; } = [];

    /// <summary>Follows one source.</summary>
    internal void Follow(PeerSource source)
    {
        _entered.Clear();
        _source = source;
        _steps = 0;
        var form = symbols.ModelOf(source.Value).GetTypeInfo(source.Value, cancellationToken).Type is { } type && ValueReader.IsNet(type, "IPAddress") ? PeerForm.Address : PeerForm.EndPoint;
        if (source.Value.Parent is ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword } argument)
        {
            if (symbols.SymbolOf(source.Value) is { } variable) FollowHolder(variable, argument, new(form, null, 0));
        }
        else
        {
            Follow(source.Value, new(form, null, 0));
        }
    }

    /// <summary>A peer on its way.</summary>
    /// <param name="Form">What it is now.</param>
    /// <param name="Address">For what was made of an address: that address.</param>
    /// <param name="Depth">The holders behind it.</param>
    private readonly record struct Trace(PeerForm Form, ExpressionSyntax? Address, int Depth);

    private void Follow(SyntaxNode node, Trace trace)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (normalisers.Tests(node)) return;
        while (_steps++ < MaxSteps && node.Parent is { } parent)
        {
            switch (parent)
            {
                case ParenthesizedExpressionSyntax or CastExpressionSyntax or AwaitExpressionSyntax or MemberBindingExpressionSyntax
                    or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }
                    or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression or (int)SyntaxKind.CoalesceExpression }:
                case ConditionalAccessExpressionSyntax whole when whole.WhenNotNull == node:
                    node = parent;
                    continue;
                case ConditionalExpressionSyntax choice when choice.Condition != node && !Normalisers.IsNormalising(choice):
                    node = parent;
                    continue;
                case MemberAccessExpressionSyntax access when access.Expression == node:
                    if (Member(access, access.Name, access.Expression, trace) is not var (after, next)) return;
                    (node, trace) = (after, next);
                    continue;
                case ConditionalAccessExpressionSyntax access when access.Expression == node:
                    if (BindingOf(access) is not { } binding || Member(binding, binding.Name, null, trace) is not var (result, then)) return;
                    (node, trace) = (result, then);
                    continue;
                case BinaryExpressionSyntax binary:
                    Add(parent, _uses.OfComparison(binary, binary.Left == node ? binary.Right : binary.Left, trace.Form), node, trace);
                    return;
                case IsPatternExpressionSyntax test:
                    FollowPattern(test.Pattern, test, node, trace);
                    return;
                case SwitchExpressionSyntax or SwitchStatementSyntax:
                    foreach (var pattern in PeerUses.PatternsOf(parent)) FollowPattern(pattern, node, node, trace);
                    Add(node, _uses.OfLabels(parent, trace.Form), node, trace);
                    return;
                case ElementAccessExpressionSyntax element when element.Expression == node:
                    Add(PeerUses.ComparisonAround(element), _uses.OfElement(element, trace.Form), node, trace);
                    return;
                case ArgumentSyntax argument:
                    FollowArgument(argument, node, trace);
                    return;
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator }:
                    if (symbols.DeclaredBy(declarator) is { } declared) FollowHolder(declared, declarator, trace);
                    return;
                case AssignmentExpressionSyntax assignment when assignment.Right == node:
                    if (symbols.SymbolOf(assignment.Left) is { } target) FollowHolder(target, assignment.Right, trace);
                    return;
                case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                    FollowResult(parent, trace);
                    return;
                default:
                    return;
            }
        }
    }

    // peer.Member, or peer?.Member where the receiver is null
    private (SyntaxNode, Trace)? Member(ExpressionSyntax access, SimpleNameSyntax name, ExpressionSyntax? receiver, Trace trace)
    {
        var call = access.Parent as InvocationExpressionSyntax;
        var address = trace.Form == PeerForm.Address ? receiver : trace.Address;
        if (PeerUses.FormAfter(trace.Form, name.Identifier.ValueText, call is not null) is { } form)
            return ((SyntaxNode?)call ?? access, trace with { Form = form, Address = form == PeerForm.Address ? null : address });
        if (call is not null && ExtensionOf(call) is { } parameter) FollowHolder(parameter, null, trace);
        else if (call is not null) Add(call, _uses.OfCall(call, name.Identifier.ValueText, trace.Form), receiver, trace);
        else Add(PeerUses.ComparisonAround(access), _uses.OfProperty(access, name.Identifier.ValueText, trace.Form), receiver, trace);
        return null;
    }

    private IParameterSymbol? ExtensionOf(InvocationExpressionSyntax call) =>
        symbols.SymbolOf(call) is IMethodSymbol { ReducedFrom: { } extension } && symbols.IsInSource(extension) ? extension.Parameters[0] : null;

    private static MemberBindingExpressionSyntax? BindingOf(ConditionalAccessExpressionSyntax access) =>
        access.WhenNotNull.DescendantNodesAndSelf().OfType<MemberBindingExpressionSyntax>().FirstOrDefault();

    private void FollowArgument(ArgumentSyntax argument, SyntaxNode value, Trace trace)
    {
        if (argument.Parent is not ArgumentListSyntax { Parent: { } call } || symbols.SymbolOf(call) is not IMethodSymbol method) return;
        if (symbols.IsInSource(method))
        {
            if (ParameterOf(argument, method) is { } parameter) FollowHolder(parameter, null, trace);
        }
        else if (call is InvocationExpressionSyntax invocation)
        {
            if (PeerUses.IsParse(method, trace.Form)) Follow(invocation, new(PeerForm.Address, null, trace.Depth));
            else Add(invocation, _uses.OfArgument(invocation, method, argument, trace.Form), argument.Expression, trace);
        }
    }

    private static IParameterSymbol? ParameterOf(ArgumentSyntax argument, IMethodSymbol method)
    {
        method = method.ReducedFrom ?? method;
        if (argument.NameColon is { Name.Identifier.ValueText: var name }) return method.Parameters.FirstOrDefault(p => p.Name == name)?.OriginalDefinition;
        var ordinal = ((ArgumentListSyntax)argument.Parent!).Arguments.IndexOf(argument);
        // An extension method that is called on its first argument.
        if (method.IsExtensionMethod && argument.Parent.Parent is InvocationExpressionSyntax { ArgumentList.Arguments.Count: var count } && count < method.Parameters.Length) ordinal++;
        return ordinal < method.Parameters.Length && !method.Parameters[ordinal].IsParams ? method.Parameters[ordinal].OriginalDefinition : null;
    }

    private void FollowPattern(PatternSyntax pattern, SyntaxNode test, SyntaxNode? value, Trace trace)
    {
        Add(test, _uses.OfPattern(pattern, trace.Form), value, trace);
        foreach (var designation in PeerUses.DesignationsOf(pattern))
            if (symbols.DeclaredBy(designation) is { } variable) FollowHolder(variable, designation, trace);
        foreach (var (member, inner) in PeerUses.PropertiesOf(pattern))
            if (PeerUses.FormAfterAll(trace.Form, member) is { } form) FollowPattern(inner, test, null, new(form, null, trace.Depth));
    }

    // What a method or getter returns, where it is used.
    private void FollowResult(SyntaxNode node, Trace trace)
    {
        var function = node.Ancestors().FirstOrDefault(static a => a is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax);
        if (function is null or AnonymousFunctionExpressionSyntax || trace.Depth >= MaxDepth) return;
        if (symbols.DeclaredBy(function) is not { Kind: SymbolKind.Method or SymbolKind.Property } result || !_entered.Add((result, trace.Form))) return;
        var slots = result is IMethodSymbol method ? symbols.Source.Dispatch.SlotsOf(method).Cast<ISymbol>() : [result];
        foreach (var use in slots.SelectMany(symbols.Of))
        {
            var expression = SymbolUses.Expression(use);
            if (result is IPropertySymbol) Follow(expression, trace with { Depth = trace.Depth + 1 });
            else if (CallOf(expression) is { } call) Follow(call, trace with { Depth = trace.Depth + 1 });
        }
    }

    private static SyntaxNode? CallOf(ExpressionSyntax method) =>
        (method.Parent is MemberBindingExpressionSyntax binding ? binding.Parent : method.Parent) as InvocationExpressionSyntax;

    // A variable, at each use that this write of it may reach; a parameter where the write is null.
    private void FollowHolder(ISymbol holder, SyntaxNode? write, Trace trace)
    {
        if (trace.Depth >= MaxDepth || !symbols.IsInSource(holder)) return;
        if (holder is IFieldSymbol or IPropertySymbol && !IsHeldAlone(holder)) return;
        // record Client(IPAddress Address): the property is what the parameter is.
        if (holder is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType.IsRecord: true } constructor }
            && constructor.ContainingType.GetMembers(holder.Name).OfType<IPropertySymbol>().FirstOrDefault() is { } property && property.Locations[0] == holder.Locations[0]) FollowHolder(property, write, trace);
        if (holder is not (ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol) || !_entered.Add((holder, trace.Form))) return;
        foreach (var use in symbols.Of(holder))
        {
            var expression = SymbolUses.Expression(use);
            if (expression.Parent is AssignmentExpressionSyntax assignment && assignment.Left == expression || IsNamed(expression)) continue;
            if (holder is ILocalSymbol or IParameterSymbol && !Reaches(write, holder, use)) continue;
            Follow(expression, trace with { Depth = trace.Depth + 1 });
        }
    }

    private bool Reaches(SyntaxNode? write, ISymbol holder, SyntaxNode use)
    {
        var reaching = writes.Reaching(holder, use, out var isDefinite).ToList();
        return write is null ? !isDefinite : reaching.Exists(w => SymbolUses.IsWithin(w.Node, write) || SymbolUses.IsWithin(write, w.Node));
    }

    // Nothing but this, and perhaps null or an empty text before it is known.
    private bool IsHeldAlone(ISymbol holder) =>
        writes.Of(holder).Count(static write => write.Value is not (LiteralExpressionSyntax or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty" }
            or PostfixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax })) == 1;

    private static bool IsNamed(SyntaxNode expression) =>
        expression.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } };

    private void Add(SyntaxNode node, PeerHazard? hazard, SyntaxNode? value, Trace trace)
    {
        if (hazard is not { } found || found != PeerHazard.Mapped && normalisers.Maps(node)) return;
        var address = trace.Form == PeerForm.Address ? value as ExpressionSyntax : trace.Address;
        // bytes[0] == 192 && bytes[1] == 168 is one check.
        if (found == PeerHazard.Bytes && address is not null && Found.Exists(place => place.Hazard == found && place.Address == address)) return;
        Found.Add(new(Whole(node), found, _source, address));
    }

    // All of "peer?.Equals(other)", of which the check itself is the part behind the question mark.
    private static SyntaxNode Whole(SyntaxNode check)
    {
        while (check.GetFirstToken().IsKind(SyntaxKind.DotToken)
            && check.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault(access => access.WhenNotNull.Span.Contains(check.Span)) is { } whole) check = whole;
        return check;
    }
}
