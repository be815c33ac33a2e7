using BindCheck.Files;
using BindCheck.Listeners;
using BindCheck.Listeners.Apis;
using BindCheck.Listeners.Export;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Repairs;

/// <summary>The file of rows that a project exports, and what it should say. The carrier diagnostic and its fix ask here.</summary>
internal static class PendingExport
{
    private const string Switch = "build_property.BindCheckExportApis", ProjectName = "build_property.MSBuildProjectName";

    /// <summary>The additional file <c>bindcheck.apis.PROJECT.txt</c>, while the target that writes it runs; else null.</summary>
    internal static AdditionalText? FileIn(AnalyzerOptions options)
    {
        var properties = options.AnalyzerConfigOptionsProvider.GlobalOptions;
        return properties.TryGetValue(Switch, out var isOn) && isOn.Equals("true", StringComparison.OrdinalIgnoreCase) && properties.TryGetValue(ProjectName, out var name)
            ? options.AdditionalFiles.FirstOrDefault(file => FilePath.NameOf(file.Path).Equals($"bindcheck.apis.{name}.txt", StringComparison.OrdinalIgnoreCase))
            : null;
    }

    /// <summary>The file's new text: rows that BindCheck wrote are written anew, below everything else. Null where it is that already.</summary>
    internal static SourceText? TextFor(AdditionalText file, Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (file.GetText(cancellationToken) is not { } text) return null;
        var rows = ApiExport.RowsOf(compilation, ProjectContext.IsWindowsOnly(options.AnalyzerConfigOptionsProvider.GlobalOptions), ApiFiles.RowsOf(options, cancellationToken), cancellationToken);
        var endOfLine = text.Lines.Count > 1 ? text.ToString(TextSpan.FromBounds(text.Lines[0].End, text.Lines[0].EndIncludingLineBreak)) : "\n";
        var kept = text.Lines.Select(line => text.ToString(line.Span)).Where(static line => !IsExported(line)).ToList();
        while (kept.Count > 0 && kept[kept.Count - 1].Length == 0) kept.RemoveAt(kept.Count - 1);
        var updated = string.Concat(kept.Concat(rows).Select(line => line + endOfLine));
        return updated == text.ToString() ? null : SourceText.From(updated, text.Encoding);
    }

    private static bool IsExported(string line) => ApiToken.In(line, 0) is { Count: > 0 } tokens && tokens[tokens.Count - 1].Text == "exported";
}
