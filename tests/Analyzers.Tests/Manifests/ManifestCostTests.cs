using System.Globalization;
using Xunit.Abstractions;
using static BindCheck.Analyzers.Tests.Manifests.Manifest;

namespace BindCheck.Analyzers.Tests.Manifests;

/// <summary>What a project costs, in allocated bytes: those hardly vary between runs, unlike time, so that a busy machine fails no gate.</summary>
public sealed class ManifestCostTests(ITestOutputHelper output)
{
    private const int Count = 200;

    [Theory(DisplayName = "Twice as many manifests cost twice as much, whatever they have in common")]
    [InlineData("alone")]
    [InlineData("with a workload each")]
    [InlineData("with a kustomization each")]
    [InlineData("with one pool")]
    [InlineData("with one address")]
    [InlineData("with one address that each pins for itself")]
    public void Linear(string form)
    {
        var (few, many) = (Bytes(form, Count), Bytes(form, 2 * Count));
        var ratio = (double)many / few;
        output.WriteLine($"{few / 1024:N0} KB, {many / 1024:N0} KB: {ratio:F2}");
        Assert.InRange(ratio, 1.8, 2.2);
    }

    private static long Bytes(string form, int count)
    {
        var files = Enumerable.Range(0, count).SelectMany(i => Files(form, i)).ToArray();
        new ManifestSet(Nrp, files).Check(files[0].Path);
        var set = new ManifestSet(Nrp, files);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var (path, _) in files) set.Check(path);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static (string Path, string Text)[] Files(string form, int i)
    {
        var (name, path) = ($"s{i}", $"/k8s/{i:D5}.yaml");
        var port = "- port: " + (i + 1).ToString(CultureInfo.InvariantCulture);
        return form switch
        {
            "with a workload each" => [(path, LoadBalancer(name: name).Replace("app: web", "app: " + name, StringComparison.Ordinal) + "---\n" + Deployment(labels: "app: " + name))],
            "with a kustomization each" => [($"/k8s/{i:D5}/kustomization.yaml", "resources: [a.yaml]\n"), ($"/k8s/{i:D5}/a.yaml", LoadBalancer(name: name))],
            "with one pool" => i == 0 ? [("/k8s/pool.yaml", Pool("p", "- 192.0.2.0/24"))] : [(path, LoadBalancer(name: name))],
            "with one address" => [(path, LoadBalancer("loadBalancerIP: 67.58.49.70", "metallb.io/allow-shared-ip: k", name, port))],
            "with one address that each pins for itself" => [(path, LoadBalancer("loadBalancerIP: 67.58.49.70", name: name, ports: port))],
            _ => [(path, LoadBalancer(name: name))],
        };
    }
}
