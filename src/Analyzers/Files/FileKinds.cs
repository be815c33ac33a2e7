using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Files;

/// <summary>What a file beside the code is to BindCheck.</summary>
internal enum FileKind
{
    /// <summary>Nothing that BindCheck reads.</summary>
    Other,
    /// <summary>Kubernetes objects, in YAML or in the JSON that kubectl writes.</summary>
    Manifest,
}

/// <summary>Tells files apart by name and a cheap look at their text, so that no parser is loaded for a file of no interest.</summary>
internal static class FileKinds
{
    /// <summary>A kind of file.</summary>
    /// <param name="Kind">What it is.</param>
    /// <param name="Metadata">The value of the item metadata <c>BindCheck</c> that says so whatever the file's name is.</param>
    /// <param name="Extensions">Usual ends of the name, in lower case.</param>
    /// <param name="Words">Words that all occur in every such file.</param>
    private sealed record Row(FileKind Kind, string Metadata, string[] Extensions, string[] Words);

    private static readonly Row[] s_rows =
    [
        new(FileKind.Manifest, "manifest", [".yaml", ".yml", ".json"], ["apiVersion", "kind"]),
    ];

    /// <summary>The kind of a file, given its path, its <c>BindCheck</c> metadata ("auto", a kind, or none) and its text.</summary>
    internal static FileKind Of(string path, string? metadata, SourceText text)
    {
        foreach (var row in s_rows)
        {
            var isNamed = string.Equals(metadata, row.Metadata, StringComparison.OrdinalIgnoreCase)
                || row.Extensions.Any(extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
            if (isNamed && row.Words.All(word => text.Mentions(word))) return row.Kind;
        }

        return FileKind.Other;
    }
}
