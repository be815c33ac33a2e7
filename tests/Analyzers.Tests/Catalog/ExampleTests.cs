using System.Text.RegularExpressions;
using BindCheck.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Analyzers.Tests.Catalog;

/// <summary>
/// The examples of the documents are right, and BindCheck says of them what they say it does: <c>// BIND1001</c> or <c># BIND2002</c> ends a
/// line that is reported, <c>// warning BIND1001: …</c> below a line quotes the message, up to "…". Each block is a program, or a file, of its own.
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

    // What an example that starts with "spec:" is part of.
    private const string ServiceHead = "apiVersion: v1\nkind: Service\nmetadata:\n  name: shop\n", ServiceTail = "  ports:\n  - port: 443\n";

    public static TheoryData<string> WithCode => DocumentsWith("csharp");

    public static TheoryData<string> WithManifests => DocumentsWith("yaml");

    [Theory(DisplayName = "The C# examples of a document compile, and are reported as they say")]
    [MemberData(nameof(WithCode))]
    public async Task Code(string document)
    {
        foreach (var block in BlocksOf(document, "csharp"))
        {
            var compilation = CSharpCompilation.Create("example", [Parse(block), Parse(Given)], References.Web, Options(document));
            var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error && d.Id is not "CS5001");
            Assert.True(!errors.Any(), $"{document}: {string.Join('\n', errors)}\n{block}");

            var reported = await compilation.WithAnalyzers([.. Catalogue.Analyzers]).GetAnalyzerDiagnosticsAsync();
            Assert.Equal(Expected(block), reported.Select(d => (LineOf(d), d.Id)).Order());
            foreach (var (line, message) in Quoted(block))
                Assert.Contains(reported, d => LineOf(d) == line && d.GetMessage().StartsWith(message, StringComparison.Ordinal));
        }
    }

    [Theory(DisplayName = "The manifests of a document are reported as they say")]
    [MemberData(nameof(WithManifests))]
    public async Task Manifests(string document)
    {
        foreach (var block in BlocksOf(document, "yaml"))
        {
            var head = block.StartsWith("spec:", StringComparison.Ordinal) ? ServiceHead : "";
            var text = head.Length > 0 ? head + block + ServiceTail : block;
            using var project = new FileProject([.. Catalogue.Analyzers]).Add("App", string.Join("\n", Option().Matches(block).Select(match => match.Groups[1].Value)), ("/k8s/service.yaml", text));
            var firstLine = head.Count(c => c == '\n');
            // Hidden findings are shown on their own page only.
            var reported = (await project.AnalyzeAsync()).Where(d => !d.IsSuppressed && d.Location.Kind == LocationKind.ExternalFile && (d.Severity > DiagnosticSeverity.Hidden || RulePage.FileOf(d.Id) == document));
            Assert.Equal(Expected(block), reported.Select(d => (LineOf(d) - firstLine, d.Id)).Distinct().Order());
        }
    }

    [Fact(DisplayName = "The page of every rule about C# has an example that is reported, and one that is not")]
    public void BeforeAndAfter() => Assert.All(Catalogue.Rules.Where(rule => rule.Category == BindCheck.Rules.Rule.Listeners), rule =>
    {
        var blocks = BlocksOf(RulePage.FileOf(rule.Id), "csharp");
        Assert.Contains(blocks, block => Expected(block).Any(line => line.Id == rule.Id));
        Assert.Contains(blocks, block => !Expected(block).Any() && block.Split('\n').Any(line => line.EndsWith(';')));
    });

    [Fact(DisplayName = "The page of every rule about manifests has an example that is reported, and one that is not")]
    public void WrongAndRight() => Assert.All(Catalogue.Rules.Where(rule => rule.Category == BindCheck.Rules.Rule.Manifests), rule =>
    {
        var blocks = BlocksOf(RulePage.FileOf(rule.Id), "yaml");
        Assert.Contains(blocks, block => Expected(block).Any(line => line.Id == rule.Id));
        Assert.Contains(blocks, block => !Expected(block).Any());
    });

    // The page of a rule that is off by default shows what it says when it is on.
    private static CSharpCompilationOptions Options(string document) => new CSharpCompilationOptions(OutputKind.ConsoleApplication).WithSpecificDiagnosticOptions(
        Catalogue.Rules.Where(rule => !rule.IsEnabledByDefault && RulePage.FileOf(rule.Id) == document).Select(rule => KeyValuePair.Create(rule.Id, ReportDiagnostic.Warn)));

    private static TheoryData<string> DocumentsWith(string language) =>
        [.. new[] { "README.md" }.Concat(Sources.In("docs", ".md").Select(Sources.NameOf)).Where(file => BlocksOf(file, language).Count > 0)];

    private static List<string> BlocksOf(string document, string language) =>
    [
        .. Block().Matches(File.ReadAllText(Repository.PathOf(document)))
            .Where(match => match.Groups[1].Value == language)
            .Select(match => match.Groups[2].Value),
    ];

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

    [GeneratedRegex(@"^```(\w+)\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    // "# bindcheck.cluster_profile = nrp" on a line of its own: the example is read under that option.
    [GeneratedRegex(@"(?m)^# (bindcheck\.\w+ = .*)$")]
    private static partial Regex Option();

    [GeneratedRegex(@"(?<!disable.*)(?://|#) (warning )?(BIND\d{4})\b")]
    private static partial Regex Mark();
}
