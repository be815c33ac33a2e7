using System.Globalization;
using BindCheck.Listeners.Values;
using BindCheck.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Listeners.Repairs;

/// <summary>A finding that passed the conditions common to all repairs.</summary>
/// <param name="Verdict">The finding.</param>
/// <param name="SameSite">All verdicts of its bind.</param>
/// <param name="Path">The way of its value.</param>
/// <param name="Symbols">The names of its file.</param>
/// <param name="Writes">The writes of its file.</param>
internal sealed record RepairCandidate(Verdict Verdict, IReadOnlyList<Verdict> SameSite, ValuePath Path, SymbolUses Symbols, Writes Writes)
{
    internal BindSite Site => Verdict.Site;

    internal bool IsWildcard => Verdict.Reach.Scope == Scope.Any;

    /// <summary>Whether the bind gets this value and never another, so that what the bind is given may be replaced.</summary>
    internal bool IsCertain => SameSite.Count == 1 && Verdict.Frame is null && Path.IsSettled
        && (Path.Hops.All(static hop => hop is ILocalSymbol) || Path.IsSole);

    /// <summary>The address, where it may be replaced: it is wholly written there, and that is at the bind or serves it alone.</summary>
    internal Spot? Address =>
        Verdict.Place is { Type.Name: "IPAddress", Syntax: ExpressionSyntax place } && IsWholly(Verdict.Place) && (SymbolUses.IsWithin(place, Site.Syntax) || Path.IsSole)
            ? Spot(Role.Address, place)
            : null;

    /// <summary>
    /// What a form that takes a port alone needs to know: the argument that goes, and where the port is written if that goes with it. Null where
    /// the port is not to be had.
    /// </summary>
    internal IReadOnlyList<Spot>? PortSpots(CancellationToken cancellationToken)
    {
        if (Site.Value is null) return [];
        if (Site.Value.Syntax.FirstAncestorOrSelf<ArgumentSyntax>() is not { } argument) return null;
        var value = Spot(Role.Value, argument);
        if (Site.Api.Notation != Notation.EndPoint) return [value];
        return Symbols.OperationOf(argument.Expression) switch
        {
            IObjectCreationOperation { Syntax: BaseObjectCreationExpressionSyntax { Initializer: null } } creation
                => creation.Arguments.FirstOrDefault(a => a.Parameter?.Name == "port") is { } port ? [value, Spot(Role.Port, port.Value.Syntax)] : null,
            IInvocationOperation { TargetMethod: { Name: "Parse", ContainingType.Name: "IPEndPoint" }, Arguments: { Length: 1 } arguments }
                => PortIn(arguments[0].Value.Syntax) is { } port ? [value, port] : null,
            { Type.Name: "IPEndPoint", Syntax: IdentifierNameSyntax or MemberAccessExpressionSyntax } => [value],
            _ => null,
        };
    }

    // The digits of "0.0.0.0:5000" or "[::]:5000", which are a number of C# too; "::5000" is an address.
    private static Spot? PortIn(SyntaxNode text)
    {
        if (text is not LiteralExpressionSyntax { Token: { Value: string endPoint } token } || token.Text != "\"" + endPoint + "\"") return null;
        var colon = endPoint.LastIndexOf(':');
        if (colon < 1 || endPoint[colon - 1] != ']' && endPoint.IndexOf(':') < colon) return null;
        if (!int.TryParse(endPoint.Substring(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)) return null;
        return new(Role.Port, Location.Create(text.SyntaxTree, TextSpan.FromBounds(token.SpanStart + 1 + colon + 1, token.Span.End - 1)));
    }

    // IPAddress.Any, IPAddress.Parse("0.0.0.0"), new IPAddress(0); not IPAddress.Parse(given ?? "0.0.0.0").
    private static bool IsWholly(IOperation address) =>
        address is IFieldReferenceOperation or IObjectCreationOperation or IInvocationOperation { TargetMethod.Name: "Parse" }
        && address.ChildOperations.All(static part => part is IArgumentOperation { Value: { ConstantValue.HasValue: true } or IArrayCreationOperation });

    internal static Spot Spot(Role role, SyntaxNode node) => new(role, node.GetLocation());
}
