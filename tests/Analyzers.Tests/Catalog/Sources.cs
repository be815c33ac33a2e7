using System.Text.RegularExpressions;
using BindCheck.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BindCheck.Analyzers.Tests.Catalog;

/// <summary>The files of the repository, without what a build leaves behind.</summary>
internal static class Sources
{
    /// <summary>The files below a folder whose names end in one of the extensions, in path order.</summary>
    internal static IEnumerable<string> In(string folder, params string[] extensions)
    {
        var root = Repository.PathOf(folder);
        if (!Directory.Exists(root)) return [];
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(path => extensions.Contains(Path.GetExtension(path)) && !NameOf(path).Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>The path within the repository, with forward slashes.</summary>
    internal static string NameOf(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');

    /// <summary>What a pattern finds in the product: in the string literals of its C# code, and anywhere in its MSBuild and configuration files.</summary>
    internal static IEnumerable<(string Match, string File)> Mentions(Regex pattern) =>
        from path in In("src", ".cs", ".props", ".targets", ".globalconfig")
        from text in path.EndsWith(".cs", StringComparison.Ordinal) ? Literals(path) : [File.ReadAllText(path)]
        from Match match in pattern.Matches(text)
        select (match.Value, NameOf(path));

    private static IEnumerable<string> Literals(string path) =>
        CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot().DescendantTokens()
            .Where(token => token.RawKind is (int)SyntaxKind.StringLiteralToken or (int)SyntaxKind.InterpolatedStringTextToken
                or (int)SyntaxKind.SingleLineRawStringLiteralToken or (int)SyntaxKind.MultiLineRawStringLiteralToken)
            .Select(token => token.ValueText);
}
