using BindCheck.Testing;
using Microsoft.CodeAnalysis;

namespace BindCheck.Analyzers.Tests.Catalog;

/// <summary>The page of one rule, docs/rules/BINDnnnn.md: a title, a table of properties, and eight sections.</summary>
internal sealed class RulePage
{
    /// <summary>The sections after the table, in the order in which every page has them.</summary>
    internal static readonly string[] Sections =
    [
        "What it reports", "Why", "Example", "What it does not report", "Repair and its safety", "Options", "When and how to suppress", "Related",
    ];

    private readonly string[] _lines;

    private RulePage(string[] lines) => _lines = lines;

    internal string Title => _lines[0];

    /// <summary>The table of properties: name to value.</summary>
    internal IReadOnlyDictionary<string, string> Properties => _lines
        .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
        .Select(line => line.Trim('|').Split('|', 2).Select(cell => cell.Trim()).ToArray())
        .Where(cells => cells.Length == 2 && cells[0].Length > 0)
        .ToDictionary(cells => cells[0], cells => cells[1]);

    /// <summary>The headings of the second level, outside code blocks.</summary>
    internal IEnumerable<string> Headings => Prose().Where(IsHeading).Select(line => line[3..]);

    /// <summary>The headings under which nothing is written.</summary>
    internal IEnumerable<string> EmptySections
    {
        get
        {
            var lines = _lines.Where(line => line.Length > 0).ToArray();
            return lines.Where((line, i) => IsHeading(line) && (i + 1 == lines.Length || IsHeading(lines[i + 1])));
        }
    }

    /// <summary>Whether BindCheck repairs what the rule reports: the first word of the property "Repair".</summary>
    internal string Repair => Properties.GetValueOrDefault("Repair", "").Split(' ', ':', ',', '.')[0];

    internal static string FileOf(string id) => $"docs/rules/{id}.md";

    /// <summary>Reads a page; the test fails, with what to write, where there is none.</summary>
    internal static RulePage Of(DiagnosticDescriptor rule)
    {
        var path = Repository.PathOf(FileOf(rule.Id));
        if (!File.Exists(path)) Assert.Fail($"{FileOf(rule.Id)} is missing. Write:\n\n{Skeleton(rule)}");
        return new(File.ReadAllLines(path));
    }

    internal static string TitleOf(DiagnosticDescriptor rule) => $"# {rule.Id}: {rule.Title}";

    /// <summary>The properties that follow from the descriptor.</summary>
    internal static (string Name, string Value)[] PropertiesOf(DiagnosticDescriptor rule) =>
    [
        ("Id", rule.Id),
        ("Category", rule.Category),
        ("Default severity", rule.DefaultSeverity.ToString()),
        ("Enabled by default", rule.IsEnabledByDefault ? "Yes" : "No"),
    ];

    private static string Skeleton(DiagnosticDescriptor rule) => string.Join("\n",
    [
        TitleOf(rule), "", "| | |", "|---|---|",
        .. PropertiesOf(rule).Select(property => $"| {property.Name} | {property.Value} |"),
        "| Repair | Yes or No, and how |",
        .. Sections.SelectMany(section => new[] { "", "## " + section, "", "…" }),
    ]);

    private static bool IsHeading(string line) => line.StartsWith("## ", StringComparison.Ordinal);

    private IEnumerable<string> Prose()
    {
        var isCode = false;
        foreach (var line in _lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) isCode = !isCode;
            else if (!isCode) yield return line;
        }
    }
}
