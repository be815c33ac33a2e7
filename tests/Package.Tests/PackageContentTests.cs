using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace BindCheck.Package.Tests;

[Collection(nameof(Packed))]
public sealed class PackageContentTests(PackageFixture package)
{
    private const string AnalyzerFolder = "analyzers/dotnet/roslyn4.8/cs/";

    [Fact(DisplayName = "The package holds exactly the files it is meant to hold")]
    public void Entries()
    {
        using var zip = ZipFile.OpenRead(package.PackagePath);
        string[] ownToNuGet = ["_rels/.rels", "[Content_Types].xml", "package/services/metadata/core-properties/nuget.psmdcp"];
        Assert.Equal(
            [
                "BindCheck.nuspec", "LICENSE", "README.md", "THIRD-PARTY-NOTICES.md",
                AnalyzerFolder + "BindCheck.Analyzers.dll", AnalyzerFolder + "BindCheck.CodeFixes.dll", AnalyzerFolder + "BindCheck.YamlDotNet.dll",
                "build/BindCheck.Repair.targets", "build/BindCheck.props", "build/BindCheck.targets",
                "buildMultiTargeting/BindCheck.props", "buildMultiTargeting/BindCheck.targets",
                "buildTransitive/BindCheck.props", "buildTransitive/BindCheck.targets",
                "config/BindCheck.default.globalconfig", "config/BindCheck.none.globalconfig", "config/BindCheck.strict.globalconfig",
                "icon.png",
            ],
            zip.Entries.Select(entry => entry.FullName).Except(ownToNuGet).Order(StringComparer.Ordinal));
    }

    [Fact(DisplayName = "The package is smaller than 700 KB")]
    public void Size() => Assert.InRange(new FileInfo(package.PackagePath).Length, 1, 700_000);

    [Fact(DisplayName = "Packing the same content again gives the same bytes")]
    public void Deterministic()
    {
        package.Pack("again").Succeeded();
        Assert.Equal(File.ReadAllBytes(package.PackagePath), File.ReadAllBytes(package.PathOf("again", Path.GetFileName(package.PackagePath))));
    }

    [Fact(DisplayName = "The package is a development dependency without dependencies, under the MIT licence, with readme and icon")]
    public void Manifest()
    {
        using var zip = ZipFile.OpenRead(package.PackagePath);
        using var stream = zip.GetEntry("BindCheck.nuspec")!.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single();
        string? Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

        Assert.Equal("BindCheck", Value("id"));
        Assert.Equal(package.Version, Value("version"));
        Assert.Equal("true", Value("developmentDependency"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.Equal("icon.png", Value("icon"));
        Assert.Null(Value("dependencies"));
        Assert.Null(Value("frameworkReferences"));
    }

    [Fact(DisplayName = "The shipped dlls reference nothing that a host with Roslyn 4.8 lacks")]
    public void References()
    {
        // What Roslyn 4.8 itself references, in its versions. System.Composition, which its export attributes derive from, is not among them:
        // each host has that in another version.
        Dictionary<string, Version> provided = new()
        {
            ["Microsoft.CodeAnalysis"] = new(4, 8, 0, 0),
            ["Microsoft.CodeAnalysis.CSharp"] = new(4, 8, 0, 0),
            ["Microsoft.CodeAnalysis.Workspaces"] = new(4, 8, 0, 0),
            ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = new(4, 8, 0, 0),
            ["System.Buffers"] = new(4, 0, 3, 0),
            ["System.Collections.Immutable"] = new(7, 0, 0, 0),
            ["System.Memory"] = new(4, 0, 1, 2),
            ["netstandard"] = new(2, 0, 0, 0),
        };
        Assert.All(ReferencesOf("BindCheck.Analyzers.dll", "BindCheck.CodeFixes.dll", "BindCheck.YamlDotNet.dll"), reference =>
        {
            if (reference.Name.StartsWith("BindCheck.", StringComparison.Ordinal)) return;
            Assert.True(provided.TryGetValue(reference.Name, out var highest), $"{reference.From} references {reference.Name}");
            Assert.True(reference.Version <= highest, $"{reference.From} references {reference.Name} {reference.Version}");
        });
    }

    [Fact(DisplayName = "The analyzers do not reference Workspaces, which a command-line compiler lacks")]
    public void AnalyzersWithoutWorkspaces() =>
        Assert.DoesNotContain(ReferencesOf("BindCheck.Analyzers.dll"), reference => reference.Name.EndsWith("Workspaces", StringComparison.Ordinal));

    private List<(string From, string Name, Version Version)> ReferencesOf(params string[] names)
    {
        using var zip = ZipFile.OpenRead(package.PackagePath);
        var references = new List<(string, string, Version)>();
        foreach (var name in names)
        {
            using var content = new MemoryStream();
            using (var stream = zip.GetEntry(AnalyzerFolder + name)!.Open()) stream.CopyTo(content);
            content.Position = 0;
            using var file = new PEReader(content);
            var metadata = file.GetMetadataReader();
            references.AddRange(metadata.AssemblyReferences.Select(metadata.GetAssemblyReference).Select(r => (name, metadata.GetString(r.Name), r.Version)));
        }

        return references;
    }
}
