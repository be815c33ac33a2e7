using BindCheck.Listeners.Apis;
using BindCheck.Listeners.Export;
using BindCheck.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Analyzers.Tests.Listeners;

/// <summary>The rows that BindCheck writes about a library.</summary>
public class ApiExportTests
{
    [Theory(DisplayName = "What a member of a library binds is found out and written as a row")]
    [InlineData("public class Server { public void Start(IPAddress address, int port) { var l = new TcpListener(address, port); l.Start(); } }", "Acme.Server Start(*address, port) address single-family via=TcpListener exported")]
    [InlineData("public class Server { readonly TcpListener _l; public Server(IPEndPoint endPoint) => _l = new TcpListener(endPoint); public void Run() => _l.Start(); }", "Acme.Server .ctor(*endPoint) endpoint single-family via=TcpListener exported")]
    [InlineData("public class Server(string host, int port) { public void Run() { var l = new TcpListener(IPAddress.Parse(host), port); l.Start(); } }", "Acme.Server .ctor(*host, port) host single-family via=TcpListener exported")]
    [InlineData("public static class Server { public static void Run(string url, WebApplication app) => app.Urls.Add(url); }", "Acme.Server Run(*url, app) url kestrel via=WebApplication exported")]
    [InlineData("public static class Server { public static void Run(string host, int port, WebApplication app) => app.Urls.Add($\"http://{host}:{port}\"); }", "Acme.Server Run(*host, port, app) host kestrel via=WebApplication exported")]
    [InlineData("public static class Ex { public static void ListenOn(this KestrelServerOptions o, IPAddress address, int port, string certificate) => o.Listen(address, port); }", "Acme.Ex ListenOn(o, *address, port, certificate) address kestrel via=KestrelServerOptions exported")]
    [InlineData("public class Options { public IPAddress Address { get; set; } = IPAddress.Parse(\"10.0.0.1\"); } public class Server(Options options) { public void Run() { var l = new TcpListener(options.Address, 80); l.Start(); } }", "Acme.Options Address= address single-family via=TcpListener exported")]
    [InlineData("public class Options { public string Host { get; init; } } public class Server { public Server(Options options) { var l = new TcpListener(IPAddress.Parse(options.Host), 80); l.Start(); } }", "Acme.Options Host= host single-family via=TcpListener exported")]
    [InlineData("public class Server { public void Start(int port) { var l = new TcpListener(IPAddress.Any, port); l.Start(); } }", "Acme.Server Start(port) ipv4-any via=TcpListener exported")]
    [InlineData("public class Server { public void Start(IPAddress address) { var s = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true }; s.Bind(new IPEndPoint(address, 80)); s.Listen(); } }", "Acme.Server Start(*address) address dual-mode via=Socket exported")]
    [InlineData("public abstract class Server { protected Server(IPAddress address) { var l = new TcpListener(address, 80); l.Start(); } protected abstract void Accept(); }", "Acme.Server .ctor(*address) address single-family via=TcpListener exported")]
    [InlineData("public abstract class Server { protected void Open(IPAddress address) { var l = new TcpListener(address, 80); l.Start(); } protected abstract void Accept(); }", "Acme.Server Open(*address) address single-family via=TcpListener exported")]
    [InlineData("public class Server<T> where T : Server<T> { public void Open(IPAddress address, T other) { var l = new TcpListener(address, 80); l.Start(); } }", "Acme.Server`1 Open(*address, other) address single-family via=TcpListener exported")]
    [InlineData("public class Outer { public class Server { public void Open(IPAddress address) { var l = new TcpListener(address, 80); l.Start(); } } }", "Acme.Outer+Server Open(*address) address single-family via=TcpListener exported")]
    [InlineData("public interface IServer { void Open(IPAddress address); } class Server : IServer { public void Open(IPAddress address) { var l = new TcpListener(address, 80); l.Start(); } }", "Acme.IServer Open(*address) address single-family via=TcpListener exported")]
    [InlineData("public class Server { public void Open(params string[] urls) { foreach (var url in urls) { var l = new HttpListener(); l.Prefixes.Add(url); l.Start(); } } }", "Acme.Server Open(*urls) url http-listener via=HttpListenerPrefixCollection exported")]
    [InlineData("public static class Server { public static void Open<T>(IPAddress address, T state) { var l = new TcpListener(address, 80); l.Start(); } }", "Acme.Server Open(*address, state) address single-family via=TcpListener exported")]
    public void Rows(string library, string row) => Assert.Equal([row], Export(library));

    [Theory(DisplayName = "What others cannot call, what binds both families anyway, and what binds nothing has no row")]
    [InlineData("class Server { public void Start(IPAddress address, int port) { var l = new TcpListener(address, port); l.Start(); } }")]
    [InlineData("public class Server { internal void Start(IPAddress address) { var l = new TcpListener(address, 80); l.Start(); } }")]
    [InlineData("public class Server { public void Start(int port) { var l = TcpListener.Create(port); l.Start(); } }")]
    [InlineData("public class Server { public void Start(IPAddress address) { var c = new TcpClient(); c.Connect(address, 80); } }")]
    [InlineData("public class Server { public void Start(ref IPAddress address) { var l = new TcpListener(address, 80); l.Start(); } }")]
    [InlineData("public class Options { public IPAddress Address { get; } = IPAddress.Any; }")]
    [InlineData("public class Server { public void Start(IPAddress address) { var l = new TcpListener(address")]
    public void Nothing(string library) => Assert.Empty(Export(library));

    [Fact(DisplayName = "An exported row counts where the compiler has metadata of its type, not where it has the source")]
    public void InSource()
    {
        var library = CSharpCompilation.Create("Acme", [CSharpSyntaxTree.ParseText("namespace Acme { public class Server { public void StartAcme(int port) { } } }")], References.Core, new(OutputKind.DynamicallyLinkedLibrary));
        var image = new MemoryStream();
        Assert.True(library.Emit(image).Success);
        var rows = ApiText.Of(SourceText.From("Acme.Server StartAcme(port) ipv4-any exported")).Rows;
        var app = CSharpCompilation.Create("App", references: References.Core);
        Assert.True(ListenerTable.For(app.AddReferences(MetadataReference.CreateFromImage(image.ToArray())), rows)!.HasMember("StartAcme"));
        Assert.False(ListenerTable.For(app.AddReferences(library.ToMetadataReference()), rows)!.HasMember("StartAcme"));
    }

    private static IEnumerable<string> Export(string library)
    {
        var tree = CSharpSyntaxTree.ParseText($$"""
            using System.Net;
            using System.Net.Sockets;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.AspNetCore.Server.Kestrel.Core;
            namespace Acme { {{library}} }
            """, path: "Server.cs");
        return ApiExport.RowsOf(CSharpCompilation.Create("Acme", [tree], References.Web, new(OutputKind.DynamicallyLinkedLibrary)), false, [], default);
    }
}
