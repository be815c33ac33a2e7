using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners.Values;

/// <summary>An expression that a value comes from and that cannot be followed further: a literal, a call into metadata, a parameter.</summary>
/// <param name="Operation">The expression.</param>
/// <param name="Frame">The calls through which it was reached.</param>
/// <param name="Set">The collection it is an element of, where each element is used; null where it is one of several alternatives.</param>
internal readonly record struct Origin(IOperation Operation, Frame? Frame, SyntaxNode? Set = null);
