using System.Text.RegularExpressions;
using BindCheck.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BindCheck.Listeners.Values;

/// <summary>Reads C# string expressions as patterns: what is known of a text, with holes for the rest.</summary>
internal sealed class TextReader(ValueFlow flow)
{
    // Bounds for text that is built from itself.
    private const int MaxTexts = 8, MaxDepth = 8, MaxReads = 250;

    private static readonly Regex s_formatItem = new(@"\{(\d+)[^{}]*\}", RegexOptions.CultureInvariant);

    private readonly HashSet<IParameterSymbol> _open = new(SymbolEqualityComparer.Default);
    private int _reads;

    /// <summary>The parameters that the texts read since the last time have holes for.</summary>
    internal List<IParameterSymbol> TakeOpenParameters()
    {
        var open = _open.ToList();
        _open.Clear();
        return open;
    }

    internal List<Reading<string>> Read(IOperation operation, Frame? frame)
    {
        _reads = 0;
        return Read(operation, frame, 0).ToList();
    }

    private IEnumerable<Reading<string>> Read(IOperation operation, Frame? frame, int depth) =>
        depth > MaxDepth || ++_reads > MaxReads ? [] : flow.Origins(operation, frame).SelectMany(origin => Read(origin, depth)).Take(MaxTexts);

    private IEnumerable<Reading<string>> Read(Origin origin, int depth)
    {
        var operation = origin.Operation;
        if (operation.ConstantValue is { HasValue: true, Value: string text }) return Known(origin, [new Piece(text)]);
        var frame = origin.Frame;
        switch (operation)
        {
            case IInterpolatedStringOperation interpolated:
                return Known(origin, Join(interpolated.Parts.Select(part => part switch
                {
                    IInterpolatedStringTextOperation { Text.ConstantValue.Value: string t } => [new Piece(t)],
                    IInterpolationOperation { Expression: { } hole } => Insert(hole, frame, depth),
                    _ => Unknown(),
                })));
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return Known(origin, Join([Insert(sum.LeftOperand, frame, depth), Insert(sum.RightOperand, frame, depth)]));
            case IInvocationOperation { TargetMethod: { Name: "Format", ContainingType.SpecialType: SpecialType.System_String } } format:
                return Known(origin, Format(format, frame, depth));
            case IInvocationOperation { TargetMethod: { Name: "Join", ContainingType.SpecialType: SpecialType.System_String } } join when join.Arguments.Length == 2:
                return Known(origin, [new Piece(Joined(join, frame, depth))]);
            // Cutting white space or a slash off the end changes no host.
            case IInvocationOperation { TargetMethod: { Name: "Trim" or "TrimEnd" or "ToLowerInvariant", ContainingType.SpecialType: SpecialType.System_String }, Instance: { } whole }:
                return Read(whole, frame, depth + 1);
            case IInvocationOperation { TargetMethod.Name: "ToString", Instance: { } instance }:
                return OfObject(origin, instance, depth);
            case IPropertyReferenceOperation { Property: { Name: "Host" or "DnsSafeHost" or "IdnHost", ContainingType.Name: "Uri" }, Instance: { } uri }:
                return OfObject(origin, uri, depth).Select(reading => reading with { Value = HostOf(reading.Value) });
            case IPropertyReferenceOperation { Property.Name: "AbsoluteUri" or "OriginalString" or "Uri", Instance: { } instance }:
                return OfObject(origin, instance, depth);
            default:
                return [new(ValueReader.KindOf(operation), Pattern.Unknown, operation, frame, origin.Set)];
        }
    }

    // The text of an address, of an end point, of new Uri(text) or of new UriBuilder(scheme, host, port).
    private IEnumerable<Reading<string>> OfObject(Origin origin, IOperation instance, int depth)
    {
        var texts = new List<Piece>();
        foreach (var source in flow.Origins(instance, origin.Frame))
        {
            switch (source.Operation)
            {
                case IFieldReferenceOperation { Field: { Name: "Any" or "Loopback" or "IPv6Any" or "IPv6Loopback" } field } when ValueReader.IsNet(field.ContainingType, "IPAddress"):
                    texts.Add(new(field.Name switch { "Any" => "0.0.0.0", "Loopback" => "127.0.0.1", "IPv6Any" => "::", _ => "::1" }, FromElsewhere(source, origin)));
                    break;
                case IObjectCreationOperation { Type: { Name: "Uri", ContainingNamespace.Name: "System" }, Arguments: { Length: > 0 } arguments }:
                    texts.AddRange(Insert(arguments[0].Value, source.Frame, depth));
                    break;
                case IObjectCreationOperation { Type: { Name: "UriBuilder", ContainingNamespace.Name: "System" }, Arguments: { Length: > 1 } arguments }:
                    texts.AddRange(Join([Insert(arguments[0].Value, source.Frame, depth), [new Piece("://")], Insert(arguments[1].Value, source.Frame, depth), [new Piece(":" + Pattern.Unknown)]]));
                    break;
                case IPropertyReferenceOperation { Property: { Name: "Uri", ContainingType.Name: "UriBuilder" }, Instance: { } builder }:
                    texts.AddRange(OfObject(source, builder, depth + 1).Select(reading => new Piece(reading.Value, FromElsewhere(new(reading.Place, reading.Frame), origin))));
                    break;
                default:
                    if (source.Operation is IParameterReferenceOperation { Parameter: var parameter }) _open.Add(parameter);
                    texts.Add(new(Pattern.Unknown));
                    break;
            }
        }

        return Known(origin, texts);
    }

    // Of a URI of any scheme.
    private static string HostOf(string uri)
    {
        var scheme = uri.IndexOf("://", StringComparison.Ordinal);
        return scheme > 0 && UrlText.TrySplit("http" + uri.Substring(scheme), out var parts) ? parts.Host.Trim('[', ']') : Pattern.Unknown;
    }

    private string Joined(IInvocationOperation join, Frame? frame, int depth)
    {
        var separator = Insert(join.Arguments[0].Value, frame, depth);
        var parts = flow.Elements(join.Arguments[1].Value, frame).Select(e => Insert(e.Operation, e.Frame, depth));
        return string.Join(Only(separator), parts.Select(Only));
    }

    private static string Only(List<Piece> pieces) => pieces.Count == 1 ? pieces[0].Text : Pattern.Unknown;

    private IEnumerable<Piece> Format(IInvocationOperation format, Frame? frame, int depth)
    {
        var arguments = format.Arguments.SkipWhile(a => a.Parameter?.Name != "format").ToArray();
        if (arguments.Length == 0 || arguments[0].Value.ConstantValue is not { HasValue: true, Value: string text }) return Unknown();
        var values = arguments.Skip(1)
            .SelectMany(a => a.Value is IArrayCreationOperation { Initializer: { } list } ? list.ElementValues.AsEnumerable() : [a.Value])
            .Select(value => Insert(value, frame, depth) is { Count: 1 } one ? one[0] : new Piece(Pattern.Unknown))
            .ToArray();
        return [new(s_formatItem.Replace(text, match => int.TryParse(match.Groups[1].Value, out var i) && i < values.Length ? values[i].Text : Pattern.Unknown), Best(values))];
    }

    /// <summary>What an expression becomes inside a longer text.</summary>
    private List<Piece> Insert(IOperation operation, Frame? frame, int depth)
    {
        if (operation.ConstantValue is { HasValue: true, Value: { } constant }) return [new(Invariant(constant))];
        var type = (operation is IConversionOperation { OperatorMethod: null } conversion ? conversion.Operand : operation).Type;
        if (type?.SpecialType == SpecialType.System_String)
        {
            var readings = Read(operation, frame, depth + 1).Where(r => r.Kind != ReadingKind.Null).ToList();
            foreach (var reading in readings)
                if (reading is { Kind: ReadingKind.Parameter, Place: IParameterReferenceOperation { Parameter: var parameter } }) _open.Add(parameter);
            return readings.Count == 0 ? Unknown() : readings.ConvertAll(r => new Piece(r.Value, FromElsewhere(new(r.Place, r.Frame), new(operation, frame))));
        }

        if (type?.Name is "IPAddress" or "Uri" && depth < MaxDepth)
            return OfObject(new(operation, frame), operation, depth + 1).Select(r => new Piece(r.Value, FromElsewhere(new(r.Place, r.Frame), new(operation, frame)))).DefaultIfEmpty(new(Pattern.Unknown)).ToList();
        var origins = flow.Origins(operation, frame);
        return origins.Count == 1 && origins[0].Operation.ConstantValue is { HasValue: true, Value: { } value } ? [new(Invariant(value))] : Unknown();
    }

    private static List<Piece> Unknown() => [new(Pattern.Unknown)];

    private static string Invariant(object value) => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private static IEnumerable<Piece> Join(IEnumerable<List<Piece>> parts) =>
        parts.Aggregate((IEnumerable<Piece>)[new("")], (texts, part) =>
            texts.SelectMany(_ => part, (text, next) => new Piece(text.Text + next.Text, Best([text, next]))).Take(MaxTexts).ToList());

    private static IEnumerable<Reading<string>> Known(Origin origin, IEnumerable<Piece> texts) =>
        texts.Select(text => new Reading<string>(ReadingKind.Known, text.Text, (text.From ?? origin).Operation, (text.From ?? origin).Frame, origin.Set));

    // A piece that another call or member gave is where a person would change the text: the host, if there are several.
    private static Origin? FromElsewhere(Origin piece, Origin whole) =>
        piece.Frame == whole.Frame && HostPrecedence.BodyOf(piece.Operation.Syntax) == HostPrecedence.BodyOf(whole.Operation.Syntax) ? null : piece;

    private static Origin? Best(IReadOnlyList<Piece> pieces) =>
        (pieces.FirstOrDefault(static piece => piece.From is not null && IsHost(piece.Text)) ?? pieces.FirstOrDefault(static piece => piece.From is not null))?.From;

    private static bool IsHost(string text) => text is "localhost" or "*" or "+" || System.Net.IPAddress.TryParse(text.Trim('[', ']'), out _);

    /// <summary>A part of a text.</summary>
    /// <param name="Text">What it says.</param>
    /// <param name="From">Where it is written, if that is in a caller; null where it is written with the whole.</param>
    private sealed record Piece(string Text, Origin? From = null);
}
