using System.Text.RegularExpressions;

namespace BindCheck.Package.Tests;

/// <summary>A warning or an error of BindCheck as a build prints it, at its line; the file is relative to the consumer's folder.</summary>
internal sealed record Found(string File, int Line, string Id)
{
    public override string ToString() => $"{File}({Line}): {Id}";
}

/// <summary>A folder with projects that use the packed BindCheck.</summary>
/// <remarks>A comment <c>// BIND1001</c> or <c># BIND2002</c> in a file says that its line must be reported.</remarks>
internal sealed partial class Consumer(PackageFixture package, string folder)
{
    internal string Folder => folder;

    /// <summary>What the comments of the consumer's files announce.</summary>
    internal IReadOnlyList<Found> Announced => Sorted(
        from path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(folder, path).Replace('\\', '/')
        where Path.GetExtension(file) is ".cs" or ".yaml" && !OutputFolder().IsMatch(file)
        from line in File.ReadAllLines(path).Index()
        from match in Announcement().Matches(line.Item)
        select new Found(file, line.Index + 1, match.Groups["id"].Value));

    /// <summary>Writes a file; "$VERSION" in it becomes the version of the package.</summary>
    internal Consumer With(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text.Replace("$VERSION", package.Version) + "\n");
        return this;
    }

    /// <summary>Writes an SDK-style project that references BindCheck.</summary>
    internal Consumer WithProject(string file, string framework, string sdk = "Microsoft.NET.Sdk", string properties = "", string items = "") => With(file, $"""
        <Project Sdk="{sdk}">
          <PropertyGroup>
            <{(framework.Contains(';') ? "TargetFrameworks" : "TargetFramework")}>{framework}</{(framework.Contains(';') ? "TargetFrameworks" : "TargetFramework")}>
            <ImplicitUsings>enable</ImplicitUsings>
            <LangVersion>latest</LangVersion>
            <UseAppHost>false</UseAppHost>
            <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="BindCheck" Version="$VERSION" PrivateAssets="all" />
            {items}
          </ItemGroup>
        </Project>
        """);

    internal string PathOf(string file) => Path.Combine(folder, file);

    internal string Read(string file) => File.ReadAllText(PathOf(file));

    /// <summary>Runs dotnet in the consumer's folder. No analyzer may fail to load or to run.</summary>
    internal Output Dotnet(params string[] arguments)
    {
        var output = Tests.Dotnet.Run(folder, package.Environment, arguments);
        Assert.DoesNotMatch("AD0001|CS8032|CS9057|Could not load file or assembly", output.Text);
        return output;
    }

    /// <summary>Builds all over again and answers what BindCheck reported, each place once.</summary>
    internal IReadOnlyList<Found> Build(params string[] arguments) => FindingsOf(Dotnet(["build", "--no-incremental", .. arguments]).Succeeded());

    /// <summary>What BindCheck reported in a build's output, each place once.</summary>
    internal IReadOnlyList<Found> FindingsOf(Output output) => Sorted(Lines(output)
        .Select(match => new Found(Path.GetRelativePath(folder, match.Groups["file"].Value).Replace('\\', '/'), int.Parse(match.Groups["line"].Value), match.Groups["id"].Value)));

    /// <summary>The projects, as "Lib.csproj::TargetFramework=net10.0", in which a place was reported; a place in each once.</summary>
    internal IReadOnlyList<string> ProjectsOf(Output output, string id) =>
        [.. Lines(output).Where(match => match.Groups["id"].Value == id).Select(match => Path.GetFileName(match.Groups["project"].Value)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The items of a project as MSBuild evaluates them, without building: one line "identity|BindCheck metadata" each.</summary>
    internal IReadOnlyList<string> AdditionalFiles(params string[] arguments)
    {
        var json = System.Text.Json.JsonDocument.Parse(Dotnet(["msbuild", "-getItem:AdditionalFiles", .. arguments]).Succeeded().Text);
        return [.. json.RootElement.GetProperty("Items").GetProperty("AdditionalFiles").EnumerateArray()
            .Select(item => $"{item.GetProperty("Identity").GetString()}|{(item.TryGetProperty("BindCheck", out var value) ? value.GetString() : "")}".Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];
    }

    // dotnet build repeats its warnings in a summary.
    private static IEnumerable<Match> Lines(Output output) => BuildLine().Matches(output.Text).DistinctBy(match => match.Value.Trim());

    private static IReadOnlyList<Found> Sorted(IEnumerable<Found> found) =>
        [.. found.Distinct().OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Id, StringComparer.Ordinal)];

    [GeneratedRegex("^(bin|obj)/")]
    private static partial Regex OutputFolder();

    [GeneratedRegex(@"(//|#) (?<id>BIND\d{4})")]
    private static partial Regex Announcement();

    [GeneratedRegex(@"^\s*(?<file>[^\r\n(]+)\((?<line>\d+),\d+\): (warning|error) (?<id>BIND\d{4}): [^\r\n]*\[(?<project>[^\]\r\n]+)\]\r?$", RegexOptions.Multiline)]
    private static partial Regex BuildLine();
}
