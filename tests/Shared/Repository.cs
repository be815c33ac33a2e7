using System.Reflection;

namespace BindCheck.Testing;

/// <summary>Where things lie: the repository the tests were built from, and the SDK's own reference assemblies.</summary>
internal static class Repository
{
    private static readonly Dictionary<string, string?> s_metadata = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToDictionary(a => a.Key, a => a.Value);

    internal static string Root { get; } = s_metadata["BindCheck.RepositoryRoot"]!;

    internal static string Configuration { get; } = s_metadata["BindCheck.Configuration"]!;

    internal static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The reference assemblies of a shared framework as the SDK ships them: "Microsoft.NETCore.App" or "Microsoft.AspNetCore.App".</summary>
    internal static string[] ReferenceAssemblies(string framework)
    {
        var pack = Path.Combine(s_metadata["BindCheck.TargetingPacks"]!, framework + ".Ref");
        var version = s_metadata["BindCheck.BundledVersion"]!;
        var exact = Path.Combine(pack, version);
        if (!Directory.Exists(exact)) exact = Directory.GetDirectories(pack, version.Split('.')[0] + ".*").Order(StringComparer.Ordinal).Last();
        return Directory.GetFiles(Directory.GetDirectories(Path.Combine(exact, "ref"))[0], "*.dll");
    }
}
