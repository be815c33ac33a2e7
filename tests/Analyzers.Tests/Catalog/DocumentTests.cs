using System.Text.RegularExpressions;
using BindCheck.Testing;
using Microsoft.CodeAnalysis;

namespace BindCheck.Analyzers.Tests.Catalog;

/// <summary>What the documents say about the repository is true of it.</summary>
public partial class DocumentTests
{
    private const int MaxReadmeLines = 150;

    private static readonly string[] s_documents =
        [.. new[] { "README.md", "CONTRIBUTING.md", "CHANGELOG.md" }, .. Sources.In("docs", ".md").Select(Sources.NameOf)];

    public static TheoryData<string> Documents => [.. s_documents];

    [Fact(DisplayName = "The README lists every rule as its descriptor and its page describe it")]
    public void RuleTable() => Generated.Check("README.md", "rules", Generated.Table(
        ["Rule", "What it finds", "Severity", "Repair"],
        Catalogue.Rules.Select(rule => new[]
        {
            $"[{rule.Id}]({RulePage.FileOf(rule.Id)})", rule.Title.ToString(), rule.IsEnabledByDefault ? rule.DefaultSeverity.ToString() : "off", RulePage.Of(rule).Repair.ToLowerInvariant(),
        })));

    [Fact(DisplayName = "The README is short enough to be read")]
    public void ReadmeLength() => Assert.InRange(
        // The table of rules grows with the product.
        File.ReadLines(Repository.PathOf("README.md")).Count(line => !line.StartsWith("| [BIND", StringComparison.Ordinal)), 40, MaxReadmeLines);

    [Theory(DisplayName = "Every link of a document leads to a file of the repository")]
    [MemberData(nameof(Documents))]
    public void Links(string document)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(document))!;
        var dead = Link().Matches(File.ReadAllText(Repository.PathOf(document)))
            .Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'))
            .Where(target => !Path.Exists(Path.Combine(folder, target.Split('#')[0])));
        Assert.Empty(dead);
    }

    [Theory(DisplayName = "Every path and every test class that a document names exists")]
    [MemberData(nameof(Documents))]
    public void Names(string document)
    {
        var text = File.ReadAllText(Repository.PathOf(document));
        Assert.Empty(SourcePath().Matches(text).Select(match => match.Groups[1].Value).Where(path => !Path.Exists(Repository.PathOf(path))).Distinct());
        var tests = Sources.In("tests", ".cs").Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet();
        Assert.Empty(TestClass().Matches(text).Select(match => match.Groups[1].Value).Where(name => !tests.Contains(name)).Distinct());
    }

    [Theory(DisplayName = "Every rule that a document names has a descriptor")]
    [MemberData(nameof(Documents))]
    public void RuleIds(string document) => Assert.Empty(
        RuleId().Matches(File.ReadAllText(Repository.PathOf(document))).Select(match => match.Value).Except(Catalogue.Rules.Select(rule => rule.Id)));

    [Fact(DisplayName = "The change log says when each rule came")]
    public void ChangeLog()
    {
        var text = File.ReadAllText(Repository.PathOf("CHANGELOG.md"));
        Assert.All(Catalogue.Rules, rule => Assert.Contains(rule.Id, text));
    }

    [Fact(DisplayName = "The decisions are numbered without a gap")]
    public void Decisions()
    {
        var numbers = Sources.In("docs/decisions", ".md").Select(path => Path.GetFileName(path)[..4]).ToArray();
        Assert.Equal(Enumerable.Range(1, numbers.Length).Select(number => number.ToString("0000")), numbers);
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:src|tests|docs|samples)/[\w./-]*[\w/])`")]
    private static partial Regex SourcePath();

    [GeneratedRegex(@"`(\w+Tests)(?:\.\w+)?`")]
    private static partial Regex TestClass();

    [GeneratedRegex(@"\bBIND\d{4}\b")]
    private static partial Regex RuleId();
}
