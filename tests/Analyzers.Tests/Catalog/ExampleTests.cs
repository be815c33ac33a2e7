using System.Text.RegularExpressions;
using BindCheck.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Analyzers.Tests.Catalog;

/// <summary>
/// The C# examples of the documents compile, and BindCheck says of them what they say it does: <c>// BIND1001</c> ends a line that is
/// reported, <c>// warning BIND1001: …</c> below a line quotes the message, up to "…". Each block is a program of its own.
/// </summary>
public partial class ExampleTests
{
    // What an example may take for given.
    private const string Given = """
        global using System;
        global using System.Net;
        global using System.Net.Sockets;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using static Given;

        internal static class Given
        {
            internal static readonly string[] args = [];
            internal static readonly WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
            internal static readonly WebApplication app = builder.Build();
        }
        """;

    public static TheoryData<string> Documents => [.. new[] { "README.md" }.Concat(Sources.In("docs", ".md").Select(Sources.NameOf)).Where(file => BlocksOf(file).Count > 0)];

    [Theory(DisplayName = "The C# examples of a document compile, and are reported as they say")]
    [MemberData(nameof(Documents))]
    public async Task Reported(string document)
    {
        foreach (var block in BlocksOf(document))
        {
            var compilation = CSharpCompilation.Create("example", [Parse(block), Parse(Given)], References.Web, new(OutputKind.ConsoleApplication));
            var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error && d.Id is not "CS5001");
            Assert.True(!errors.Any(), $"{document}: {string.Join('\n', errors)}\n{block}");

            var reported = await compilation.WithAnalyzers([.. Catalogue.Analyzers]).GetAnalyzerDiagnosticsAsync();
            Assert.Equal(Expected(block), reported.Select(d => (LineOf(d), d.Id)).Order());
            foreach (var (line, message) in Quoted(block))
                Assert.Contains(reported, d => LineOf(d) == line && d.GetMessage().StartsWith(message, StringComparison.Ordinal));
        }
    }

    [Fact(DisplayName = "The page of every rule about C# has an example that is reported, and one that is not")]
    public void BeforeAndAfter() => Assert.All(Catalogue.Rules.Where(rule => rule.Category == BindCheck.Rules.Rule.Listeners), rule =>
    {
        var blocks = BlocksOf(RulePage.FileOf(rule.Id));
        Assert.Contains(blocks, block => Expected(block).Any(line => line.Id == rule.Id));
        Assert.Contains(blocks, block => !Expected(block).Any() && block.Split('\n').Any(line => line.EndsWith(';')));
    });

    private static List<string> BlocksOf(string document) =>
        [.. Block().Matches(File.ReadAllText(Repository.PathOf(document))).Select(match => match.Groups[1].Value)];

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text);

    private static int LineOf(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().StartLinePosition.Line;

    private static IEnumerable<(int Line, string Id)> Expected(string block) =>
        from line in block.Split('\n').Select((text, i) => (Text: text, Number: i))
        let mark = Mark().Match(line.Text)
        where mark.Success
        select (mark.Groups[1].Success ? line.Number - 1 : line.Number, mark.Groups[2].Value);

    private static IEnumerable<(int Line, string Message)> Quoted(string block) =>
        from line in block.Split('\n').Select((text, i) => (Text: text, Number: i))
        let mark = Mark().Match(line.Text)
        where mark.Groups[1].Success
        select (line.Number - 1, line.Text[(mark.Index + mark.Length + 2)..].Split('…')[0]);

    [GeneratedRegex(@"^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"(?<!disable.*)// (warning )?(BIND\d{4})\b")]
    private static partial Regex Mark();
}
