using System.Collections.Immutable;
using BindCheck.Listeners.Repairs;
using BindCheck.Listeners.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Peers;

/// <summary>The repair of a check: its address, normalised in place. Offered where writing the address three times changes nothing else.</summary>
internal static class PeerPlans
{
    private static readonly HashSet<string> s_pure = new(StringComparer.Ordinal)
        { "Address", "RemoteEndPoint", "LocalEndPoint", "RemoteIpAddress", "LocalIpAddress", "Connection", "HttpContext", "Client" };

    private static readonly ImmutableArray<Recipe> s_recipes = ImmutableArray.Create(Recipe.Normalise);

    internal static RepairPlan For(PeerPlace place, SymbolUses symbols) =>
        place.Address is { } address && address.SyntaxTree == place.Node.SyntaxTree && IsRepeatable(address, symbols) && IsNeverNull(address, symbols)
            ? new(Repair.Peer, s_recipes, ImmutableArray.Create(new Spot(Role.Address, address.GetLocation())))
            : RepairPlan.None;

    private static bool IsRepeatable(ExpressionSyntax expression, SymbolUses symbols) => expression switch
    {
        ThisExpressionSyntax => true,
        ParenthesizedExpressionSyntax parenthesized => IsRepeatable(parenthesized.Expression, symbols),
        CastExpressionSyntax cast => IsRepeatable(cast.Expression, symbols),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed => IsRepeatable(suppressed.Operand, symbols),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression } conversion => IsRepeatable(conversion.Left, symbols),
        IdentifierNameSyntax or MemberAccessExpressionSyntax => symbols.SymbolOf(expression) switch
        {
            ILocalSymbol or IParameterSymbol or INamespaceOrTypeSymbol => true,
            IFieldSymbol field => (field.IsReadOnly || field.Type.IsValueType || !symbols.IsInSource(field)) && IsOwnerRepeatable(expression, symbols),
            IPropertySymbol property => (s_pure.Contains(property.Name) && !symbols.IsInSource(property) || IsAuto(property, symbols)) && IsOwnerRepeatable(expression, symbols),
            _ => false,
        },
        _ => false,
    };

    private static bool IsOwnerRepeatable(ExpressionSyntax expression, SymbolUses symbols) =>
        expression is not MemberAccessExpressionSyntax access || IsRepeatable(access.Expression, symbols);

    // { get; } and { get; init; } of the project's own
    private static bool IsAuto(IPropertySymbol property, SymbolUses symbols) =>
        property.SetMethod is null or { IsInitOnly: true }
        && symbols.Source.DeclarationsOf(property).Any(static declaration => declaration.GetSyntax() is PropertyDeclarationSyntax { ExpressionBody: null, AccessorList: { } accessors }
            && accessors.Accessors.All(static accessor => accessor is { Body: null, ExpressionBody: null }) || declaration.GetSyntax() is ParameterSyntax);

    // As an argument null is a value like others, on which a member cannot be called.
    private static bool IsNeverNull(ExpressionSyntax address, SymbolUses symbols) =>
        address.Parent is MemberAccessExpressionSyntax
        || symbols.ModelOf(address).GetTypeInfo(address).Nullability.FlowState == NullableFlowState.NotNull
        || symbols.SymbolOf(address) is IPropertySymbol { Name: "Address", ContainingType.Name: "IPEndPoint" };
}
