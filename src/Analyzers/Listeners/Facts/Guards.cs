using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Facts;

/// <summary>Code that runs only because the other family failed or is absent, or on one operating system only.</summary>
internal static class Guards
{
    // What the host supports, and which family another address, end point or socket has.
    private static readonly HashSet<string> s_familyTests = new(StringComparer.Ordinal)
    {
        "OSSupportsIPv6", "OSSupportsIPv4", "SupportsIPv6", "SupportsIPv4", "AddressFamily", "InterNetwork", "InterNetworkV6",
    };

    private static readonly HashSet<string> s_windowsTests = new(StringComparer.Ordinal) { "IsWindows", "IsOSPlatform", "IsWindowsVersionAtLeast" };

    /// <summary>Whether a node runs in place of another: in a catch block, or chosen by what the host supports or by a family given elsewhere.</summary>
    internal static bool IsFallback(SyntaxNode node) => IsFamilySpecific(node) || node.Ancestors().TakeWhile(IsInMember).Any(a => a is CatchClauseSyntax);

    /// <summary>Whether a node is chosen by what the host supports or by a family given elsewhere.</summary>
    internal static bool IsFamilySpecific(SyntaxNode node) => IsIn(node, s_familyTests);

    /// <summary>
    /// Whether a node is what applies where nothing was configured: the right side of '??', or a branch for null or empty text. A default
    /// is worth a word even where configuration could choose better.
    /// </summary>
    internal static bool IsDefault(SyntaxNode node)
    {
        for (var child = node; child.Parent is { } parent && IsInMember(parent); child = parent)
        {
            if (parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce && coalesce.Right == child) return true;
            if (parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression } assignment && assignment.Right == child) return true;
            if (Condition(parent) is { } condition && condition != child && parent is IfStatementSyntax or ConditionalExpressionSyntax)
                return condition.DescendantNodesAndSelf().Any(n => n is IdentifierNameSyntax { Identifier.ValueText: "IsNullOrEmpty" or "IsNullOrWhiteSpace" }
                    || n.IsKind(SyntaxKind.NullLiteralExpression));
        }

        return false;
    }

    /// <summary>Whether a node runs on chosen operating systems only.</summary>
    internal static bool IsPlatformSpecific(SyntaxNode node) => IsIn(node, s_windowsTests);

    private static bool IsIn(SyntaxNode node, HashSet<string> tests)
    {
        for (var child = node; child.Parent is { } parent && IsInMember(parent); child = parent)
            if (Condition(parent) is { } condition && condition != child && Mentions(condition, tests)) return true;
        return false;
    }

    private static bool IsInMember(SyntaxNode node) => node is not TypeDeclarationSyntax;

    private static ExpressionSyntax? Condition(SyntaxNode node) => node switch
    {
        IfStatementSyntax statement => statement.Condition,
        ConditionalExpressionSyntax expression => expression.Condition,
        SwitchExpressionSyntax expression => expression.GoverningExpression,
        SwitchStatementSyntax statement => statement.Expression,
        _ => null,
    };

    private static bool Mentions(ExpressionSyntax condition, HashSet<string> names) =>
        condition.DescendantNodesAndSelf().Any(n => n is IdentifierNameSyntax name && names.Contains(name.Identifier.ValueText));
}
