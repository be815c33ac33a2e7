using BindCheck.Testing;

namespace BindCheck.Package.Tests;

/// <summary>The samples say what they are meant to say.</summary>
[Collection(nameof(Packed))]
public sealed class SampleTests(PackageFixture package)
{
    // The analyzers are built already, and other test projects are reading them.
    private static readonly string[] s_build = ["-c", Repository.Configuration, "-p:BuildProjectReferences=false"];

    [Fact(DisplayName = "Storefront is warned exactly where its comments say so, by every rule about listeners and Services")]
    public void Storefront()
    {
        var storefront = package.Sample("Storefront");
        var found = storefront.Build(s_build);
        Assert.Equal(storefront.Announced, found);
        Assert.Equal(["BIND1001", "BIND1002", "BIND1003", "BIND1004", "BIND2002"], found.Select(f => f.Id).Distinct().Order());
    }

    [SkippableFact(DisplayName = "DualStack is silent, and reachable over both families at every port")]
    public void DualStack()
    {
        var dualStack = package.Sample("DualStack");
        Assert.Empty(dualStack.Announced);
        Assert.Empty(dualStack.Build(s_build));

        int[] ports = [8080, 8082, 9000, 9001];
        Skip.IfNot(ports.All(Clients.IsFree), "Another program listens on a port of the sample.");
        using var server = Tests.Dotnet.Start(dualStack.Folder, package.Environment, Path.Combine("bin", Repository.Configuration, "net10.0", "DualStack.dll"));
        try
        {
            Clients.AreAcceptedOverBothFamilies(ports);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }
}
