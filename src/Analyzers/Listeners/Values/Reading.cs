using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners.Values;

/// <summary>What is known of one value that may reach a bind.</summary>
internal enum ReadingKind
{
    /// <summary><see cref="Reading{T}.Value"/> is it.</summary>
    Known,
    /// <summary>It depends on run time, or on code that is not followed.</summary>
    Unknown,
    /// <summary>It is what a caller passes for the parameter <see cref="Reading{T}.Place"/> refers to.</summary>
    Parameter,
    /// <summary>The null reference: not a value that is bound.</summary>
    Null,
    /// <summary>No IP end point: a unix socket, a pipe.</summary>
    NoSocket,
}

/// <summary>One value that may reach a bind, and where it is written.</summary>
/// <param name="Kind">What is known.</param>
/// <param name="Value">The value, where it is known.</param>
/// <param name="Place">The expression that a person would change.</param>
/// <param name="Frame">The calls through which it was reached.</param>
/// <param name="Set">The collection whose elements are all bound; null for alternatives.</param>
/// <param name="Port">The port that an end point carries with it.</param>
internal readonly record struct Reading<T>(ReadingKind Kind, T Value, IOperation Place, Frame? Frame, SyntaxNode? Set = null, IOperation? Port = null);
