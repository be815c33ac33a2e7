using System.Text.RegularExpressions;
using BindCheck.Rules;
using BindCheck.Testing;

namespace BindCheck.Analyzers.Tests.Catalog;

/// <summary>Ties every descriptor to its page, its row in the release files and the analyzer that reports it.</summary>
public partial class RuleTests
{
    public static TheoryData<string> Ids => Catalogue.RuleIds;

    [Fact(DisplayName = "No two rules share an id")]
    public void UniqueIds() => Assert.Equal(Catalogue.Rules.Select(rule => rule.Id).Distinct(), Catalogue.Rules.Select(rule => rule.Id));

    [Theory(DisplayName = "A rule's id lies in the band of its category")]
    [MemberData(nameof(Ids))]
    public void Band(string id)
    {
        var category = id[.."BINDn".Length] switch { "BIND1" => Rule.Listeners, "BIND2" => Rule.Manifests, "BIND9" => Rule.Meta, _ => "a category for its band" };
        Assert.Equal(category, Catalogue.RuleOf(id).Category);
    }

    [Theory(DisplayName = "A rule's title, message and description are punctuated like the compiler's")]
    [MemberData(nameof(Ids))]
    public void Punctuation(string id)
    {
        var rule = Catalogue.RuleOf(id);
        string title = rule.Title.ToString(), message = rule.MessageFormat.ToString(), description = rule.Description.ToString();
        Assert.All([title, message, description], text => Assert.Matches(@"\A\S[^\r\n]*\S\z", text));
        Assert.False(title.EndsWith('.'), "A title is no sentence.");
        Assert.True(description.EndsWith('.'), "A description consists of sentences.");
        // RS1032: one sentence has no full stop, several have theirs. A placeholder after a full stop brings a sentence of its own.
        var isSeveral = message.Contains(". ", StringComparison.Ordinal);
        Assert.Equal(isSeveral, message.EndsWith('.') || SentencePlaceholder().IsMatch(message));
    }

    [Theory(DisplayName = "A rule is reported by an analyzer")]
    [MemberData(nameof(Ids))]
    public void Reported(string id) =>
        Assert.Contains(id, Catalogue.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id));

    [Fact(DisplayName = "An analyzer reports rules of the catalogue only")]
    public void Known() => Assert.All(
        Catalogue.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics),
        rule => Assert.Contains(rule, Catalogue.Rules));

    [Fact(DisplayName = "Every rule id that the product spells has a descriptor")]
    public void Spelled()
    {
        var ids = Catalogue.Rules.Select(rule => rule.Id).ToHashSet();
        var unknown = Sources.Mentions(RuleId()).Where(mention => !ids.Contains(mention.Match)).Distinct();
        Assert.True(!unknown.Any(), "No descriptor for " + string.Join(", ", unknown.Select(mention => $"{mention.Match} ({mention.File})")));
    }

    [Theory(DisplayName = "A rule's help link leads to its page, as of this version")]
    [MemberData(nameof(Ids))]
    public void HelpLink(string id)
    {
        var version = typeof(Rule).Assembly.GetName().Version!.ToString(3);
        Assert.EndsWith($"/blob/v{version}/{RulePage.FileOf(id)}", Catalogue.RuleOf(id).HelpLinkUri);
        Assert.True(File.Exists(Repository.PathOf(RulePage.FileOf(id))), $"{RulePage.FileOf(id)} is missing.");
    }

    [Theory(DisplayName = "A rule's page bears its title")]
    [MemberData(nameof(Ids))]
    public void PageTitle(string id)
    {
        var rule = Catalogue.RuleOf(id);
        Assert.Equal(RulePage.TitleOf(rule), RulePage.Of(rule).Title);
    }

    [Theory(DisplayName = "A rule's page states the properties of its descriptor, and the repair")]
    [MemberData(nameof(Ids))]
    public void PageProperties(string id)
    {
        var rule = Catalogue.RuleOf(id);
        var page = RulePage.Of(rule);
        Assert.All(RulePage.PropertiesOf(rule), property => Assert.Equal(property, (property.Name, page.Properties.GetValueOrDefault(property.Name))));
        Assert.True(page.Repair is "Yes" or "No", $"{RulePage.FileOf(id)}: the property 'Repair' starts with Yes or No.");
    }

    [Theory(DisplayName = "A rule's page has all sections, in order, and none of them is empty")]
    [MemberData(nameof(Ids))]
    public void PageSections(string id)
    {
        var page = RulePage.Of(Catalogue.RuleOf(id));
        Assert.Equal(RulePage.Sections, page.Headings);
        Assert.Empty(page.EmptySections);
    }

    [Fact(DisplayName = "Every page belongs to a rule")]
    public void NoStrayPages() => Assert.All(
        Sources.In("docs/rules", ".md"), path => Assert.Contains(Path.GetFileNameWithoutExtension(path), Catalogue.Rules.Select(rule => rule.Id)));

    [Theory(DisplayName = "A rule has one row in the release files, with its category and severity")]
    [MemberData(nameof(Ids))]
    public void ReleaseRow(string id)
    {
        var rule = Catalogue.RuleOf(id);
        var rows = new[] { "Shipped", "Unshipped" }
            .SelectMany(state => File.ReadAllLines(Repository.PathOf("src", "Analyzers", $"AnalyzerReleases.{state}.md")))
            .Where(line => line.StartsWith(id, StringComparison.Ordinal))
            .ToArray();
        var expected = $"{id} | {rule.Category} | {(rule.IsEnabledByDefault ? rule.DefaultSeverity : "Disabled")} | [Name](docs/rules/{id}.md)";
        Assert.True(rows.Length == 1, $"One row for {id} in src/Analyzers/AnalyzerReleases.Unshipped.md, not {rows.Length}. Write:\n{expected}");
        Assert.Matches("^" + Regex.Escape(expected).Replace("Name", @"\w+") + "$", rows[0]);
    }

    [GeneratedRegex(@"\bBIND\d{4}\b")]
    private static partial Regex RuleId();

    [GeneratedRegex(@"\. \{\d\}$")]
    private static partial Regex SentencePlaceholder();
}
