using BindCheck.Listeners;
using BindCheck.Listeners.Repairs;
using BindCheck.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.CodeFixes.Tests.Listeners;

/// <summary>Frameworks that lack what a repair would write.</summary>
public class FrameworkTests
{
    private const string
        Tcp = "namespace System.Net.Sockets { public class TcpListener { public TcpListener(IPAddress localaddr, int port) { } public void Start() { } public void AcceptTcpClient() { } MORE } }",
        Kestrel = "namespace Microsoft.AspNetCore.Server.Kestrel.Core { public class KestrelServerOptions { public void Listen(System.Net.IPAddress address, int port) { } MORE } }",
        UseTcp = "class S { void Run() { var l = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 80); l.Start(); l.AcceptTcpClient(); } }",
        UseKestrel = "class S { void Run(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions o) => o.Listen(System.Net.IPAddress.Any, 80); }";

    [Theory(DisplayName = "What the framework does not have is not offered")]
    [InlineData(Tcp, "", UseTcp, "")]
    [InlineData(Tcp, "public static TcpListener Create(int port) => null;", UseTcp, "Dual,IPv6Any")]
    [InlineData(Kestrel, "", UseKestrel, "")]
    [InlineData(Kestrel, "public void ListenAnyIP(int port) { }", UseKestrel, "Dual,IPv6Any")]
    public async Task Availability(string framework, string member, string use, string recipes)
    {
        MetadataReference[] core = [.. References.Core.Where(static r => !r.Display!.EndsWith("System.Net.Sockets.dll", StringComparison.Ordinal) && !r.Display.EndsWith("netstandard.dll", StringComparison.Ordinal))];
        var library = CSharpCompilation.Create("Old", [CSharpSyntaxTree.ParseText(framework.Replace("MORE", member))], core, new(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        Assert.True(library.Emit(image).Success);
        var compilation = CSharpCompilation.Create("Server", [CSharpSyntaxTree.ParseText(use)], [.. core, MetadataReference.CreateFromImage(image.ToArray())], new(OutputKind.DynamicallyLinkedLibrary));
        var finding = Assert.Single(await compilation.WithAnalyzers([new ListenerAnalyzer()]).GetAnalyzerDiagnosticsAsync());
        Assert.Equal(recipes, string.Join(",", RepairPlan.Of(finding).Recipes));
    }
}
