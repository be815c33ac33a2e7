using System.Net;
using System.Net.Sockets;
using BindCheck.Listeners.Values;
using BindCheck.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BindCheck.Listeners.Peers;

/// <summary>What a peer is compared with: IPv4 addresses that the source spells. What only run time knows is none.</summary>
internal sealed class PeerOperands(SymbolUses symbols, ValueFlow flow)
{
    // System.Net.Sockets.AddressFamily
    private const int InterNetwork = 2, InterNetworkV6 = 23;

    private static readonly char[] s_separators = [',', ';', ' ', '|'];

    private readonly ValueReader _reader = new(flow);

    /// <summary>Whether an expression may be an IPv4 address, an end point with one, or the text of one or of its beginning.</summary>
    internal bool IsIpv4(SyntaxNode? expression) =>
        symbols.OperationOf(expression) is { } operation
        && (operation is IParameterReferenceOperation { Parameter: var parameter } && ListBehind(parameter) is { } list ? HoldsIpv4(list) : IsIpv4(operation, null));

    /// <summary>Whether a collection, or a text, holds such addresses.</summary>
    internal bool HoldsIpv4(SyntaxNode collection)
    {
        if (symbols.OperationOf(collection) is not { Type: { } type } operation) return false;
        if (type.SpecialType == SpecialType.System_String) return Texts(operation, null).Any(static text => text.Split(s_separators).Any(IsIpv4Text));
        return type.GetMembers("ContainsKey").IsEmpty
            ? flow.Elements(operation, null).Exists(element => IsIpv4(element.Operation, element.Frame) || element.Operation is IArrayInitializerOperation array && array.ElementValues.Any(value => IsIpv4(value, element.Frame)))
            : flow.Origins(operation, null).Exists(dictionary => dictionary.Operation is IObjectCreationOperation { Initializer.Initializers: var entries } && entries.Any(entry => KeyOf(entry) is { } key && IsIpv4(key, dictionary.Frame)));
    }

    // { [key] = value }, { { key, value } }
    private static IOperation? KeyOf(IOperation entry) => entry switch
    {
        IInvocationOperation { Arguments: { Length: 2 } arguments } => arguments[0].Value,
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments: { Length: 1 } arguments } } => arguments[0].Value,
        _ => null,
    };

    // "allowed" of list.Any(allowed => allowed.Equals(peer))
    private SyntaxNode? ListBehind(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } && parameter.Ordinal == 0
        && symbols.Source.DeclarationsOf(parameter).FirstOrDefault()?.GetSyntax().FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>()?.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }
            ? (call.Expression as MemberAccessExpressionSyntax)?.Expression
            : null;

    /// <summary>What a constant names: 4 for IPv4, 6 for IPv6, 0 for no family.</summary>
    internal int FamilyOf(ExpressionSyntax expression) => symbols.ConstantOf(expression) switch
    {
        { HasValue: true, Value: InterNetwork } => 4,
        { HasValue: true, Value: InterNetworkV6 } => 6,
        _ => 0,
    };

    /// <summary>Whether an expression is a certain number.</summary>
    internal bool IsNumber(ExpressionSyntax expression, Func<int, bool> number) => symbols.ConstantOf(expression) is { HasValue: true, Value: int value } && number(value);

    private bool IsIpv4(IOperation operation, Frame? frame) => operation.Type switch
    {
        { SpecialType: SpecialType.System_String } => Texts(operation, frame).Any(IsIpv4Text),
        { Name: "IPAddress" } => _reader.Addresses(operation, frame).Any(IsIpv4),
        { Name: "IPEndPoint" or "EndPoint" } => _reader.EndPoints(operation, frame).Any(IsIpv4),
        _ => false,
    };

    private IEnumerable<string> Texts(IOperation operation, Frame? frame) =>
        _reader.Texts(operation, frame).Where(static text => text.Kind == ReadingKind.Known && Pattern.IsKnown(text.Value)).Select(static text => text.Value);

    // Nobody connects from 0.0.0.0 or 255.255.255.255: these stand for "none".
    private static bool IsIpv4(Reading<IPAddress?> address) =>
        address is { Kind: ReadingKind.Known, Value: { AddressFamily: AddressFamily.InterNetwork } value } && !value.Equals(IPAddress.Any) && !value.Equals(IPAddress.Broadcast);

    // "127.0.0.1", "10.0.0.1:80", and for prefixes and patterns "192.168.", "10.*"
    private static bool IsIpv4Text(string text)
    {
        var dots = 0;
        foreach (var c in text)
        {
            if (c == '.') dots++;
            else if (c is not ((>= '0' and <= '9') or ':' or '*')) return false;
        }

        return dots is > 0 and <= 4 && text[0] is > '0' and <= '9' && text.IndexOf(':') is var colon && (colon < 0 || colon == text.LastIndexOf(':') && dots == 3);
    }
}
