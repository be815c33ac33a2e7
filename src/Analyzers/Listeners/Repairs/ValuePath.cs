using BindCheck.Listeners.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BindCheck.Listeners.Repairs;

/// <summary>The variables that a value passes through on its way from where it is written to the bind.</summary>
internal sealed class ValuePath
{
    private const int MaxDepth = 24;

    // Reading these of an end point depends on no address.
    private static readonly HashSet<string> s_harmlessMembers = new(StringComparer.Ordinal) { "Port", "AddressFamily" };

    private readonly Verdict _verdict;
    private readonly SymbolUses _symbols;
    private readonly Writes _writes;
    private readonly CancellationToken _cancellationToken;
    private readonly List<ISymbol> _hops = [];
    private readonly HashSet<SyntaxNode> _steps = [];
    private readonly HashSet<ISymbol> _entered = new(SymbolEqualityComparer.Default);

    private ValuePath(Verdict verdict, SymbolUses symbols, Writes writes, CancellationToken cancellationToken)
    {
        _verdict = verdict;
        _symbols = symbols;
        _writes = writes;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The path of a verdict's value; null where it is not understood.</summary>
    internal static ValuePath? Find(Verdict verdict, SymbolUses symbols, Writes writes, CancellationToken cancellationToken)
    {
        var path = new ValuePath(verdict, symbols, writes, cancellationToken);
        return verdict.Site.Value is not { } value || path.Leads(value, 0) ? path : null;
    }

    /// <summary>The variables on the path, the one nearest to the bind last.</summary>
    internal IReadOnlyList<ISymbol> Hops => _hops;

    /// <summary>Whether no code outside the file can give the bind another value: what the bind is given may be replaced.</summary>
    internal bool IsSettled => _hops.TrueForAll(static hop => hop switch
    {
        ILocalSymbol => true,
        IFieldSymbol { IsConst: true } => true,
        IFieldSymbol { IsReadOnly: true } or IPropertySymbol { IsReadOnly: true, IsVirtual: false } => SymbolSight.IsInOnePart(hop.ContainingType),
        IFieldSymbol or IPropertySymbol => SymbolSight.IsPrivate(hop),
        _ => false,
    });

    /// <summary>Whether the value reaches this bind and nothing else: it may be replaced where it is written.</summary>
    internal bool IsSole => _hops.TrueForAll(IsUsedHereOnly);

    /// <summary>Adds a variable that holds a part of the value.</summary>
    internal void Add(ISymbol hop, SyntaxNode reference)
    {
        _hops.Add(hop);
        _steps.Add(reference);
    }

    private bool Leads(IOperation? operation, int depth)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (operation is null || depth > MaxDepth) return false;
        var place = _verdict.Place.Syntax;
        if (SymbolUses.IsWithin(place, operation.Syntax)) return true;
        var symbol = operation switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IFieldReferenceOperation field => field.Field,
            IPropertyReferenceOperation property => property.Property,
            _ => (ISymbol?)null,
        };
        if (symbol is null) return operation.ChildOperations.Any(child => Leads(child, depth + 1));
        if (!_entered.Add(symbol) || !Sources(symbol).Any(source => Leads(source, depth + 1))) return false;
        Add(symbol.OriginalDefinition, operation.Syntax);
        return true;
    }

    private IEnumerable<IOperation?> Sources(ISymbol symbol)
    {
        if (symbol is IParameterSymbol parameter)
        {
            for (var frame = _verdict.Frame; frame is not null; frame = frame.Outer)
                if (Frame.Resolve(frame, parameter) is var (argument, _)) yield return argument;
        }

        foreach (var declaration in _symbols.Source.DeclarationsOf(symbol))
        {
            if (declaration.GetSyntax(_cancellationToken) is PropertyDeclarationSyntax { ExpressionBody.Expression: { } body })
                yield return _symbols.OperationOf(body);
        }

        foreach (var write in _writes.Of(symbol)) yield return _symbols.OperationOf(write.Value);
    }

    private bool IsUsedHereOnly(ISymbol hop)
    {
        if (hop is IFieldSymbol or IPropertySymbol && !SymbolSight.IsPrivate(hop)) return false;
        return _symbols.Of(hop).All(name =>
        {
            var use = SymbolUses.Expression(name);
            return _steps.Contains(use) || _steps.Contains(name) || IsWrite(use) || IsHarmless(use);
        });
    }

    private static bool IsWrite(SyntaxNode use) =>
        use.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment && assignment.Left == use;

    // Telling a person, or asking for the port.
    private static bool IsHarmless(SyntaxNode use) =>
        use.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member } && s_harmlessMembers.Contains(member)
        || use.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }
            && BindSiteFinder.NameOf(call.Expression) is { } name
            && (name.StartsWith("Write", StringComparison.Ordinal) || name.StartsWith("Log", StringComparison.Ordinal));
}
