using Microsoft.CodeAnalysis;

namespace BindCheck.Analyzers.Tests.Manifests;

/// <summary>The manifests of the platform's own page on LoadBalancer VIPs, as they are meant and as they come out of the clipboard: flat.</summary>
public sealed class GuidanceTests
{
    private const string Head = "apiVersion: v1\nkind: Service\nmetadata:\n  name: my-service\n  namespace: my-namespace\nspec:\n  type: LoadBalancer\n";
    private const string Tail = "  selector:\n    app: my-app\n  ports:\n  - port: 443\n    targetPort: 8443\n";
    private const string Single = "  ipFamilyPolicy: SingleStack\n  ipFamilies:\n  - IPv6\n";

    public static TheoryData<string, string> Blocks => new()
    {
        { "IPv4, quick start", Head + Tail },
        { "IPv4, a specific address", Head + "  loadBalancerIP: 67.58.49.70\n" + Tail },
        { "IPv6, quick start", Head + Single + Tail },
        { "IPv6, a specific address", Head + "  loadBalancerIP: 2607:f720:1720:e100::10\n" + Single + Tail },
    };

    [Theory(DisplayName = "The manifests of the guidance are silent under its own profile")]
    [MemberData(nameof(Blocks))]
    public void Silent(string block, string text)
    {
        Assert.NotEmpty(block);
        ManifestSet.Verify(Manifest.Nrp, ("/k8s/a.yaml", text));
    }

    [Fact(DisplayName = "The dual-stack manifest of the guidance gets an Info: MetalLB takes both addresses of one pool")]
    public void DualStack()
    {
        var text = Head + "  ipFamilyPolicy: PreferDualStack\n  ipFamilies:\n  - IPv4\n  - IPv6\n" + Tail;
        var finding = Assert.Single(new ManifestSet(Manifest.Nrp, ("/k8s/a.yaml", text)).Check());
        Assert.Equal(("BIND2003", DiagnosticSeverity.Info), (finding.Rule.Id, finding.Severity));
        Assert.Null(finding.BulkRepair);
    }

    [Theory(DisplayName = "Pasted flat, a manifest of the guidance is reported once, and its repair gives the indented form exactly")]
    [MemberData(nameof(Blocks))]
    public void Flat(string block, string text)
    {
        Assert.NotEmpty(block);
        var flat = string.Concat(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimStart() + "\n"));
        Assert.Equal(["BIND2022"], new ManifestSet(Manifest.Nrp, ("/k8s/a.yaml", flat)).Check().Select(finding => finding.Rule.Id));
        ManifestSet.Repair(Manifest.Nrp, "BIND2022", flat, text);
    }

    [Fact(DisplayName = "A flat manifest with comments, labels, names of ports and a second document is indented line by line")]
    public void FlatWithAllSorts() => ManifestSet.Repair(
        "", "BIND2022",
        "# ours\napiVersion: v1\nkind: Service\nmetadata:\nname: web\nlabels:\ntier: front\nspec:\ntype: LoadBalancer # vip\nselector:\napp: web\ntier: front\nports:\n- name: https\nport: 443\ntargetPort: https\n---\n" + Manifest.LoadBalancer(name: "b"),
        "# ours\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  labels:\n    tier: front\nspec:\n  type: LoadBalancer # vip\n  selector:\n    app: web\n    tier: front\n  ports:\n  - name: https\n    port: 443\n    targetPort: https\n---\n" + Manifest.LoadBalancer(name: "b"));

    [Fact(DisplayName = "A manifest that is flat in part has no repair")]
    public void PartlyFlat() =>
        Assert.Empty(Assert.Single(new ManifestSet("", ("/k8s/a.yaml", "apiVersion: v1\nkind: Service\nmetadata:\nname: web\nspec:\nports:\n  - port: 443\n")).Check()).Repairs);
}
