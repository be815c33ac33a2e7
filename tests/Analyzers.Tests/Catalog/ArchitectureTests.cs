using BindCheck.Testing;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Analyzers.Tests.Catalog;

/// <summary>The rules of the house that docs/architecture.md draws.</summary>
public class ArchitectureTests
{
    private const int MaxLines = 400;

    // A folder uses those of lower layers, and no other. The front ends, which are not named here, lie between Files and what uses them all.
    private static readonly Dictionary<string, int> s_layers = new() { ["Rules"] = 0, ["Reach"] = 0, ["Files"] = 1, ["Repairs"] = 3, ["Configuration"] = 3 };

    [Fact(DisplayName = "A folder uses only folders of the layers below it, so that no front end imports another")]
    public void Direction()
    {
        var wrong = SourceModel.Uses
            .Select(use => (use.File, use.Folder, Used: SourceModel.FolderOf(use.Symbol)))
            .Where(use => use.Used is not null && use.Used != use.Folder && LayerOf(use.Used) >= LayerOf(use.Folder))
            .Select(use => $"{use.File} uses {use.Used}")
            .Distinct();
        Assert.Empty(wrong);
    }

    [Fact(DisplayName = "Reach knows nothing of Roslyn")]
    public void PureReach()
    {
        var uses = SourceModel.Uses.Where(use => use.Folder == "Reach").ToList();
        Assert.NotEmpty(uses);
        Assert.Empty(uses.Where(use => use.Symbol.ContainingAssembly?.Name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true).Select(use => use.File).Distinct());
    }

    [Fact(DisplayName = "The analyzers reference the compiler, and nothing that only an IDE has")]
    public void NoWorkspaces() => Assert.DoesNotContain(
        Catalogue.ReferencedAssemblies, name => name.Contains("Workspaces", StringComparison.Ordinal) || name.StartsWith("System.Composition", StringComparison.Ordinal));

    [Fact(DisplayName = "A namespace says in which folder its file lies")]
    public void Namespaces() => Assert.All(Sources.In("src", ".cs"), path =>
    {
        var name = Sources.NameOf(path);
        if (CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot().ChildNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault() is not { } declared) return;
        var parts = name.Split('/')[1..^1];
        // Types that an old framework lacks keep the namespaces in which the compiler looks for them.
        var expected = parts is ["Analyzers"] ? declared.Name.ToString() : string.Join('.', parts[0] == "Analyzers" ? ["BindCheck", .. parts[1..]] : ["BindCheck", .. parts]);
        Assert.Equal((name, expected), (name, declared.Name.ToString()));
    });

    [Fact(DisplayName = "No source file of the product is longer than 400 lines")]
    public void Lengths() => Assert.Empty(Sources.In("src", ".cs").Where(path => File.ReadLines(path).Count() > MaxLines).Select(Sources.NameOf));

    [Fact(DisplayName = "Every test has a display name that reads as a sentence")]
    public void DisplayNames()
    {
        var attributes =
            from path in Sources.In("tests", ".cs")
            from attribute in CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot().DescendantNodes().OfType<AttributeSyntax>()
            where attribute.Name.ToString() is "Fact" or "Theory" or "SkippableFact" or "SkippableTheory"
            let name = attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "DisplayName")?.Expression
            select (File: Sources.NameOf(path), Line: attribute.GetLocation().GetLineSpan().StartLinePosition.Line + 1, Name: name);
        Assert.Empty(attributes.Where(a => a.Name is not LiteralExpressionSyntax { Token.ValueText: var text } || !text.Contains(' ') || text.EndsWith('.')).Select(a => $"{a.File}:{a.Line}"));
    }

    private static int LayerOf(string folder) => s_layers.GetValueOrDefault(folder, 2);
}
