using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using BindCheck.Files;
using BindCheck.Manifests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Analyzers.Tests.Manifests;

/// <summary>Manifests in memory, with options, and what BindCheck finds in them: without a workspace or a compilation, so that thousands are cheap.</summary>
internal sealed class ManifestSet
{
    private static readonly ConcurrentDictionary<string, Provider> s_providers = new();

    private readonly AnalyzerOptions _options;

    /// <summary>The lines of a .globalconfig, sections included, and files.</summary>
    internal ManifestSet(string config, params (string Path, string Text)[] files)
    {
        var sources = files.Select(file => (AdditionalText)new Source(file.Path, SourceText.From(file.Text, Encoding.UTF8))).ToImmutableArray();
        _options = new(sources, s_providers.GetOrAdd(config, static config => new(AnalyzerConfigSet.Create(new[] { AnalyzerConfig.Parse("is_global = true\n" + config, "/.globalconfig") }, out _))));
    }

    /// <summary>The findings of a file, or of the only one.</summary>
    internal ImmutableArray<Finding> Check(string? path = null) =>
        ManifestFiles.Check(_options.AdditionalFiles.Single(file => path is null || file.Path == path), _options, CancellationToken.None);

    /// <summary>
    /// Checks files whose text marks every expected finding: "{|BIND2001:text|}". Nothing else may be found in any of them, whatever the line
    /// ends are.
    /// </summary>
    internal static void Verify(string config, params (string Path, string Marked)[] files)
    {
        foreach (var lineEnd in new[] { "\n", "\r\n" })
        {
            var parsed = files.Select(file =>
            {
                TestFileMarkupParser.GetSpans(file.Marked.ReplaceLineEndings(lineEnd), out var text, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans);
                return (file.Path, Text: text, Spans: spans);
            }).ToArray();
            var set = new ManifestSet(config, [.. parsed.Select(file => (file.Path, file.Text))]);
            foreach (var (path, text, spans) in parsed)
            {
                var expected = spans.SelectMany(pair => pair.Value.Select(span => (Id: pair.Key, Span: span)));
                // Hidden findings are looked at where they are expected only.
                var actual = set.Check(path).Where(finding => finding.Severity > DiagnosticSeverity.Hidden || spans.ContainsKey(finding.Rule.Id)).Select(finding => (finding.Rule.Id, finding.Span));
                Assert.Equal(Show(text, expected), Show(text, actual));
            }
        }
    }

    /// <summary>
    /// Applies a repair of the first finding of a rule in a file, the first one unless a recipe is named. The result is exactly as expected,
    /// has nothing more of the rule and nothing that was not there before, and a second run changes nothing.
    /// </summary>
    internal static void Repair(string config, string id, string before, string after, string? recipe = null, string path = "/k8s/a.yaml", params (string, string)[] others)
    {
        foreach (var lineEnd in new[] { "\n", "\r\n" })
        {
            var text = before.ReplaceLineEndings(lineEnd);
            var findings = new ManifestSet(config, [(path, text), .. others]).Check(path);
            var finding = findings.First(finding => finding.Rule.Id == id);
            var repair = recipe is null ? finding.Repairs[0] : finding.Repairs.Single(repair => repair.Recipe == recipe);
            var repaired = SourceText.From(text).WithChanges(repair.Changes).ToString();
            Assert.Equal(after.ReplaceLineEndings(lineEnd), repaired);

            var left = new ManifestSet(config, [(path, repaired), .. others]).Check(path);
            Assert.Empty(left.Where(finding => finding.Severity > DiagnosticSeverity.Hidden).Select(finding => finding.Rule.Id).Except(findings.Select(finding => finding.Rule.Id)));
            Assert.True(left.Count(other => other.Rule.Id == id) < findings.Count(other => other.Rule.Id == id), "The finding is still there.");
        }
    }

    private static string Show(string text, IEnumerable<(string Id, TextSpan Span)> findings) =>
        string.Join("\n", findings.OrderBy(finding => finding.Span.Start).ThenBy(finding => finding.Id).Select(finding => $"{finding.Id} {finding.Span}: {text.Substring(finding.Span.Start, finding.Span.Length)}"));

    private sealed class Source(string path, SourceText text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => text;
    }

    private sealed class Provider(AnalyzerConfigSet set) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(set.GlobalConfigOptions.AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(set.GetOptionsForSourcePath(textFile.Path).AnalyzerOptions);
    }

    private sealed class Options(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override IEnumerable<string> Keys => values.Keys;

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
