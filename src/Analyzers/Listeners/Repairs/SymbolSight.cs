using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners.Repairs;

/// <summary>Whether one file shows everything that happens to a field or property.</summary>
internal static class SymbolSight
{
    /// <summary>Whether only the file can name it: it or a type around it is private, and no other part of the type is written elsewhere.</summary>
    internal static bool IsPrivate(ISymbol symbol)
    {
        if (!IsInOnePart(symbol.ContainingType)) return false;
        for (var s = symbol; s is not (null or INamespaceSymbol); s = s.ContainingSymbol)
            if (s.DeclaredAccessibility == Accessibility.Private) return true;
        return false;
    }

    /// <summary>Whether a type and the types around it are each declared once.</summary>
    internal static bool IsInOnePart(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
            if (type.DeclaringSyntaxReferences.Length != 1) return false;
        return true;
    }
}
