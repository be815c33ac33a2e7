using System.Text.RegularExpressions;
using BindCheck.Testing;

namespace BindCheck.Analyzers.Tests.Catalog;

/// <summary>What the code reads and what docs/configuration.md describes are the same options.</summary>
public partial class OptionTests
{
    private static readonly string s_page = File.ReadAllText(Repository.PathOf("docs", "configuration.md"));

    [Fact(DisplayName = "Every option that the code reads is documented, and every documented option is read")]
    public void Options() => AreSame(Option());

    [Fact(DisplayName = "Every MSBuild property, item and target of the package is documented, and every documented one exists")]
    public void MSBuildNames() => AreSame(MSBuildName());

    private static void AreSame(Regex pattern)
    {
        var inCode = Sources.Mentions(pattern).Select(mention => mention.Match).ToHashSet();
        var inPage = pattern.Matches(s_page).Select(match => match.Value).ToHashSet();
        Assert.True(inCode.SetEquals(inPage),
            $"Missing in docs/configuration.md: {List(inCode.Except(inPage))}. Documented, but not in src: {List(inPage.Except(inCode))}.");
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal).DefaultIfEmpty("none"));

    [GeneratedRegex(@"\bbindcheck\.[a-z_]+\b")]
    private static partial Regex Option();

    // Names that start with an underscore are the package's own business.
    [GeneratedRegex(@"(?<![\w.\\/-])BindCheck[A-Z]\w*")]
    private static partial Regex MSBuildName();
}
