using System.Text.RegularExpressions;
using BindCheck.Testing;

namespace BindCheck.Analyzers.Tests.Catalog;

/// <summary>The severity presets that the package brings: one global configuration for each value of BindCheckMode.</summary>
public partial class PresetTests
{
    // In the order of DiagnosticSeverity.
    private static readonly string[] s_severities = ["silent", "suggestion", "warning", "error"];

    [Fact(DisplayName = "There are presets, and the page about configuration names each of them")]
    public void Documented()
    {
        var presets = Presets();
        Assert.NotEmpty(presets);
        var page = File.ReadAllText(Repository.PathOf("docs", "configuration.md"));
        Assert.All(presets, preset => Assert.Contains($"`{preset.Name}`", page));
    }

    [Fact(DisplayName = "Every preset lists every rule, and no other")]
    public void Complete() => Assert.All(Presets(), preset =>
        Assert.True(
            Catalogue.Rules.Select(rule => rule.Id).SequenceEqual(preset.Severities.Keys.Order(StringComparer.Ordinal)),
            $"{preset.File} lists one line a rule. Write:\n" + string.Join("\n", Catalogue.Rules.Select(rule =>
                $"dotnet_diagnostic.{rule.Id}.severity = {preset.Severities.GetValueOrDefault(rule.Id, "default")}"))));

    [Fact(DisplayName = "A preset gives way to the user's own global configuration")]
    public void Level() => Assert.All(Presets(), preset =>
    {
        Assert.Contains("is_global = true", preset.Text);
        Assert.Matches(@"(?m)^global_level = -\d+$", preset.Text);
    });

    [Fact(DisplayName = "The preset 'none' switches every rule off, 'default' leaves it as it is, and 'strict' makes none milder")]
    public void Meanings()
    {
        foreach (var (name, _, _, severities) in Presets())
        {
            Assert.All(Catalogue.Rules, rule => Assert.True(severities[rule.Id] is var severity && name switch
            {
                // What is off by default is a matter of taste, not of severity.
                "strict" when !rule.IsEnabledByDefault => severity == "default",
                "strict" => Array.IndexOf(s_severities, severity) >= (int)rule.DefaultSeverity,
                _ => severity == name,
            }, $"{name}: {rule.Id}"));
        }
    }

    private static List<(string Name, string File, string Text, Dictionary<string, string> Severities)> Presets() =>
    [
        .. from path in Sources.In("src/Package", ".globalconfig")
           let text = File.ReadAllText(path)
           select (
               Path.GetFileNameWithoutExtension(path).Split('.')[^1], Sources.NameOf(path), text,
               SeverityLine().Matches(text).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value)),
    ];

    [GeneratedRegex(@"(?m)^dotnet_diagnostic\.(BIND\d{4})\.severity = (\w+)\r?$")]
    private static partial Regex SeverityLine();
}
