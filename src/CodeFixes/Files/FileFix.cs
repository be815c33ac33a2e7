using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Manifests;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace BindCheck.CodeFixes.Files;

/// <summary>Offers every repair of a finding in a manifest where it is reported, in editors that ask for fixes of additional documents.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(FileFix),
    DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)],
    DocumentExtensions = [".yaml", ".yml", ".json"])]
public sealed class FileFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ManifestFiles.Descriptors
        .Where(static rule => rule != MetaRules.FileNotAnalyzed).Select(static rule => rule.Id).ToImmutableArray();

    /// <summary>None: a fix-all starts from a C# document, and there BIND9100 has one.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.TextDocument;
        var path = FileRepairs.PathOf(document);
        var options = document.Project.AnalyzerOptions;
        if (options.AdditionalFiles.FirstOrDefault(file => file.Path == path) is not { } file) return;

        var text = await document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        var findings = ManifestFiles.Check(file, options, context.CancellationToken);
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var repair in findings.Where(finding => Is(finding, diagnostic)).SelectMany(finding => finding.Repairs))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        repair.Title,
                        _ => Task.FromResult(FileRepairs.WithText(document.Project.Solution, path, text.WithChanges(repair.Changes))),
                        diagnostic.Id + ":" + repair.Recipe),
                    diagnostic);
            }
        }
    }

    private static bool Is(Finding finding, Diagnostic diagnostic) => finding.Rule.Id == diagnostic.Id && finding.Span == diagnostic.Location.SourceSpan;
}
