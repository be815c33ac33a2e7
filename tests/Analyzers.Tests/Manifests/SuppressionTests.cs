using BindCheck.Files;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using static BindCheck.Analyzers.Tests.Manifests.Manifest;

namespace BindCheck.Analyzers.Tests.Manifests;

/// <summary>BIND9003, and the severities of files.</summary>
public sealed class SuppressionTests
{
    public static TheoryData<string, string> Cases => new()
    {
        { "a comment that is needed", LoadBalancer("ipFamilies: [IPv4, IPv6] # bindcheck:ignore {|BIND2011:|}").Replace("{|BIND2011:|}", "BIND2011", StringComparison.Ordinal).Replace("  ipFamilies", "  {|BIND2011:ipFamilies|}", StringComparison.Ordinal) },
        { "a comment that is not", LoadBalancer("sessionAffinity: None # bindcheck:ignore {|BIND9003:BIND2011|} -- why") },
        { "one of two", LoadBalancer("{|BIND2011:ipFamilies|}: [IPv4, IPv6] # bindcheck:ignore BIND2011, {|BIND9003:BIND2012|}") },
        { "a comment above", LoadBalancer("# bindcheck:ignore {|BIND9003:BIND2011|}\nsessionAffinity: None") },
        { "a comment for the file that is not needed", "# bindcheck:ignore-file {|BIND9003:BIND2011|}\n" + LoadBalancer() },
        { "a comment for the file that is", "# bindcheck:ignore-file BIND2011\n" + LoadBalancer("{|BIND2011:ipFamilies|}: [IPv4, IPv6]") },
        { "an id that is no rule", LoadBalancer("sessionAffinity: None # bindcheck:ignore {|BIND9003:BIND2999|}") },
        { "an id about C#", LoadBalancer("sessionAffinity: None # bindcheck:ignore {|BIND9003:BIND1001|}") },
        { "no id", LoadBalancer("sessionAffinity: None # {|BIND9003:bindcheck:ignore all|} -- why") },
        { "a comment below everything", LoadBalancer() + "# bindcheck:ignore {|BIND9003:BIND2011|}" },
    };

    [Theory(DisplayName = "A suppression that suppresses nothing is reported at its id")]
    [MemberData(nameof(Cases))]
    public void Unused(string form, string marked)
    {
        Assert.NotEmpty(form);
        ManifestSet.Verify("", ("/k8s/a.yaml", marked));
    }

    [Theory(DisplayName = "A suppression that suppresses nothing can be removed, with its comment where it is the last")]
    [InlineData("sessionAffinity: None # bindcheck:ignore BIND2011 -- why", "sessionAffinity: None")]
    [InlineData("# bindcheck:ignore BIND2011\nsessionAffinity: None", "sessionAffinity: None")]
    [InlineData("ipFamilies: [IPv4, IPv6] # bindcheck:ignore BIND2011, BIND2012 -- why", "ipFamilies: [IPv4, IPv6] # bindcheck:ignore BIND2011 -- why")]
    [InlineData("ipFamilies: [IPv4, IPv6] # bindcheck:ignore BIND2012 BIND2011", "ipFamilies: [IPv4, IPv6] # bindcheck:ignore BIND2011")]
    public void Removed(string before, string after) => ManifestSet.Repair("", "BIND9003", LoadBalancer(before), LoadBalancer(after), "remove-suppression");

    [Theory(DisplayName = "The severity of a rule about files can be set for a file, and none silences it there only")]
    [InlineData("none", null)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    [InlineData("ERROR", DiagnosticSeverity.Error)]
    [InlineData("off", DiagnosticSeverity.Warning)]
    public void Severity(string value, DiagnosticSeverity? expected)
    {
        var text = LoadBalancer("ipFamilies: [IPv4, IPv6] # bindcheck:ignore BIND2011");
        var set = new ManifestSet($"[/k8s/lab.yaml]\nbindcheck.severity.BIND2011 = {value}", ("/k8s/lab.yaml", text), ("/k8s/prod.yaml", text));
        Assert.Equal(expected, set.Check("/k8s/lab.yaml").SingleOrDefault()?.Severity);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(set.Check("/k8s/prod.yaml")).Severity);
    }

    [Theory(DisplayName = "A scalar means what YAML 1.1 makes of it")]
    [InlineData("443", 443L)]
    [InlineData("0443", 291L)]
    [InlineData("0o443", 291L)]
    [InlineData("0x1bb", 443L)]
    [InlineData("0b11", 3L)]
    [InlineData("1_443", 1443L)]
    [InlineData("443.0", 443L)]
    [InlineData("-1", -1L)]
    [InlineData("443.5", null)]
    [InlineData("22:22", null)]
    [InlineData("099", 99L)]
    [InlineData("https", null)]
    [InlineData("99999999999999999999", null)]
    public void Numbers(string text, long? expected) =>
        Assert.Equal(expected, YamlValue.IntegerOf(new YamlScalar(new TextSpan(0, text.Length), IsAnchored: false, text, new TextSpan(0, text.Length), IsPlain: true)));
}
