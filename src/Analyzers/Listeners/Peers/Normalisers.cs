using BindCheck.Listeners.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Peers;

/// <summary>
/// Types that know of mapped addresses. What they do with them is theirs: nothing is said of their checks. An address that is normalised in
/// place, as the repair writes it, speaks for itself alone.
/// </summary>
internal sealed class Normalisers(SymbolUses symbols)
{
    /// <summary>The property that tells a mapped address.</summary>
    internal const string Test = "IsIPv4MappedToIPv6";

    private const string Map = "MapToIPv4", MappedPrefix = "::ffff:";

    private readonly Dictionary<SyntaxNode, (bool Tests, bool Maps)> _types = [];

    /// <summary>Whether the type around a node tells mapped addresses from others.</summary>
    internal bool Tests(SyntaxNode node) => Of(node).Tests;

    /// <summary>Whether the type around a node maps addresses to IPv4.</summary>
    internal bool Maps(SyntaxNode node) => Of(node).Maps;

    /// <summary>Whether a conditional expression gives the IPv4 address of a mapped one.</summary>
    internal static bool IsNormalising(ConditionalExpressionSyntax expression) =>
        expression.Condition.DescendantNodesAndSelf().Any(static n => n is IdentifierNameSyntax { Identifier.ValueText: Test });

    private (bool Tests, bool Maps) Of(SyntaxNode node)
    {
        var type = Coverage.TypeOf(node);
        if (!_types.TryGetValue(type, out var known))
            _types.Add(type, known = (Names(type, Test) || Names(type, "MapToIPv6") || SpellsPrefix(type), Names(type, Map)));
        return known;
    }

    private bool Names(SyntaxNode type, string name) => symbols.NamedWith(type, name).Any(use => type.Span.Contains(use.Span) && !IsInPlace(use));

    // (peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer).Equals(…)
    private static bool IsInPlace(SyntaxNode use) =>
        use.Ancestors().OfType<ConditionalExpressionSyntax>().FirstOrDefault() is { Parent: ParenthesizedExpressionSyntax { Parent: MemberAccessExpressionSyntax or ArgumentSyntax } } choice
        && IsNormalising(choice);

    // text.StartsWith("::ffff:")
    private static bool SpellsPrefix(SyntaxNode type) =>
        type.DescendantNodes().Any(static n => n is LiteralExpressionSyntax { Token.Value: string text } && text.IndexOf(MappedPrefix, StringComparison.OrdinalIgnoreCase) >= 0);
}
