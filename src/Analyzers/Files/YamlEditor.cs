using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Files;

/// <summary>
/// Collects the smallest changes that give the entries of a mapping new values, in the file's own indentation, list style, quotes and line
/// breaks. Where one of them cannot be done without touching something shared or rewriting lines, there are none at all.
/// </summary>
internal sealed class YamlEditor(SourceText text)
{
    private readonly List<TextChange> _changes = new();
    private bool _isImpossible;

    /// <summary>The changes in order; empty where nothing would change or a part is impossible.</summary>
    internal ImmutableArray<TextChange> Changes =>
        _isImpossible ? ImmutableArray<TextChange>.Empty : _changes.OrderBy(change => change.Span.Start).ToImmutableArray();

    /// <summary>Sets a scalar that is there.</summary>
    internal void SetScalar(YamlEntry entry, string value)
    {
        if (entry.Value is not YamlScalar { IsAnchored: false } scalar) _isImpossible = true;
        else if (scalar.Span.IsEmpty) FillIn(scalar, value);
        else if (scalar.Inner is { } inner) Replace(inner, scalar.Value, value);
        else _isImpossible = true;
    }

    /// <summary>Sets a list of scalars that is there. Items that stay are left alone, with the comments beside them.</summary>
    internal void SetList(YamlEntry entry, IReadOnlyList<string> items)
    {
        if (entry.Value is YamlScalar { IsAnchored: false, IsNull: true } scalar)
        {
            if (scalar.Span.IsEmpty) FillIn(scalar, Flow(items, quote: ""));
            else Replace(scalar.Span, scalar.Value, Flow(items, quote: ""));
            return;
        }

        if (entry.Value is not YamlSequence { IsAnchored: false } list || !list.Items.All(item => item is YamlScalar { IsAnchored: false, Inner: not null }))
        {
            _isImpossible = true;
            return;
        }

        var old = list.Items.Cast<YamlScalar>().ToArray();
        if (old.Length == items.Count)
        {
            for (var i = 0; i < old.Length; i++) Replace(old[i].Inner!.Value, old[i].Value, items[i]);
        }
        else if (list.IsFlow)
        {
            if (text.ToString(list.Span).Contains('#')) _isImpossible = true;
            else Replace(list.Span, "", Flow(items, old.Length > 0 ? QuoteOf(old[0]) : ""));
        }
        else
        {
            foreach (var item in old.Where(item => !items.Contains(item.Value))) RemoveLines(item.Span, prefix: "-");
            foreach (var item in items.Except(old.Select(item => item.Value))) RepeatLine(old[old.Length - 1], item);
        }
    }

    /// <summary>
    /// Adds entries behind another one of the same mapping. A block list is indented as the mapping's other lists are; beside flow lists, and
    /// in a flow mapping, it is a flow list.
    /// </summary>
    internal void Insert(YamlMapping mapping, YamlEntry after, IReadOnlyList<(string Key, IReadOnlyList<string> Items, bool IsList)> entries)
    {
        if (entries.Count == 0) return;
        var keyLine = text.Lines.GetLineFromPosition(after.Key.Span.Start);
        var valueLine = text.Lines.GetLineFromPosition(after.Value.Span.End);
        if (keyLine.LineNumber != valueLine.LineNumber)
        {
            _isImpossible = true;
            return;
        }

        var before = text.ToString(TextSpan.FromBounds(keyLine.Start, after.Key.Span.Start));
        var newLine = text.LineBreakOf(keyLine) + new string(' ', before.Length);
        if (mapping.IsFlow)
        {
            var quote = QuoteOf(after.Key);
            var separator = "," + (string.IsNullOrWhiteSpace(before) ? newLine : " ");
            var added = entries.Select(entry => separator + quote + entry.Key + quote + ": " + (entry.IsList ? Flow(entry.Items, quote) : quote + entry.Items[0] + quote));
            _changes.Add(new(new TextSpan(after.Value.Span.End, 0), string.Concat(added)));
        }
        else
        {
            var indentation = ListIndentation(mapping);
            var added = entries.Select(entry => newLine + entry.Key + ":" + (!entry.IsList
                ? " " + entry.Items[0]
                : indentation is null
                    ? " " + Flow(entry.Items, quote: "")
                    : string.Concat(entry.Items.Select(item => newLine + indentation + "- " + item))));
            _changes.Add(new(new TextSpan(valueLine.End, 0), string.Concat(added)));
        }
    }

    /// <summary>Removes an entry of a block mapping with its lines. The mapping must have another one, but not of the same key.</summary>
    internal void Remove(YamlMapping mapping, YamlEntry entry)
    {
        var isRemovable = mapping.Entries.Length > 1 && mapping.Entries.Count(other => other.Key.Value == entry.Key.Value) == 1;
        if (mapping.IsFlow || !isRemovable || entry.Value.IsAnchored) _isImpossible = true;
        else RemoveLines(TextSpan.FromBounds(entry.Key.Span.Start, Math.Max(entry.Key.Span.End, entry.Value.Span.End)), prefix: "");
    }

    /// <summary>Adds a scalar before another entry of the same mapping.</summary>
    internal void InsertBefore(YamlMapping mapping, YamlEntry entry, string key, string value)
    {
        var first = entry.Key;
        var line = text.Lines.GetLineFromPosition(first.Span.Start);
        var quote = mapping.IsFlow ? QuoteOf(first) : "";
        var before = text.ToString(TextSpan.FromBounds(line.Start, first.Span.Start));
        var separator = !mapping.IsFlow ? text.LineBreakOf(line) + new string(' ', before.Length) : "," + (string.IsNullOrWhiteSpace(before) ? text.LineBreakOf(line) + before : " ");
        _changes.Add(new(new TextSpan(first.Span.Start, 0), quote + key + quote + ": " + quote + value + quote + separator));
    }

    /// <summary>Adds a block mapping of one scalar behind an entry of a block mapping that stands on one line.</summary>
    internal void InsertMapping(YamlEntry after, string key, string innerKey, string value)
    {
        var line = text.Lines.GetLineFromPosition(after.Key.Span.Start);
        if (line.End < after.Value.Span.End) _isImpossible = true;
        var newLine = text.LineBreakOf(line) + new string(' ', after.Key.Span.Start - line.Start);
        _changes.Add(new(new TextSpan(line.End, 0), newLine + key + ":" + newLine + "  " + innerKey + ": " + value));
    }

    /// <summary>Gives an entry another key, in the quotes that it has.</summary>
    internal void Rename(YamlEntry entry, string key)
    {
        if (entry.Key is { IsAnchored: false, Inner: { } inner }) Replace(inner, entry.Key.Value, key);
        else _isImpossible = true;
    }

    /// <summary>Writes a value anew where it stands, as YAML text; a value of several lines, or one that is shared, is not touched.</summary>
    internal void Rewrite(YamlNode value, string yaml)
    {
        if (value.IsAnchored || value is YamlAlias || value.Span.IsEmpty) _isImpossible = true;
        else Replace(value.Span, text.ToString(value.Span), yaml);
    }

    /// <summary>Adds a number behind an entry of the same mapping; unlike a text it has no quotes in JSON.</summary>
    internal void InsertNumber(YamlMapping mapping, YamlEntry after, string key, long value)
    {
        if (!mapping.IsFlow)
        {
            Insert(mapping, after, [(key, [$"{value}"], false)]);
            return;
        }

        var quote = QuoteOf(after.Key);
        _changes.Add(new(new TextSpan(after.Value.Span.End, 0), $", {quote}{key}{quote}: {value}"));
    }

    private void Replace(TextSpan span, string old, string value)
    {
        if (old != value) _changes.Add(new(span, value));
    }

    /// <summary>Writes the value of "key:" right behind the colon.</summary>
    private void FillIn(YamlScalar empty, string value)
    {
        if (empty.Span.Start > 0 && text[empty.Span.Start - 1] == ':') _changes.Add(new(empty.Span, " " + value));
        else _isImpossible = true;
    }

    /// <summary>Removes whole lines, of which nothing but white space and a prefix stands before the span.</summary>
    private void RemoveLines(TextSpan span, string prefix)
    {
        var first = text.Lines.GetLineFromPosition(span.Start);
        var last = text.Lines.GetLineFromPosition(span.End);
        if (text.ToString(TextSpan.FromBounds(first.Start, span.Start)).Trim() != prefix) _isImpossible = true;

        // The last line of a file without a final line break takes the break before it along.
        var isOpen = last.End == last.EndIncludingLineBreak && first.LineNumber > 0;
        var start = isOpen ? text.Lines[first.LineNumber - 1].End : first.Start;
        _changes.Add(new(TextSpan.FromBounds(start, last.EndIncludingLineBreak), ""));
    }

    /// <summary>Adds a line like that of a list item, with another value.</summary>
    private void RepeatLine(YamlScalar item, string value)
    {
        var line = text.Lines.GetLineFromPosition(item.Span.Start);
        var prefix = text.ToString(TextSpan.FromBounds(line.Start, item.Span.Start));
        if (prefix.Trim() != "-") _isImpossible = true;
        var quote = QuoteOf(item);
        _changes.Add(new(new TextSpan(line.End, 0), text.LineBreakOf(line) + prefix + quote + value + quote));
    }

    private string QuoteOf(YamlScalar scalar) => scalar.IsPlain ? "" : text.ToString(new TextSpan(scalar.Span.Start, 1));

    private static string Flow(IEnumerable<string> items, string quote) => "[" + string.Join(", ", items.Select(item => quote + item + quote)) + "]";

    /// <summary>How far the first block list of a mapping is indented below its key; null where the first list is in flow style. Without lists: not at all.</summary>
    private string? ListIndentation(YamlMapping mapping)
    {
        foreach (var entry in mapping.Entries)
        {
            if (entry.Value is not YamlSequence { Items.IsEmpty: false } list) continue;
            if (list.IsFlow) return null;
            var line = text.Lines.GetLineFromPosition(list.Items[0].Span.Start);
            var dash = line.Start + line.ToString().IndexOf('-');
            var keyColumn = entry.Key.Span.Start - text.Lines.GetLineFromPosition(entry.Key.Span.Start).Start;
            return new string(' ', Math.Max(0, dash - line.Start - keyColumn));
        }

        return "";
    }
}
