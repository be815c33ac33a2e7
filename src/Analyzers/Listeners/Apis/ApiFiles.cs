using System.Collections.Immutable;
using BindCheck.Files;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Listeners.Apis;

/// <summary>The rows that users write: additional files named <c>bindcheck.apis*.txt</c>.</summary>
internal static class ApiFiles
{
    /// <summary>The rows of all such files, in the order of the files.</summary>
    internal static ImmutableArray<ListenerApi> RowsOf(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var rows = ImmutableArray.CreateBuilder<ListenerApi>();
        foreach (var file in options.AdditionalFiles)
            if (Read(file, cancellationToken) is { } read) rows.AddRange(read.Rows);
        return rows.ToImmutable();
    }

    /// <summary>What a file says; null where it is another file, or gone.</summary>
    internal static ApiText? Read(AdditionalText file, CancellationToken cancellationToken)
    {
        var name = FilePath.NameOf(file.Path);
        return name.StartsWith("bindcheck.apis", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
            && file.GetText(cancellationToken) is { } text ? ApiText.Of(text) : null;
    }
}
