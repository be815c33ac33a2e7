using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Analyzers.Tests.Catalog;

/// <summary>The analyzers' own source, compiled for the tests that ask who uses whom.</summary>
internal static class SourceModel
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;
        """;

    private static readonly Lazy<List<(string File, string Folder, ISymbol Symbol)>> s_uses = new(() => [.. Find()]);

    /// <summary>Every use of a type or member: in which file, in which folder of src/Analyzers, and of what.</summary>
    internal static IReadOnlyList<(string File, string Folder, ISymbol Symbol)> Uses => s_uses.Value;

    /// <summary>The folder of src/Analyzers that declares a symbol; null for symbols of references and of the root.</summary>
    internal static string? FolderOf(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.FilePath is { Length: > 0 } path ? FolderOf(Sources.NameOf(path)) : null;

    private static string? FolderOf(string file) => file.Split('/') is ["src", "Analyzers", var folder, _, ..] ? folder : null;

    private static IEnumerable<(string, string, ISymbol)> Find()
    {
        var trees = Sources.In("src/Analyzers", ".cs").Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), path: path)).ToList();
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) != "BindCheck.Analyzers.dll")
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("BindCheck.Analyzers", [.. trees, CSharpSyntaxTree.ParseText(Usings)], references, new(OutputKind.DynamicallyLinkedLibrary));
        foreach (var tree in trees)
        {
            if (FolderOf(Sources.NameOf(tree.FilePath)) is not { } folder) continue;
            var model = compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
                if (model.GetSymbolInfo(name).Symbol is { } symbol and not INamespaceSymbol) yield return (Sources.NameOf(tree.FilePath), folder, symbol);
        }
    }
}
