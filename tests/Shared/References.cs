using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace BindCheck.Testing;

/// <summary>Metadata references of the frameworks, read once a process.</summary>
internal static class References
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> s_core = new(() => Read("Microsoft.NETCore.App"));
    private static readonly Lazy<ImmutableArray<MetadataReference>> s_web = new(() => [.. s_core.Value, .. Read("Microsoft.AspNetCore.App")]);

    /// <summary>.NET alone.</summary>
    internal static ImmutableArray<MetadataReference> Core => s_core.Value;

    /// <summary>.NET and ASP.NET Core.</summary>
    internal static ImmutableArray<MetadataReference> Web => s_web.Value;

    private static ImmutableArray<MetadataReference> Read(string framework) =>
        [.. Repository.ReferenceAssemblies(framework).Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))];
}
