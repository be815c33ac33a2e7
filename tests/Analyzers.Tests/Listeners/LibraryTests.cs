using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BindCheck.Listeners;
using BindCheck.Listeners.Apis;
using BindCheck.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Analyzers.Tests.Listeners;

/// <summary>The rows about libraries, and those of users, against declarations in an assembly of their own.</summary>
public partial class LibraryTests
{
    private static readonly Lazy<MetadataReference> s_libraries = new(() => Emit(LibraryStubs.Source));

    private static readonly string[] s_cases =
    [
        // What it reports, and next to it what it must not.
        "new Orleans.Configuration.EndpointOptions { SiloListeningEndpoint = new IPEndPoint({|BIND1001:IPAddress.Any|}, 1) }; new Orleans.Configuration.EndpointOptions { GatewayListeningEndpoint = new IPEndPoint(IPAddress.IPv6Any, 2) };",
        "web.{|BIND1001:UseNetTcp|}(808);",
        "web.{|BIND1001:UseNetTcp|}();",
        "web.UseNetTcp({|BIND1001:IPAddress.Any|}, 808);",
        "web.UseNetTcp(IPAddress.IPv6Any, 808);",
        "new CoreWCF.Channels.NetTcpOptions().Listen({|BIND1001:\"net.tcp://0.0.0.0:808\"|});",
        "new CoreWCF.Channels.NetTcpOptions().Listen(\"net.tcp://localhost:808\");",
        "new Grpc.Core.ServerPort(\"0.0.0.0\", 1, null); new Grpc.Core.ServerPort(\"[::]\", 2, null); new Grpc.Core.ServerPort(\"*\", 3, null); new Grpc.Core.ServerPort(\"localhost\", 4, null);",
        "new Grpc.Core.ServerPort({|BIND1002:\"127.0.0.1\"|}, 1, null);",
        "new Garnet.server.ServerOptions { EndPoints = new EndPoint[] { new IPEndPoint({|BIND1001:IPAddress.Any|}, 6379) } };",
        "new Garnet.server.ServerOptions { EndPoints = [new IPEndPoint(IPAddress.Any, 6379), new IPEndPoint(IPAddress.IPv6Any, 6379)] };",
        "Microsoft.Owin.Hosting.WebApp.Start({|BIND1001:\"http://0.0.0.0:80\"|});",
        "Microsoft.Owin.Hosting.WebApp.Start<string>(\"http://*:80\"); Microsoft.Owin.Hosting.WebApp.Start(\"http://localhost:80\", null);",
        "new Microsoft.Owin.Hosting.StartOptions().Urls.Add({|BIND1002:\"http://127.0.0.1:80\"|}); new Microsoft.Owin.Hosting.StartOptions().Urls.Add(\"http://+:80\");",
        "{|BIND1004:new Prometheus.MetricServer(port: 1234)|};",
        "new Prometheus.MetricServer({|BIND1004:\"*\"|}, 1234); new Prometheus.MetricServer(hostname, 1234);",
        "new Prometheus.KestrelMetricServer({|BIND1001:\"0.0.0.0\"|}, 1234); new Prometheus.KestrelMetricServer(\"+\", 1235); new Prometheus.KestrelMetricServerOptions { Hostname = {|BIND1002:\"127.0.0.1\"|} };",
        "{|BIND1001:new WebSocketSharp.Server.WebSocketServer(80)|}; new WebSocketSharp.Server.WebSocketServer({|BIND1003:IPAddress.IPv6Any|}, 81); new WebSocketSharp.Server.WebSocketServer({|BIND1001:\"ws://0.0.0.0:82\"|});",
        "new WebSocketSharp.Server.HttpServer(IPAddress.Any, 80); new WebSocketSharp.Server.HttpServer(IPAddress.IPv6Any, 80);",
        "new WebSocketSharp.Server.WebSocketServer(IPAddress.Any, 80, true); new WebSocketSharp.Server.WebSocketServer(IPAddress.IPv6Any, 80, true); new WebSocketSharp.Server.WebSocketServer(\"ws://localhost:81\");",
        "new Fleck.WebSocketServer({|BIND1001:$\"ws://0.0.0.0:{port}\"|}); new Fleck.WebSocketServer(\"ws://[::]:82\");",
        "new vtortola.WebSockets.WebSocketListener(new IPEndPoint({|BIND1001:IPAddress.Any|}, 80), null); new vtortola.WebSockets.WebSocketListener(new IPEndPoint(IPAddress.Parse(hostname), 81), null);",
        "new WatsonWebsocket.WatsonWsServer({|BIND1004:\"*\"|}, 80); new WatsonWebsocket.WatsonWsServer(\"localhost\", 81);",
        "new EmbedIO.WebServer({|BIND1002:\"http://127.0.0.1:80/\"|}); new EmbedIO.WebServer(\"http://0.0.0.0:81/\", \"http://*:82/\");",
        "new ServiceStack.AppSelfHostBase().Start({|BIND1001:\"http://0.0.0.0:80/\"|}); new ServiceStack.AppSelfHostBase().Start(\"http://*:81/\");",
        "new Titanium.Web.Proxy.Models.ExplicitProxyEndPoint({|BIND1001:IPAddress.Any|}, 80, true);",
        "new Titanium.Web.Proxy.Models.SocksProxyEndPoint(IPAddress.Any, 80); new Titanium.Web.Proxy.Models.SocksProxyEndPoint(IPAddress.IPv6Any, 80);",
        "new NetCoreServer.TcpServer({|BIND1001:IPAddress.Any|}, 80); new NetCoreServer.TcpServer({|BIND1001:\"0.0.0.0\"|}, 81); new NetCoreServer.TcpServer(new IPEndPoint({|BIND1001:IPAddress.Any|}, 82));",
        "new NetCoreServer.TcpServer(IPAddress.IPv6Any, 80) { OptionDualMode = true }; new NetCoreServer.WssServer(null, {|BIND1001:IPAddress.Any|}, 443);",
        "new SuperSocket.Server.Abstractions.ListenOptions { Ip = {|BIND1001:\"Any\"|}, Port = 4040 };",
        "_ = new[] { new SuperSocket.Server.Abstractions.ListenOptions { Ip = \"Any\", Port = 4040 }, new SuperSocket.Server.Abstractions.ListenOptions { Ip = \"IPv6Any\", Port = 4040 } };",
        "new SuperSocket.SocketBase.AppServer().{|BIND1001:Setup|}(2012);",
        "new NetMQ.Sockets.ResponseSocket().Bind({|BIND1001:\"tcp://*:9000\"|}); new NetMQ.Sockets.ResponseSocket().Bind({|BIND1003:\"tcp://[::]:9001\"|}); new NetMQ.Sockets.ResponseSocket().Bind(\"inproc://a\");",
        "var s = new NetMQ.Sockets.ResponseSocket(); s.Bind(\"inproc://127.0.0.1:9000\"); s.Bind(\"ipc://0.0.0.0:9000\"); s.Bind(\"PGM://224.0.0.1:9000\"); s.Bind(\"epgm://*:9000\");",
        "var s = new NetMQ.Sockets.ResponseSocket(); s.Options.IPv4Only = false; s.Bind(\"tcp://*:9000\"); s.Bind({|BIND1002:\"tcp://127.0.0.1:9000\"|});",
        "_ = new Akka.IO.Tcp.Bind(null, new IPEndPoint({|BIND1001:IPAddress.Any|}, 9000)); _ = new Akka.IO.Tcp.Bind(null, new IPEndPoint({|BIND1003:IPAddress.IPv6Any|}, 9001), pullMode: true); _ = new Akka.IO.Tcp.Bind(null, new DnsEndPoint(hostname, 9002));",
        "{|BIND1001:new Lidgren.Network.NetServer(new Lidgren.Network.NetPeerConfiguration())|};",
        "new Lidgren.Network.NetServer(new Lidgren.Network.NetPeerConfiguration { LocalAddress = IPAddress.IPv6Any });",
        "new DotNetty.Transport.Bootstrapping.ServerBootstrap().{|BIND1001:BindAsync|}(80); new DotNetty.Transport.Bootstrapping.ServerBootstrap().BindAsync({|BIND1001:IPAddress.Any|}, 81);",
        "new DotNetty.Transport.Bootstrapping.ServerBootstrap().BindAsync(0); new DotNetty.Transport.Bootstrapping.ServerBootstrap().BindAsync(IPAddress.IPv6Any, 81);",
        "new Bedrock.Framework.SocketsServerBuilder().{|BIND1001:ListenAnyIP|}(80, _ => { }).Listen({|BIND1001:IPAddress.Any|}, 81, _ => { }).Listen(IPAddress.IPv6Any, 82, _ => { });",
        "new Pipelines.Sockets.Unofficial.SocketServer().Listen(new IPEndPoint({|BIND1001:IPAddress.Any|}, 80)); new Pipelines.Sockets.Unofficial.SocketServer().Listen(new IPEndPoint(IPAddress.IPv6Any, 81), AddressFamily.InterNetworkV6);",
        "new SuperSimpleTcp.SimpleTcpServer({|BIND1001:\"*:80\"|}); new SuperSimpleTcp.SimpleTcpServer({|BIND1003:\"[::]:81\"|}); new SuperSimpleTcp.SimpleTcpServer(\"localhost:82\");",
        "new WatsonTcp.WatsonTcpServer({|BIND1001:\"0.0.0.0\"|}, 80); new WatsonTcp.WatsonTcpServer(null, 81);",
        "new WatsonTcp.WatsonTcpServer(\"*\", 80); new WatsonTcp.WatsonTcpServer(\"::\", 80);",
        "new CavemanTcp.CavemanTcpServer({|BIND1001:\"*\"|}, 80); new CavemanTcp.CavemanTcpServer(hostname);",
        "new SimpleTCP.SimpleTcpServer().Start({|BIND1001:IPAddress.Any|}, 80); new SimpleTCP.SimpleTcpServer().Start(81); new SimpleTCP.SimpleTcpServer().Start(82, {|BIND1001:AddressFamily.InterNetwork|});",
        "{|BIND1001:new ServiceWire.TcpIp.TcpHost(80)|}; new ServiceWire.TcpIp.TcpHost(new IPEndPoint(IPAddress.IPv6Any, 81));",
        "new NewLife.Net.NetServer(IPAddress.Any, 80); new NewLife.Net.NetServer({|BIND1002:IPAddress.Loopback|}, 81); new NewLife.Net.NetServer { AddressFamily = {|BIND1001:AddressFamily.InterNetwork|} };",
        "new BeetleX.ListenHandler { Host = {|BIND1001:\"0.0.0.0\"|} }; new BeetleX.FastHttpApi.HttpOptions { Host = null }; new BeetleX.ServerOptions().AddListen({|BIND1001:\"0.0.0.0\"|}, 80);",
        "Proto.Remote.RemoteConfig.BindTo({|BIND1001:\"localhost\"|}, 80); Proto.Remote.RemoteConfig.BindTo(\"::\", 81); Proto.Remote.RemoteConfig.{|BIND1001:BindToAllInterfaces|}(\"me\", 82); Proto.Remote.RemoteConfig.{|BIND1002:BindToLocalhost|}(83);",
        "new Riptide.Transports.Udp.UdpServer({|BIND1001:IPAddress.Any|}); new Riptide.Transports.Tcp.TcpServer(IPAddress.IPv6Any);",
        "new DarkRift.Server.ServerSpawnData({|BIND1001:IPAddress.Any|}, 4296, default); new DarkRift.Server.ServerSpawnData(IPAddress.Parse(hostname), 4297, default);",
        "new SmtpServer.SmtpServerOptionsBuilder().{|BIND1001:Port|}(25, true); new SmtpServer.EndpointDefinitionBuilder().{|BIND1001:Port|}(26); new SmtpServer.EndpointDefinitionBuilder().Endpoint(new IPEndPoint({|BIND1003:IPAddress.IPv6Any|}, 27));",
        "new SmtpServer.SmtpServerOptionsBuilder().Port(25, true).Endpoint(b => b.Endpoint(new IPEndPoint(IPAddress.IPv6Any, 25)));",
        "new FubarDev.FtpServer.FtpServerOptions { ServerAddress = {|BIND1001:\"0.0.0.0\"|} }; new FubarDev.FtpServer.FtpServerOptions { ServerAddress = \"*\" };",
        "new ARSoft.Tools.Net.Dns.TcpServerTransport(new IPEndPoint({|BIND1001:IPAddress.Any|}, 53)); new ARSoft.Tools.Net.Dns.UdpServerTransport(IPAddress.IPv6Any);",
        "new DNS.Server.DnsServer().Listen(53, {|BIND1001:IPAddress.Any|}); new DNS.Server.DnsServer().Listen(54); new DNS.Server.DnsServer().Listen(new IPEndPoint({|BIND1002:IPAddress.Loopback|}, 55));",
        "new FluentModbus.ModbusTcpServer().{|BIND1001:Start|}(); new FluentModbus.ModbusTcpServer().Start({|BIND1003:IPAddress.IPv6Any|}); new FluentModbus.ModbusTcpServer().Start(new object());",
        "new EasyModbus.ModbusServer { LocalIPAddress = {|BIND1003:IPAddress.IPv6Any|} }; new EasyModbus.ModbusServer().LocalIPAddress = IPAddress.Parse(hostname);",
        "new FxSsh.StartingInfo({|BIND1001:IPAddress.Any|}, 22, \"\"); new FxSsh.StartingInfo(IPAddress.IPv6Any, 23, \"\");",
        "new Microsoft.DevTunnels.Ssh.Tcp.SshServer().AcceptSessionsAsync(22, {|BIND1001:IPAddress.Any|}); new Microsoft.DevTunnels.Ssh.Tcp.SshServer().AcceptSessionsAsync(23);",
        "new SIPSorcery.SIP.SIPUDPChannel({|BIND1003:IPAddress.IPv6Any|}, 5060); new SIPSorcery.SIP.SIPTCPChannel({|BIND1001:IPAddress.Any|}, 5061); new SIPSorcery.SIP.SIPTCPChannel(new IPEndPoint(IPAddress.IPv6Any, 5062), true);",
        "new SIPSorcery.Net.TurnServerConfig { ListenAddress = {|BIND1001:IPAddress.Any|} }; new SIPSorcery.Net.RTSPServer(new IPEndPoint(IPAddress.Parse(hostname), 554));",
        "new Samples.Pipeline.Listener().AddBinding(new IPEndPoint({|BIND1001:IPAddress.Any|}, 161));",
        "new Samples.Pipeline.Listener().AddBinding(new IPEndPoint(IPAddress.Any, 161)); new Samples.Pipeline.Listener().AddBinding(new IPEndPoint(IPAddress.IPv6Any, 161));",
        "{|BIND1001:new Tftp.Net.TftpServer(69)|}; new Tftp.Net.TftpServer(IPAddress.Parse(hostname), 70);",
        "new Amqp.Listener.ContainerHost(new List<string> { {|BIND1001:\"amqp://0.0.0.0:5672\"|} }); new Amqp.Listener.ContainerHost(new[] { \"amqp://localhost:5673\" });",
        "new CoAP.Server.CoapServer().AddEndPoint(new IPEndPoint({|BIND1001:IPAddress.Any|}, 5683)); new CoAP.Server.CoapServer().AddEndPoint(5684);",
    ];

    public static TheoryData<string> Cases => [.. s_cases];

    [Theory(DisplayName = "A library's listener is reported where its own map says so, and nowhere else")]
    [MemberData(nameof(Cases))]
    public async Task Reports(string statements) => await Check(statements, [s_libraries.Value]);

    [Fact(DisplayName = "Every row about a library has a declaration in the tests")]
    public void Declared()
    {
        var stubs = CSharpCompilation.Create("App", references: [.. References.Web, s_libraries.Value]);
        Assert.All(LibraryApis.Rows, api => Assert.True(
            stubs.GetTypesByMetadataName(api.Type).SelectMany(type => type.GetMembers(api.Member)).Any(member => member is IPropertySymbol || member is IMethodSymbol method && api.Signature.Matches(method.Parameters)),
            $"{api.Type}.{api.Member}({api.Parameters})"));
    }

    [Fact(DisplayName = "What a library's base constructor is given counts in the derived class")]
    public async Task Derived() => await Check("", [s_libraries.Value], "class Chat : NetCoreServer.TcpServer { public Chat() : base({|BIND1001:IPAddress.Any|}, 80) { } }");

    private const string Acme = "namespace Acme { public class Server { public Server(System.Net.IPAddress address, int port) { } public void Run(int port) { } } public static class Extensions { public static void ListenOn(this object app, string host, int port) { } } }";

    private const string AcmeRows = """
        # our own server
        Acme.Server      .ctor(*address, port)     address single-family
        Acme.Server      Run(port)                 ipv4-any   via=TcpListener advice="Use RunDual(port)."
        Acme.Extensions  ListenOn(app, *host, port) host star-is-ipv4
        """;

    private const string AcmeUse = "new Acme.Server({|BIND1001:IPAddress.Any|}, 1).{|BIND1001:Run|}(2); Acme.Extensions.ListenOn(this, {|BIND1001:\"*\"|}, 3); this.ListenOn({|BIND1003:\"[::]\"|}, 4);";

    [Fact(DisplayName = "A user's rows describe the types of a referenced assembly")]
    public async Task UserRows() => await Check(AcmeUse, [Emit(Acme)], "", AcmeRows);

    [Fact(DisplayName = "A user's rows describe the types of a referenced project, which are source in an IDE")]
    public async Task ReferencedProject() =>
        await Check(AcmeUse, [Compile("Acme", Acme, []).ToMetadataReference()], "", AcmeRows);

    [Fact(DisplayName = "A place is reported once, by its row, though the library's source is followed too")]
    public async Task Once()
    {
        var library = Compile("Acme", Acme.Replace("int port) { } public void", "int port) { new System.Net.Sockets.TcpListener(address, port).Start(); } public void"), []);
        var diagnostics = await Analyze("class C { object M() => new Acme.Server(System.Net.IPAddress.Any, 1); }", [library.ToMetadataReference()], AcmeRows);
        Assert.StartsWith("Server on 'System.Net.IPAddress.Any' accepts IPv4 only", Assert.Single(diagnostics).GetMessage());
        Assert.StartsWith("TcpListener in", Assert.Single(await Analyze("class C { object M() => new Acme.Server(System.Net.IPAddress.Any, 1); }", [library.ToMetadataReference()])).GetMessage());
    }

    [Fact(DisplayName = "A type that the project declares itself is not the one that a row means")]
    public async Task OwnType() => await Check("new Acme.Server(IPAddress.Any, 1).Run(2);", [], Acme, AcmeRows);

    [Fact(DisplayName = "A look-alike of a framework's type in a referenced project is not that type")]
    public async Task LookAlike()
    {
        var alike = Compile("Alike", "namespace Microsoft.AspNetCore.Server.Kestrel.Core { public class KestrelServerOptions { public void Listen(System.Net.IPAddress address, int port) { } } }", []);
        await Check("new Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions().Listen(IPAddress.Any, 80);", [alike.ToMetadataReference()], core: true);
    }

    [Fact(DisplayName = "Without rows nothing is said of the same calls")]
    public async Task NoRows() => await Check("new Acme.Server(IPAddress.Any, 1).Run(2);", [Emit(Acme)]);

    [Theory(DisplayName = "A row of the user's own silences one that BindCheck brings")]
    [InlineData("new Fleck.WebSocketServer(\"ws://0.0.0.0:80\");", "Fleck.WebSocketServer .ctor(*location, _?) none")]
    [InlineData("new Garnet.server.ServerOptions { EndPoints = [new IPEndPoint(IPAddress.Any, 6379)] };", "Garnet.server.ServerOptions EndPoints= none")]
    public async Task Overrides(string statements, string row) => await Check(statements, [s_libraries.Value], "", row);

    [Fact(DisplayName = "The message names the API that a row is a way to, and gives the row's advice")]
    public async Task Message()
    {
        var diagnostics = await Analyze("class C { void M() { new Acme.Server(null, 1).Run(2); } }", [Emit(Acme)], AcmeRows);
        Assert.Equal("Run (TcpListener) on a port alone accepts IPv4 only: IPv6 clients are refused. Use RunDual(port).", Assert.Single(diagnostics).GetMessage());
    }

    private static async Task Check(string statements, MetadataReference[] references, string declarations = "", string? rows = null, bool core = false)
    {
        var marked = $$"""
            using System;
            using System.Collections.Generic;
            using System.Net;
            using System.Net.Sockets;
            {{(core ? "" : "using Microsoft.AspNetCore.Hosting;")}}
            {{(references.Contains(s_libraries.IsValueCreated ? s_libraries.Value : null) ? "using CoreWCF.Configuration;" : "")}}
            {{(statements.Contains("this.ListenOn", StringComparison.Ordinal) ? "using Acme;" : "")}}
            class C { void M({{(core ? "" : "IWebHostBuilder web, ")}}string hostname, int port) { {{statements}} } }
            {{declarations}}
            """;
        var expected = Mark().Matches(marked).Select(match => (match.Groups[1].Value, match.Groups[2].Value));
        var diagnostics = await Analyze(Mark().Replace(marked, "$2"), references, rows, core);
        Assert.Equal(expected, diagnostics.Select(d => (d.Id, d.Location.SourceTree!.ToString().Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length))));
    }

    private static async Task<Diagnostic[]> Analyze(string source, MetadataReference[] references, string? rows = null, bool core = false)
    {
        var compilation = Compile("App", source, references, core);
        var files = rows is null ? [] : ImmutableArray.Create<AdditionalText>(new Text("/app/bindcheck.apis.txt", rows));
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions(files), (exception, _, _) => throw exception, true, false);
        var diagnostics = await new CompilationWithAnalyzers(compilation, [new ListenerAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics.OrderBy(d => d.Location.SourceSpan.Start)];
    }

    private static CSharpCompilation Compile(string name, string source, MetadataReference[] references, bool core = false)
    {
        var compilation = CSharpCompilation.Create(
            name, [CSharpSyntaxTree.ParseText(source)], [.. core ? References.Core : References.Web, .. references], new(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        return compilation;
    }

    private static MetadataReference Emit(string source)
    {
        using var stream = new MemoryStream();
        Assert.True(Compile("Library", source, []).Emit(stream).Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    [GeneratedRegex(@"\{\|(BIND\d{4}):(.*?)\|\}")]
    private static partial Regex Mark();

    private sealed class Text(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
