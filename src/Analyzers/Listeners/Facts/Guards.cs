using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Facts;

/// <summary>Code that runs only because the other family failed or is absent, or on one operating system only.</summary>
internal static class Guards
{
    private static readonly HashSet<string> s_ipv6Tests = new(StringComparer.Ordinal) { "OSSupportsIPv6", "OSSupportsIPv4", "SupportsIPv6", "SupportsIPv4" };
    private static readonly HashSet<string> s_windowsTests = new(StringComparer.Ordinal) { "IsWindows", "IsOSPlatform", "IsWindowsVersionAtLeast" };

    /// <summary>Whether a node is a fallback: in a catch block, or chosen by what the host supports.</summary>
    internal static bool IsFallback(SyntaxNode node) =>
        node.Ancestors().TakeWhile(a => a is not TypeDeclarationSyntax).Any(a => a is CatchClauseSyntax || Condition(a) is { } condition && Mentions(condition, s_ipv6Tests));

    /// <summary>Whether a node runs on chosen operating systems only.</summary>
    internal static bool IsPlatformSpecific(SyntaxNode node) =>
        node.Ancestors().TakeWhile(a => a is not TypeDeclarationSyntax).Any(a => Condition(a) is { } condition && Mentions(condition, s_windowsTests));

    private static ExpressionSyntax? Condition(SyntaxNode node) => node switch
    {
        IfStatementSyntax statement => statement.Condition,
        ConditionalExpressionSyntax expression => expression.Condition,
        _ => null,
    };

    private static bool Mentions(ExpressionSyntax condition, HashSet<string> names) =>
        condition.DescendantNodesAndSelf().Any(n => n is IdentifierNameSyntax name && names.Contains(name.Identifier.ValueText));
}
