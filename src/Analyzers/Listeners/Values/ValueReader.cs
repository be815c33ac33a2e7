using System.Net;
using BindCheck.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BindCheck.Listeners.Values;

/// <summary>Reads C# expressions as addresses and end points: the dialects whose text is code.</summary>
internal sealed class ValueReader(ValueFlow flow)
{
    // Bounds for end points that are made of the addresses of end points.
    private const int MaxDepth = 8, MaxReads = 250;

    private readonly TextReader _text = new(flow);
    private readonly HashSet<(SyntaxNode, Frame?)> _reading = [];
    private int _reads;

    /// <summary>The texts, with holes, that an expression may be.</summary>
    internal IEnumerable<Reading<string>> Texts(IOperation operation, Frame? frame) => _text.Read(operation, frame);

    /// <summary>The parameters that the texts read since the last time have holes for.</summary>
    internal List<IParameterSymbol> TakeOpenParameters() => _text.TakeOpenParameters();

    /// <summary>The addresses that an expression may be.</summary>
    internal IEnumerable<Reading<IPAddress?>> Addresses(IOperation operation, Frame? frame) => Read(operation, frame, Address);

    /// <summary>The addresses of the end points that an expression may be.</summary>
    internal IEnumerable<Reading<IPAddress?>> EndPoints(IOperation operation, Frame? frame) => Read(operation, frame, EndPoint);

    private List<Reading<IPAddress?>> Read(IOperation operation, Frame? frame, Func<Origin, IEnumerable<Reading<IPAddress?>>> read)
    {
        if (_reading.Count == 0) _reads = 0;
        if (_reading.Count >= MaxDepth || ++_reads > MaxReads) return [new(ReadingKind.Unknown, null, operation, frame, null)];
        // "end = new IPEndPoint(end.Address, port)" in a loop: the circle adds no address.
        if (!_reading.Add((operation.Syntax, frame))) return [];
        var readings = flow.Origins(operation, frame).SelectMany(read).ToList();
        _reading.Remove((operation.Syntax, frame));
        return readings;
    }

    private IEnumerable<Reading<IPAddress?>> Address(Origin origin)
    {
        switch (origin.Operation)
        {
            case IFieldReferenceOperation { Field: { IsStatic: true } field } when IsNet(field.ContainingType, "IPAddress") && WellKnown(field.Name) is { } address:
                return Known(origin, address);
            case IInvocationOperation { TargetMethod: { Name: "Parse" or "TryParse" } parse, Arguments: { Length: > 0 } arguments } when IsNet(parse.ContainingType, "IPAddress"):
                return Texts(arguments[0].Value, origin.Frame).SelectMany(text => Parsed(origin, text, EndPointText.ParseAddress));
            case IInvocationOperation { TargetMethod: { Name: "MapToIPv6" or "MapToIPv4" } map, Instance: { } instance } when IsNet(map.ContainingType, "IPAddress"):
                return Addresses(instance, origin.Frame).Select(a => a.Value is null ? a
                    : a with { Value = map.Name == "MapToIPv6" ? a.Value.MapToIPv6() : a.Value.MapToIPv4(), Place = origin.Operation, Set = a.Set ?? origin.Set });
            case IObjectCreationOperation { Arguments: { Length: > 0 } arguments } creation when IsNet(creation.Type, "IPAddress"):
                return FromNumber(arguments[0].Value, origin.Frame) is { } number ? Known(origin, number) : Unknown(origin);
            case IPropertyReferenceOperation { Property: { Name: "Address" } property, Instance: { } endPoint } when IsNet(property.ContainingType, "IPEndPoint"):
                return EndPoints(endPoint, origin.Frame);
            default:
                return LookUps.IsOneAnswer(origin, flow) ? Known(origin, LookUps.SomeAddress) : Unknown(origin);
        }
    }

    private IEnumerable<Reading<IPAddress?>> EndPoint(Origin origin)
    {
        switch (origin.Operation)
        {
            case IObjectCreationOperation { Arguments: { Length: 2 } arguments } creation when IsNet(creation.Type, "IPEndPoint"):
                var (first, port) = arguments[0].Parameter?.Ordinal == 0 ? (arguments[0].Value, arguments[1].Value) : (arguments[1].Value, arguments[0].Value);
                return first.Type is { SpecialType: SpecialType.System_Int64 }
                    ? FromNumber(first, origin.Frame) is { } number ? Known(origin, number, port) : Unknown(origin)
                    : Addresses(first, origin.Frame).Select(a => a with { Set = a.Set ?? origin.Set, Port = port });
            case IInvocationOperation { TargetMethod: { Name: "Parse" or "TryParse" } parse, Arguments: { Length: > 0 } arguments } when IsNet(parse.ContainingType, "IPEndPoint"):
                return Texts(arguments[0].Value, origin.Frame).SelectMany(text => Parsed(origin, text, t => EndPointText.ParseEndPoint(t, out _)));
            case IObjectCreationOperation { Type.Name: "UnixDomainSocketEndPoint" or "NamedPipeEndPoint" }:
                return [new(ReadingKind.NoSocket, null, origin.Operation, origin.Frame, origin.Set)];
            default:
                return Unknown(origin);
        }
    }

    private static IEnumerable<Reading<IPAddress?>> Parsed(Origin origin, Reading<string> text, Func<string, IPAddress?> parse)
    {
        if (text.Kind != ReadingKind.Known) return [new(text.Kind, null, text.Place, text.Frame, text.Set ?? origin.Set)];
        return parse(text.Value) is { } address
            ? [new(ReadingKind.Known, address, text.Place.Syntax != origin.Operation.Syntax && SymbolUses.IsWithin(text.Place.Syntax, origin.Operation.Syntax) ? origin.Operation : text.Place, text.Frame, text.Set ?? origin.Set)]
            : Unknown(origin);
    }

    // new IPAddress(0), new IPAddress(new byte[4]), new IPAddress([127, 0, 0, 1])
    private IPAddress? FromNumber(IOperation operation, Frame? frame)
    {
        var origins = flow.Origins(operation, frame);
        if (origins.Count != 1) return null;
        switch (origins[0].Operation)
        {
            // In network byte order, as IPAddress(Int64) takes it.
            case { ConstantValue: { HasValue: true, Value: { } value } } when ToInt64(value) is { } number and >= 0 and <= uint.MaxValue:
                return new IPAddress(number);
            case var zeroed when LengthOfZeroed(zeroed) is 4 or 16:
                return new IPAddress(new byte[LengthOfZeroed(zeroed)]);
        }

        var bytes = new List<byte>();
        foreach (var element in flow.Elements(operation, frame))
        {
            if (element.Operation.ConstantValue is not { HasValue: true, Value: { } value } || ToInt64(value) is not (>= 0 and <= 255 and var number)) return null;
            bytes.Add((byte)number);
        }

        return bytes.Count is 4 or 16 ? new IPAddress(bytes.ToArray()) : null;
    }

    // new byte[4] and stackalloc byte[4]: 0 where it is anything else.
    private static int LengthOfZeroed(IOperation operation) => operation switch
    {
        IArrayCreationOperation { Initializer: null, DimensionSizes: { Length: 1 } sizes } when sizes[0].ConstantValue is { HasValue: true, Value: int size } => size,
        { Syntax: StackAllocArrayCreationExpressionSyntax { Initializer: null, Type: ArrayTypeSyntax type } }
            when type.RankSpecifiers[0].Sizes[0] is LiteralExpressionSyntax { Token.Value: int size } => size,
        _ => 0,
    };

    private static long? ToInt64(object value) => value switch
    {
        long number => number,
        int number => number,
        uint number => number,
        byte number => number,
        _ => null,
    };

    private static IPAddress? WellKnown(string field) => field switch
    {
        "Any" => IPAddress.Any,
        "Loopback" => IPAddress.Loopback,
        "Broadcast" or "None" => IPAddress.Broadcast,
        "IPv6Any" or "IPv6None" => IPAddress.IPv6Any, // IPv6None is :: too
        "IPv6Loopback" => IPAddress.IPv6Loopback,
        _ => null,
    };

    private static IEnumerable<Reading<IPAddress?>> Known(Origin origin, IPAddress address, IOperation? port = null) =>
        [new(ReadingKind.Known, address, origin.Operation, origin.Frame, origin.Set, port)];

    private static IEnumerable<Reading<IPAddress?>> Unknown(Origin origin) => [new(KindOf(origin.Operation), null, origin.Operation, origin.Frame, origin.Set)];

    internal static ReadingKind KindOf(IOperation operation) => operation switch
    {
        IParameterReferenceOperation => ReadingKind.Parameter,
        { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation => ReadingKind.Null,
        _ => ReadingKind.Unknown,
    };

    internal static bool IsNet(ITypeSymbol? type, string name) =>
        type?.Name == name && type.ContainingNamespace is { Name: "Net", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
