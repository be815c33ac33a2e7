using System.Net;
using BindCheck.Listeners.Values;
using BindCheck.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BindCheck.Listeners.Peers;

/// <summary>What a peer is compared with: IPv4 addresses that the source spells. What only run time knows is none.</summary>
internal sealed class PeerOperands(SymbolUses symbols, ValueFlow flow)
{
    // System.Net.Sockets.AddressFamily
    private const int InterNetwork = 2, InterNetworkV6 = 23;

    private const string MappedPrefix = "::ffff:", LoopbackPrefix = "127.";

    private static readonly char[] s_separators = [',', ';', ' ', '|'];

    // Nobody connects from these: they stand for "none".
    private static readonly HashSet<string> s_nobody = new(StringComparer.Ordinal) { "0.0.0.0", "255.255.255.255" };

    // Find every form of a loopback peer.
    private static readonly HashSet<string> s_loopbackTests = new(StringComparer.Ordinal) { "IsLoopback", "LocalIpAddress" };

    private readonly ValueReader _reader = new(flow);

    /// <summary>Whether an expression may be an IPv4 address, an end point with one, or the text of one or of its beginning.</summary>
    internal bool IsIpv4(SyntaxNode? expression)
    {
        if (symbols.OperationOf(expression) is not { } operation) return false;
        return operation is IParameterReferenceOperation { Parameter: var parameter } && ListBehind(parameter) is { } list ? HoldsIpv4(list) : IsMissed(Spelled(operation, null), expression!);
    }

    /// <summary>Whether a collection, or a text, holds such addresses.</summary>
    internal bool HoldsIpv4(SyntaxNode collection) =>
        symbols.OperationOf(collection) is { Type: { } type } operation && IsMissed(
            type.SpecialType == SpecialType.System_String ? Spelled(operation, null).SelectMany(static text => text.Split(s_separators))
            : type.GetMembers("ContainsKey").IsEmpty ? flow.Elements(operation, null).SelectMany(element => element.Operation is IArrayInitializerOperation array
                ? array.ElementValues.SelectMany(value => Spelled(value, element.Frame))
                : Spelled(element.Operation, element.Frame))
            : flow.Origins(operation, null).SelectMany(dictionary => KeysOf(dictionary.Operation).SelectMany(key => Spelled(key, dictionary.Frame))), collection);

    /// <summary>Whether an expression gives the four bytes of an address: spelled, or taken from one that is.</summary>
    internal bool IsFourBytes(SyntaxNode bytes)
    {
        if (symbols.OperationOf(bytes) is not { } operation) return false;
        var elements = flow.Elements(operation, null).SelectMany(static element => element.Operation is IArrayInitializerOperation array ? array.ElementValues.AsEnumerable() : new[] { element.Operation }).ToList();
        return elements.Count == 4 && elements.TrueForAll(static element => element.ConstantValue.HasValue)
            || elements.Count == 1 && elements[0] is IInvocationOperation { TargetMethod.Name: "GetAddressBytes", Instance: { } address } && IsIpv4(address.Syntax);
    }

    /// <summary>What a constant names: 4 for IPv4, 6 for IPv6, 0 for no family.</summary>
    internal int FamilyOf(ExpressionSyntax expression) => symbols.ConstantOf(expression) switch
    {
        { HasValue: true, Value: InterNetwork } => 4,
        { HasValue: true, Value: InterNetworkV6 } => 6,
        _ => 0,
    };

    /// <summary>Whether an expression is a certain number.</summary>
    internal bool IsNumber(ExpressionSyntax expression, Func<int, bool> number) => symbols.ConstantOf(expression) is { HasValue: true, Value: int value } && number(value);

    // An IPv4 address among those that are spelled; unless mapped ones are among them too, or it is loopback and found in another way.
    private static bool IsMissed(IEnumerable<string> spelled, SyntaxNode place)
    {
        var texts = spelled.ToList();
        if (texts.Exists(static text => text.StartsWith(MappedPrefix, StringComparison.OrdinalIgnoreCase))) return false;
        texts.RemoveAll(static text => s_nobody.Contains(text) || !IsIpv4Text(text));
        return texts.Count > 0 && !(texts.TrueForAll(static text => text.StartsWith(LoopbackPrefix, StringComparison.Ordinal)) && FindsLoopback(place));
    }

    private static bool FindsLoopback(SyntaxNode place) =>
        HostPrecedence.BodyOf(place).DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken) && s_loopbackTests.Contains(token.ValueText));

    // Addresses as text, the end points' without their ports.
    private IEnumerable<string> Spelled(IOperation operation, Frame? frame) => operation.Type switch
    {
        { SpecialType: SpecialType.System_String } => _reader.Texts(operation, frame).Where(static text => text.Kind == ReadingKind.Known && Pattern.IsKnown(text.Value)).Select(static text => text.Value),
        { Name: "IPAddress" } => Known(_reader.Addresses(operation, frame)),
        { Name: "IPEndPoint" or "EndPoint" } => Known(_reader.EndPoints(operation, frame)),
        _ => [],
    };

    private static IEnumerable<string> Known(IEnumerable<Reading<IPAddress?>> addresses) =>
        addresses.Where(static address => address is { Kind: ReadingKind.Known, Value: not null }).Select(static address => address.Value!.ToString());

    // { [key] = value }, { { key, value } }
    private static IEnumerable<IOperation> KeysOf(IOperation dictionary) =>
        dictionary is not IObjectCreationOperation { Initializer.Initializers: var entries } ? [] : entries.Select(static entry => entry switch
        {
            IInvocationOperation { Arguments: { Length: 2 } arguments } => arguments[0].Value,
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments: { Length: 1 } arguments } } => arguments[0].Value,
            _ => null,
        }).OfType<IOperation>();

    // "allowed" of list.Any(allowed => allowed.Equals(peer))
    private SyntaxNode? ListBehind(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } && parameter.Ordinal == 0
        && symbols.Source.DeclarationsOf(parameter).FirstOrDefault()?.GetSyntax().FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>()?.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }
            ? (call.Expression as MemberAccessExpressionSyntax)?.Expression
            : null;

    // "127.0.0.1", "10.0.0.1:80", and for prefixes and patterns "192.168.", "10.*"
    private static bool IsIpv4Text(string text)
    {
        var dots = 0;
        foreach (var c in text)
        {
            if (c == '.') dots++;
            else if (c is not ((>= '0' and <= '9') or ':' or '*')) return false;
        }

        return dots is > 0 and <= 4 && text[0] is >= '0' and <= '9' && text.IndexOf(':') is var colon && (colon < 0 || colon == text.LastIndexOf(':') && dots == 3);
    }
}
