using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners.Values;

/// <summary>How a variable, field or property gets a value.</summary>
internal enum WriteKind
{
    /// <summary>The value of <see cref="Write.Value"/>.</summary>
    Value,
    /// <summary>Each element of the collection <see cref="Write.Value"/> in turn.</summary>
    Element,
    /// <summary>The result of a parse that succeeded: <see cref="Write.Value"/> is the TryParse call.</summary>
    TryParse,
    /// <summary>Something that is not followed.</summary>
    Unknown,
}

/// <summary>One write.</summary>
/// <param name="Kind">How the value is given.</param>
/// <param name="Value">The expression; null where <paramref name="Kind"/> is unknown.</param>
/// <param name="Node">Where the write stands.</param>
internal readonly record struct Write(WriteKind Kind, SyntaxNode? Value, SyntaxNode Node);
