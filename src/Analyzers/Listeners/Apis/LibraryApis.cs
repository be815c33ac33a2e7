using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Listeners.Apis;

/// <summary>The rows about libraries, which the assembly carries as text, in the format that users write (<see cref="ApiText"/>).</summary>
internal static class LibraryApis
{
    private const string Prefix = "apis/";

    private static readonly Lazy<ImmutableArray<ListenerApi>> s_rows = new(static () =>
        Texts().OrderBy(static text => text.Name, StringComparer.Ordinal).SelectMany(static text => ApiText.Of(text.Text).Rows).ToImmutableArray());

    /// <summary>All rows, in the order of the files' names.</summary>
    internal static ImmutableArray<ListenerApi> Rows => s_rows.Value;

    /// <summary>The texts by the names of their files.</summary>
    internal static IEnumerable<(string Name, SourceText Text)> Texts()
    {
        var assembly = typeof(LibraryApis).Assembly;
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal)) continue;
            using var stream = assembly.GetManifestResourceStream(name);
            yield return (name.Substring(Prefix.Length), SourceText.From(stream));
        }
    }
}
