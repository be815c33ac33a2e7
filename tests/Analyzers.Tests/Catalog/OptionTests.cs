using System.Text.RegularExpressions;
using System.Xml.Linq;
using BindCheck.Testing;

namespace BindCheck.Analyzers.Tests.Catalog;

/// <summary>What the code reads and what docs/configuration.md describes are the same options.</summary>
public partial class OptionTests
{
    private static readonly string s_page = File.ReadAllText(Repository.PathOf("docs", "configuration.md"));

    [Fact(DisplayName = "Every option that the code reads is documented, and every documented option is read")]
    public void Options() => AreSame(Sources.Mentions(Option()).Select(mention => mention.Match), Option());

    [Fact(DisplayName = "Every message code of the build is documented, and every documented one exists")]
    public void Codes() => AreSame(Sources.Mentions(Code()).Select(mention => mention.Match), Code());

    [Fact(DisplayName = "Every MSBuild property, item and target for users is documented, and every documented one exists")]
    public void MSBuildNames() => AreSame(MSBuildNamesOfPackage(), MSBuildName());

    // What a user can set, by being read, and what a user can call: targets that nothing else runs.
    private static IEnumerable<string> MSBuildNamesOfPackage()
    {
        foreach (var path in Sources.In("src/Package", ".props", ".targets"))
        {
            var root = XDocument.Load(path).Root!;
            foreach (var name in root.Descendants("CompilerVisibleProperty").SelectMany(item => item.Attribute("Include")!.Value.Split(';')).Where(name => MSBuildName().IsMatch(name))) yield return name;
            foreach (Match match in Reading().Matches(root.ToString())) yield return match.Groups[1].Value;
            foreach (var target in root.Elements("Target").Where(target => target.Attribute("BeforeTargets") is null && target.Attribute("AfterTargets") is null))
                if (target.Attribute("Name")!.Value is ['B', ..] name) yield return name;
        }
    }

    private static void AreSame(IEnumerable<string> names, Regex pattern)
    {
        var inCode = names.ToHashSet();
        var inPage = pattern.Matches(s_page).Select(match => match.Value).ToHashSet();
        Assert.True(inCode.SetEquals(inPage),
            $"Missing in docs/configuration.md: {List(inCode.Except(inPage))}. Documented, but not in src: {List(inPage.Except(inCode))}.");
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal).DefaultIfEmpty("none"));

    [GeneratedRegex(@"\bbindcheck\.[a-z_]+\b")]
    private static partial Regex Option();

    [GeneratedRegex(@"\bBINDCFG\d\d\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"\bBindCheck[A-Z]\w*")]
    private static partial Regex MSBuildName();

    // $(Property) and @(Item). Names that start with an underscore are the package's own business.
    [GeneratedRegex(@"[$@]\((BindCheck[A-Z]\w*)")]
    private static partial Regex Reading();
}
