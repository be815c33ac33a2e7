using BindCheck.Testing;

namespace BindCheck.Package.Tests;

/// <summary>
/// Packs BindCheck once, into a feed of its own and under a version that nobody else has, and makes consumers that restore it from there.
/// Their packages go to a folder of their own; what the machine has already, they take from its package folder, which stays as it is.
/// </summary>
public sealed class PackageFixture : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("bindcheck-package-").FullName;

    public PackageFixture()
    {
        Pack("feed").Succeeded();
        PackagePath = Path.Combine(_root, "feed", $"BindCheck.{Version}.nupkg");

        Environment["NUGET_PACKAGES"] = Path.Combine(_root, "packages");
        Directory.CreateDirectory(Path.Combine(_root, "consumers"));
        File.WriteAllText(Path.Combine(_root, "consumers", "nuget.config"), $"""
            <configuration>
              <packageSources><add key="bindcheck-tests" value="{Path.Combine(_root, "feed")}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{MachinePackages()}" /></fallbackPackageFolders>
            </configuration>
            """);
    }

    internal string Version { get; } = $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmssfff}";

    internal string PackagePath { get; }

    internal Dictionary<string, string> Environment { get; } = new()
    {
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_NOLOGO"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["MSBUILDTERMINALLOGGER"] = "off",
        ["UseSharedCompilation"] = "false",
        ["NuGetAudit"] = "false",
    };

    /// <summary>Packs what the solution has built into a folder below the fixture's own.</summary>
    internal Output Pack(string folder) => Dotnet.Run(
        Repository.Root, Environment,
        "pack", Repository.PathOf("src", "Package"), "--no-build", "-c", Repository.Configuration, $"-p:PackageVersion={Version}", "-o", Path.Combine(_root, folder));

    internal string PathOf(params string[] parts) => Path.Combine([_root, .. parts]);

    /// <summary>An empty folder outside the repository, whose projects can restore the packed BindCheck.</summary>
    internal Consumer Consumer(string name) => new(this, Directory.CreateDirectory(Path.Combine(_root, "consumers", name)).FullName);

    /// <summary>A sample of the repository, which builds with the analyzers of the working tree.</summary>
    internal Consumer Sample(string name) => new(this, Repository.PathOf("samples", name));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string MachinePackages() =>
        Dotnet.Run(_root, Environment, "nuget", "locals", "global-packages", "--list").Succeeded().Text.Split(':', 2)[1].Trim();
}

/// <summary>All tests of this project share one package and run one after the other: each of them keeps the machine busy.</summary>
[CollectionDefinition(nameof(Packed))]
public sealed class Packed : ICollectionFixture<PackageFixture>;
