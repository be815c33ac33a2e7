using System.Collections.Immutable;
using BindCheck.Listeners;
using BindCheck.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Analyzers.Tests.Listeners;

/// <summary>Code that is being typed: no analyzer may throw, whatever is missing.</summary>
public class TruncationTests
{
    private const string Typed = """
        using System; using System.Collections.Generic; using System.Net; using System.Net.Sockets;
        using Microsoft.AspNetCore.Builder; using Microsoft.AspNetCore.Hosting; using L = System.Net.Sockets.TcpListener;
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.UseUrls($"http://{IPAddress.Any}:{args.Length}", string.Format("http://{0}:{1}", "0.0.0.0", 80), string.Join(";", "a", "http://*"))
            .PreferHostingUrls(true).ConfigureKestrel(o => { o.Listen(IPAddress.Any, 80, c => { }); o.ListenLocalhost(81); });
        builder.Configuration["urls"] = "http://0.0.0.0"; builder.Configuration["Kestrel:Endpoints:A:Url"] = "http://[::]:80";
        var app = builder.Build(); app.Urls.Add(@"http://0.0.0.0:80"); app.Run("http://127.0.0.1:80;http://[::1]");
        class Server(IPAddress given) : L(given, 80)
        {
            static readonly IPAddress A = IPAddress.Parse("0x0"), B = new(new byte[] { 127, 0, 0, 1 });
            IPAddress? P { get; set; } = IPAddress.Any.MapToIPv6();
            Server() : this(IPAddress.Any) { }
            void Run(IPAddress? a = null, params string[] urls)
            {
                a ??= P ?? (urls.Length > 0 ? IPAddress.Any : B); if (!IPAddress.TryParse(urls[0], out var b)) b = A;
                foreach (var x in new List<IPAddress> { a, b }) { var l = new TcpListener(x, 80) { Server = { DualMode = true } }; l.Start(); l?.Stop(); }
                using var s = new Socket(a.AddressFamily, SocketType.Stream, ProtocolType.Tcp); s.SetSocketOption(SocketOptionLevel.IPv6, (SocketOptionName)27, 0);
                s.Bind(new IPEndPoint(a is { } c ? c : b, 80)); s.Listen(); UdpClient u = new(80, AddressFamily.InterNetworkV6); u.Receive(ref e); Run(a);
                var h = new HttpListener { Prefixes = { "http://+:80/", $"http://{urls[0]}/" } }; try { } catch { new TcpListener([0, 0], 80); }
                var ends = urls switch { [] => IPEndPoint.Parse("0.0.0.0:80"), _ => new(0, 80) }; u.Client.Bind(ends);
            }
            IPEndPoint e = new(0L, 80);
            static readonly Dictionary<IPAddress, int> Known = new() { [IPAddress.Loopback] = 1, { IPAddress.Parse("10.0.0.1"), 2 } };
            bool Check(Microsoft.AspNetCore.Http.HttpContext h)
            {
                var l = TcpListener.Create(80); var p = (l.AcceptSocket()?.RemoteEndPoint as IPEndPoint)?.Address ?? h.Connection.RemoteIpAddress!; IPAddress F(IPAddress x) => F(p = x);
                switch (p.AddressFamily) { case AddressFamily.InterNetwork: return F(p).ToString() is "10.0.0.1" or ['1', ..]; }
                var b = p.GetAddressBytes(); if (l.LocalEndpoint is IPEndPoint { Address: { AddressFamily: AddressFamily.InterNetwork } q } && q.Equals(p)) return b[0] == 10;
                return Known.ContainsKey(p) || Known.Keys.Any(k => k.Equals((p.IsIPv4MappedToIPv6 ? p.MapToIPv4() : p))) || e.ToString().Split(':')[0] == $"{p}";
            }
        }
        """;

    private static readonly ImmutableArray<DiagnosticAnalyzer> s_analyzers =
    [
        .. typeof(ListenerAnalyzer).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    [Fact(DisplayName = "Code cut off after any token, or without any one token, is analysed without an exception")]
    public async Task AtEveryToken()
    {
        var cuts = Samples().SelectMany(static source => CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens()
            .Where(static token => token.Span.Length > 0)
            .SelectMany(token => new[] { source[..token.Span.End], source.Remove(token.SpanStart, token.Span.Length) }));
        await Parallel.ForEachAsync(cuts, async (cut, _) => await AssertNoException(cut));
    }

    [Fact(DisplayName = "Code with any token doubled, or with two neighbours in each other's place, is analysed without an exception")]
    public async Task Mistyped()
    {
        var mistakes = Samples().SelectMany(static source => CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Where(static token => token.Span.Length > 0)
            .Zip(CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Where(static token => token.Span.Length > 0).Skip(1))
            .SelectMany(pair => new[]
            {
                source.Insert(pair.First.Span.End, " " + pair.First.Text),
                source[..pair.First.SpanStart] + pair.Second.Text + source[pair.First.Span.End..pair.Second.SpanStart] + pair.First.Text + source[pair.Second.Span.End..],
            }));
        await Parallel.ForEachAsync(mistakes, async (mistake, _) => await AssertNoException(mistake));
    }

    [Theory(DisplayName = "Values that flow in circles, or through very deep code, end")]
    [InlineData("IPAddress a = b, b = a; new TcpListener(a, 80);")]
    [InlineData("var a = new[] { IPAddress.Any }; a = a.ToArray(); a = a.ToList().ToArray(); foreach (var x in a) new TcpListener(x, 80);")]
    [InlineData("IPAddress F(IPAddress x) => F(F(x)); new TcpListener(F(IPAddress.Any), 80);")]
    [InlineData("void F(IPAddress x) { G(x); new TcpListener(x, 80); } void G(IPAddress x) { F(x); F(IPAddress.Any); G(x); } F(IPAddress.Any);")]
    [InlineData("var s = \"http://0.0.0.0\"; s = s + s; s = $\"{s}{s}\" + s; s = string.Join(s, s, s); new System.Net.HttpListener().Prefixes.Add(s);")]
    [InlineData("var e = new IPEndPoint(IPAddress.Any, 80); while (true) { e = new IPEndPoint(e.Address, e.Port); e = IPEndPoint.Parse(e.ToString()); new TcpListener(e).Start(); }")]
    [InlineData("void F(IPEndPoint e) { e = new(e.Address, 80); F(e); F(new(e.Address.MapToIPv6(), 81)); new TcpListener(e).Start(); } F(new(IPAddress.Any, 80));")]
    [InlineData("var c = new C(); new TcpListener(c.End).Start(); class C { public IPEndPoint End = new(IPAddress.Any, 80); void M() { End = new(Next().Address, 1); } IPEndPoint Next() => new(End.Address, End.Port + 1); }")]
    [InlineData("var l = TcpListener.Create(80); var p = l.AcceptSocket().RemoteEndPoint; var q = p; p = q; EndPoint F(EndPoint e) => F(G(e)); EndPoint G(EndPoint e) => F(e); F(p).ToString().Split(':');")]
    [InlineData("var a = IPAddress.Any; while (true) { new TcpListener(a, 80); a = a.MapToIPv6(); a = a.MapToIPv4(); a = new IPEndPoint(a, 80).Address; }")]
    [InlineData("var e = new IPEndPoint(IPAddress.Any, 80); while (true) { new TcpListener(e); e = new IPEndPoint(e.Address, 81); }")]
    public Task Circles(string statements) => AssertNoException("using System.Linq; using System.Net; using System.Net.Sockets; " + statements);

    [Fact(DisplayName = "A chain of a thousand alternatives ends")]
    public Task LongChains() => AssertNoException(
        "using System.Net; using System.Net.Sockets; var a0 = IPAddress.Any; "
        + string.Concat(Enumerable.Range(1, 1000).Select(i => $"var a{i} = args.Length == {i} ? a{i - 1} : a{i - 1}; "))
        + "new TcpListener(a1000, 80).Start(); new TcpListener(" + string.Concat(Enumerable.Repeat("args.Length == 0 ? IPAddress.Any : ", 500)) + "IPAddress.Any, 80).Start();");

    private static IEnumerable<string> Samples() =>
        Directory.EnumerateFiles(Repository.PathOf("samples"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .Select(File.ReadAllText)
            .Prepend(Typed);

    private static async Task AssertNoException(string source)
    {
        var compilation = CSharpCompilation.Create("Typed", [CSharpSyntaxTree.ParseText(source)], References.Web, new(OutputKind.ConsoleApplication));
        Exception? thrown = null;
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: (exception, _, _) => thrown = exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        await compilation.WithAnalyzers(s_analyzers, options).GetAnalyzerDiagnosticsAsync();
        Assert.True(thrown is null, thrown + "\n" + source);
    }
}
