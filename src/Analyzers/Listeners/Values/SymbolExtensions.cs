using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners.Values;

/// <summary>Comparison of symbols.</summary>
internal static class SymbolExtensions
{
    /// <summary>
    /// Whether two symbols have one declaration. A project that references another through different versions of their common references
    /// sees the other's symbols through symbols of its own (retargeting), which are told by assembly and documentation id.
    /// </summary>
    internal static bool IsSameAs(this ISymbol? symbol, ISymbol? other)
    {
        symbol = symbol?.OriginalDefinition;
        other = other?.OriginalDefinition;
        if (SymbolEqualityComparer.Default.Equals(symbol, other)) return symbol is not null;
        return symbol is not null && other is not null
            && symbol.Name == other.Name && symbol.Kind == other.Kind
            && symbol.ContainingAssembly is { } assembly && other.ContainingAssembly is { } otherAssembly
            && assembly.Name == otherAssembly.Name && !SymbolEqualityComparer.Default.Equals(assembly, otherAssembly)
            && symbol.GetDocumentationCommentId() is { } id && id == other.GetDocumentationCommentId();
    }
}
