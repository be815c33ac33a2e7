using BindCheck.Reach;

namespace BindCheck.Analyzers.Tests.Manifests;

/// <summary>Ranges as MetalLB reads those of a pool, and prefixes as Go's net.ParseCIDR reads them.</summary>
public sealed class AddressRangeTests
{
    [Theory(DisplayName = "A range has a first and a last address, a size, and the shortest of the prefixes that it is made of")]
    [InlineData("67.58.49.48/28", "67.58.49.48-67.58.49.63", 16, 28)]
    [InlineData("67.58.49.50/28", "67.58.49.48-67.58.49.63", 16, 28)]
    [InlineData("67.58.49.64-67.58.49.95", "67.58.49.64-67.58.49.95", 32, 27)]
    [InlineData("192.0.2.8 - 192.0.2.20", "192.0.2.8-192.0.2.20", 13, 29)]
    [InlineData("192.0.2.1/32", "192.0.2.1", 1, 32)]
    [InlineData("0.0.0.0/0", "0.0.0.0-255.255.255.255", 4294967296, 0)]
    [InlineData("2607:F720:1720:E100::/64", "2607:f720:1720:e100::-2607:f720:1720:e100:ffff:ffff:ffff:ffff", 18446744073709551616.0, 64)]
    [InlineData("2001:db8::ff-2001:db8::101", "2001:db8::ff-2001:db8::101", 3, 127)]
    [InlineData("::ffff:192.0.2.0/120", "192.0.2.0-192.0.2.255", 256, 24)]
    [InlineData("::/0", "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 340282366920938463463374607431768211456.0, 0)]
    public void Read(string text, string range, double size, int shortest)
    {
        var read = AddressRange.Parse(text)!.Value;
        Assert.Equal((range, size, shortest), (read.ToString(), read.Size, read.ShortestPrefix));
        Assert.True(read.Contains(read.First) && read.Contains(read.Last) && read.Overlaps(read));
    }

    [Theory(DisplayName = "What MetalLB does not read as a range is none")]
    [InlineData("67.58.49.48")]
    [InlineData("67.58.49.48/33")]
    [InlineData("67.58.49/24")]
    [InlineData("67.58.49.48/")]
    [InlineData("67.58.49.48/a")]
    [InlineData("2001:db8::/129")]
    [InlineData("::ffff:192.0.2.0/24")]
    [InlineData("192.0.2.20-192.0.2.10")]
    [InlineData("192.0.2.20-2001:db8::1")]
    [InlineData("192.0.2.20-")]
    [InlineData("-")]
    [InlineData("")]
    public void None(string text) => Assert.Null(AddressRange.Parse(text));
}
