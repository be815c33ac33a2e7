using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners;

/// <summary>Source code within a message.</summary>
internal static class Spelling
{
    private const int MaxLength = 60;

    /// <summary>The code of a node on one line, between quotes, cut off where it is long.</summary>
    internal static string Of(SyntaxNode node)
    {
        var text = string.Join(" ", node.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return "'" + (text.Length > MaxLength ? text.Substring(0, MaxLength - 1) + "…" : text) + "'";
    }
}
