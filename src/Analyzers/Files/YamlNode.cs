using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Files;

/// <summary>A node of a YAML document, as it is written. Spans are in UTF-16 units of the whole file.</summary>
/// <param name="Span">The node's text; of a scalar with its quotes, of a block without the line break that ends it.</param>
/// <param name="IsAnchored">Whether it carries an anchor or a tag: what it means elsewhere is not for a repair to change.</param>
internal abstract record YamlNode(TextSpan Span, bool IsAnchored)
{
    /// <summary>This node, or what an alias stands for. Nodes are shared, never copied, so that no alias bomb can go off.</summary>
    internal virtual YamlNode Target => this;
}

/// <summary>A scalar.</summary>
/// <param name="Span">See <see cref="YamlNode"/>.</param>
/// <param name="IsAnchored">See <see cref="YamlNode"/>.</param>
/// <param name="Value">Its text, unquoted and unfolded.</param>
/// <param name="Inner">The span whose text is exactly <paramref name="Value"/>; null where escapes or folding stand in between.</param>
/// <param name="IsPlain">Whether it is written without quotes, so that "null" means null.</param>
internal sealed record YamlScalar(TextSpan Span, bool IsAnchored, string Value, TextSpan? Inner, bool IsPlain) : YamlNode(Span, IsAnchored)
{
    /// <summary>Whether Kubernetes takes the value for an absent one.</summary>
    internal bool IsNull => IsPlain && Value is "" or "~" or "null" or "Null" or "NULL";
}

/// <summary>A sequence.</summary>
internal sealed record YamlSequence(TextSpan Span, bool IsAnchored, bool IsFlow, ImmutableArray<YamlNode> Items) : YamlNode(Span, IsAnchored);

/// <summary>A key with its value.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);

/// <summary>A mapping. Entries whose key is not a scalar are left out: no Kubernetes object has any.</summary>
internal sealed record YamlMapping(TextSpan Span, bool IsAnchored, bool IsFlow, ImmutableArray<YamlEntry> Entries) : YamlNode(Span, IsAnchored)
{
    /// <summary>Whether entries come from elsewhere through "&lt;&lt;", so that an absent key may be present.</summary>
    internal bool HasMerge => Entry("<<") is not null;

    /// <summary>The entry of a key, the last one of several: that is the one Kubernetes keeps.</summary>
    internal YamlEntry? Entry(string key) => Entries.LastOrDefault(entry => entry.Key.Value == key);

    /// <summary>The value of a key, aliases resolved; null where the key is absent, unknown where it may come from a merge.</summary>
    internal YamlNode? this[string key] => Entry(key)?.Value.Target ?? (HasMerge ? new YamlUnknown(Span) : null);
}

/// <summary>An alias.</summary>
internal sealed record YamlAlias(TextSpan Span, YamlNode Anchor) : YamlNode(Span, IsAnchored: false)
{
    internal override YamlNode Target => Anchor;
}

/// <summary>A node of which nothing is known: an alias of no anchor before it, or a value that a merge may bring.</summary>
internal sealed record YamlUnknown(TextSpan Span) : YamlNode(Span, IsAnchored: false);
