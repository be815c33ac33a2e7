using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BindCheck.Files;

/// <summary>
/// Reads one YAML document into <see cref="YamlNode"/>s with YamlDotNet's event parser. Never with its object model or deserializer: those
/// recurse without a limit, and 100,000 opening brackets end the compiler with a stack overflow.
/// </summary>
internal sealed class YamlReader
{
    /// <summary>Deeper nodes are not read. A Kubernetes object has some 20 levels; the parser's time grows with the square of the depth.</summary>
    private const int MaxDepth = 100;

    private readonly string _content;
    private readonly TextSpan _document;
    private readonly Parser _parser;
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private int _depth;

    private YamlReader(string content, TextSpan document)
    {
        _content = content;
        _document = document;
        _parser = new Parser(new StringReader(content.Substring(document.Start, document.Length)));
    }

    /// <summary>Why a document was not read.</summary>
    /// <param name="Position">Where, in UTF-16 units of the whole file.</param>
    /// <param name="Reason">Why, as a clause without a full stop.</param>
    /// <param name="IsTemplate">Whether the file is the source of a manifest rather than one.</param>
    /// <param name="IsSyntax">Whether every YAML parser refuses the document, rather than this one a document of its size.</param>
    internal sealed record Failure(int Position, string Reason, bool IsTemplate, bool IsSyntax);

    private sealed class FailureException(Failure failure) : Exception
    {
        internal Failure Failure { get; } = failure;
    }

    /// <summary>The root of the document at <paramref name="document"/> of a file; null where it is empty or, then with a failure, unreadable.</summary>
    internal static (YamlNode? Root, Failure? Failure) Read(string content, TextSpan document)
    {
        var reader = new YamlReader(content, document);
        try
        {
            return (reader.ReadRoot(), null);
        }
        catch (FailureException exception)
        {
            return (null, exception.Failure);
        }
        catch (Exception exception)
        {
            // Whatever the parser throws on whatever text: YamlException is what it documents, not all it throws.
            var brace = content.IndexOf("{{", document.Start, document.Length, StringComparison.Ordinal);
            if (brace >= 0) return (null, Template(brace));
            var position = exception is YamlException yaml ? reader.Position(yaml.Start) : document.Start;
            return (null, new(position, exception.Message.TrimEnd('.'), IsTemplate: false, IsSyntax: true));
        }
    }

    private YamlNode? ReadRoot()
    {
        while (_parser.MoveNext())
        {
            if (_parser.Current is DocumentStart) return ReadNode(Next());
        }

        return null;
    }

    private ParsingEvent Next() => _parser.MoveNext() ? _parser.Current! : throw new YamlException("Unexpected end of the document");

    private YamlNode ReadNode(ParsingEvent first)
    {
        if (first is AnchorAlias alias)
        {
            var span = Span(alias.Start, alias.End);
            return _anchors.TryGetValue(alias.Value.Value, out var anchor) ? new YamlAlias(span, anchor) : new YamlUnknown(span);
        }

        var start = (NodeEvent)first;
        if (++_depth > MaxDepth) throw Fail(start.Start, $"it is nested deeper than {MaxDepth} levels");
        var isAnchored = !start.Anchor.IsEmpty || !start.Tag.IsEmpty;
        YamlNode node = start switch
        {
            Scalar scalar => ReadScalar(scalar, isAnchored),
            SequenceStart sequence => ReadSequence(sequence, isAnchored),
            _ => ReadMapping((MappingStart)start, isAnchored),
        };
        _depth--;
        if (!start.Anchor.IsEmpty) _anchors[start.Anchor.Value] = node;
        return node;
    }

    private YamlScalar ReadScalar(Scalar scalar, bool isAnchored)
    {
        var span = Span(scalar.Start, scalar.End);
        var isPlain = scalar.Style == ScalarStyle.Plain;
        if (isPlain && scalar.Value.Contains("{{")) throw new FailureException(Template(span.Start));

        var quotes = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? 1 : 0;
        var inner = span.Length >= 2 * quotes ? TextSpan.FromBounds(span.Start + quotes, span.End - quotes) : span;
        var isVerbatim = inner.Length == scalar.Value.Length && string.CompareOrdinal(_content, inner.Start, scalar.Value, 0, inner.Length) == 0;
        return new(span, isAnchored, scalar.Value, isVerbatim ? inner : null, isPlain);
    }

    private YamlSequence ReadSequence(SequenceStart start, bool isAnchored)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        var next = Next();
        for (; next is not SequenceEnd; next = Next()) items.Add(ReadNode(next));
        var isFlow = start.Style == SequenceStyle.Flow;
        return new(isFlow ? FlowSpan(start, next, ']') : Span(start.Start, next.End), isAnchored, isFlow, items.ToImmutable());
    }

    private YamlMapping ReadMapping(MappingStart start, bool isAnchored)
    {
        var isFlow = start.Style == MappingStyle.Flow;
        var open = Position(start.Start);
        if (isFlow && open + 1 < _document.End && _content[open] == '{' && _content[open + 1] == '{') throw new FailureException(Template(open));

        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var next = Next();
        for (; next is not MappingEnd; next = Next())
        {
            var key = ReadNode(next);
            var value = ReadNode(Next());
            if (key is YamlScalar scalar) entries.Add(new(scalar, value));
        }

        return new(isFlow ? FlowSpan(start, next, '}') : Span(start.Start, next.End), isAnchored, isFlow, entries.ToImmutable());
    }

    private FailureException Fail(Mark mark, string reason) => new(new(Position(mark), reason, IsTemplate: false, IsSyntax: false));

    private static Failure Template(int position) =>
        new(position, "'{{' outside quotes makes it a template; add the rendered manifest to AdditionalFiles instead", IsTemplate: true, IsSyntax: false);

    /// <summary>A position in the file, inside the document whatever the parser says.</summary>
    private int Position(Mark mark) => _document.Start + (int)Math.Max(0, Math.Min(mark.Index, _document.Length));

    /// <summary>The parser ends a flow collection before its bracket. A single pair in a sequence, as in [a: b], is a mapping without one.</summary>
    private TextSpan FlowSpan(ParsingEvent start, ParsingEvent end, char bracket)
    {
        var to = Position(end.End);
        return TextSpan.FromBounds(Position(start.Start), to < _document.End && _content[to] == bracket ? to + 1 : to);
    }

    private TextSpan Span(Mark start, Mark end)
    {
        var from = Position(start);
        var to = Math.Max(from, Position(end));
        while (to > from && char.IsWhiteSpace(_content[to - 1])) to--;
        return TextSpan.FromBounds(from, to);
    }
}
