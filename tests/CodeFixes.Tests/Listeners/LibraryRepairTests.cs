namespace BindCheck.CodeFixes.Tests.Listeners;

/// <summary>The repair of libraries that make IPv6Any dual-mode, and no repair of those that do not.</summary>
public class LibraryRepairTests
{
    private const string Library = """
        namespace Bedrock.Framework { public class SocketsServerBuilder { public void Listen(System.Net.IPAddress address, int port, System.Action<object> configure) { } } }
        namespace WebSocketSharp.Server { public class WebSocketServer { public WebSocketServer(System.Net.IPAddress address, int port) { } } }
        """;

    [Fact(DisplayName = "Where a library makes IPv6Any both families, the address is replaced")]
    public Task Replaced() => VerifyRepair.InUserOf(
        Library, "BIND1001:ipv6any",
        "using System.Net; class C { void M(Bedrock.Framework.SocketsServerBuilder b) => b.Listen({|BIND1001:IPAddress.Any|}, 80, _ => { }); }",
        "using System.Net; class C { void M(Bedrock.Framework.SocketsServerBuilder b) => b.Listen(IPAddress.IPv6Any, 80, _ => { }); }");

    [Theory(DisplayName = "Where IPv6Any would be IPv6 only, nothing is offered")]
    [InlineData("BIND1001:dual")]
    [InlineData("BIND1001:ipv6any")]
    public Task Kept(string key)
    {
        const string Source = "using System.Net; class C { object M() => new WebSocketSharp.Server.WebSocketServer({|BIND1001:IPAddress.Any|}, 80); }";
        return VerifyRepair.InUserOf(Library, key, Source, Source);
    }
}
