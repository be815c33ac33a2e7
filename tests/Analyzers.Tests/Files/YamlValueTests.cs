using BindCheck.Files;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Analyzers.Tests.Files;

/// <summary>What scalars are to sigs.k8s.io/yaml, which resolves as Go's strconv.ParseInt(text, 0, 64) and ParseFloat do, underscores taken out.</summary>
public sealed class YamlValueTests
{
    [Theory(DisplayName = "A plain scalar is the integer that a cluster sees, or none")]
    [InlineData("443", 443L)]
    [InlineData("+443", 443L)]
    [InlineData("-1", -1L)]
    [InlineData("0", 0L)]
    [InlineData("0443", 291L)]
    [InlineData("0o443", 291L)]
    [InlineData("0O443", 291L)]
    [InlineData("0x1bb", 443L)]
    [InlineData("0X1BB", 443L)]
    [InlineData("0b11", 3L)]
    [InlineData("0B11", 3L)]
    [InlineData("1_443", 1443L)]
    [InlineData("0_443", 291L)]
    [InlineData("443.0", 443L)]
    [InlineData("443.", 443L)]
    [InlineData("4.43e2", 443L)]
    [InlineData("1e3", 1000L)]
    [InlineData("08080", 8080L)]
    [InlineData("443.5", null)]
    [InlineData("22:22", null)]
    [InlineData("443:8443", null)]
    [InlineData("_443", null)]
    [InlineData("0x_", null)]
    [InlineData("http", null)]
    [InlineData("", null)]
    [InlineData("99999999999999999999", null)]
    public void Integers(string text, long? value) => Assert.Equal(value, YamlValue.IntegerOf(Plain(text)));

    [Theory(DisplayName = "Numbers and booleans are no texts, sexagesimals are")]
    [InlineData("443", true)]
    [InlineData("67.58", true)]
    [InlineData("yes", true)]
    [InlineData("ON", true)]
    [InlineData("0X1BB", true)]
    [InlineData("12:34:56", false)]
    [InlineData("67.58.49.70", false)]
    [InlineData("yEs", false)]
    [InlineData("~", false)]
    public void Texts(string text, bool isNotText) => Assert.Equal(isNotText, YamlValue.IsNotText(Plain(text)));

    private static YamlScalar Plain(string text) => new(new TextSpan(0, text.Length), IsAnchored: false, text, new TextSpan(0, text.Length), IsPlain: true);
}
