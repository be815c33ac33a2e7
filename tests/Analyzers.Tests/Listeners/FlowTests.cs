using BindCheck.Listeners;
using BindCheck.Testing;

namespace BindCheck.Analyzers.Tests.Listeners;

/// <summary>Values that come from elsewhere in the file: fields, properties, constructors, wrappers, defaults.</summary>
public class FlowTests
{
    public static TheoryData<string, string> Members => new()
    {
        { "a readonly field", "readonly IPAddress _a = {|BIND1001:IPAddress.Any|}; void Run() => Bind(new TcpListener(_a, 80));" },
        { "a static readonly field", "static readonly IPAddress A = {|BIND1001:IPAddress.Any|}; void Run() => Bind(new TcpListener(A, 80));" },
        { "a field that is never set again", "IPAddress _a = {|BIND1001:IPAddress.Any|}; void Run() => Bind(new TcpListener(_a, 80));" },
        { "a field set in the constructor", "IPAddress _a; public Server() { _a = {|BIND1001:IPAddress.Any|}; } void Run() => Bind(new TcpListener(_a, 80));" },
        { "a field with two values", "IPAddress _a = {|BIND1001:IPAddress.Any|}; void Lock() => _a = {|BIND1002:IPAddress.Loopback|}; void Run() => Bind(new TcpListener(_a, 80));" },
        { "an auto-property with a default", "public IPAddress A { get; set; } = {|BIND1001:IPAddress.Any|}; void Run() => Bind(new TcpListener(A, 80));" },
        { "a get-only property", "IPAddress A { get; } = {|BIND1001:IPAddress.Any|}; void Run() => Bind(new TcpListener(A, 80));" },
        { "an expression-bodied property", "IPAddress A => {|BIND1001:IPAddress.Any|}; void Run() => Bind(new TcpListener(A, 80));" },
        { "a property with a getter", "IPAddress A { get { return {|BIND1001:IPAddress.Any|}; } } void Run() => Bind(new TcpListener(A, 80));" },
        { "a property over a field", "IPAddress _a = {|BIND1001:IPAddress.Any|}; IPAddress A { get => _a; set => _a = value; } void Run() => Bind(new TcpListener(A, 80));" },
        { "a helper method", "IPAddress A() => {|BIND1001:IPAddress.Any|}; void Run() => Bind(new TcpListener(A(), 80));" },
        { "a helper with a parameter", "IPAddress Or(IPAddress? a, IPAddress b) => a ?? b; void Run(IPAddress a) => Bind(new TcpListener(Or(a, {|BIND1001:IPAddress.Any|}), 80));" },
        { "a wrapper method", "void Run(IPAddress a) => Bind(new TcpListener(a, 80)); void Go() => Run({|BIND1001:IPAddress.Any|});" },
        { "a wrapper of a wrapper", "void Run(IPAddress a) => Bind(new TcpListener(a, 80)); void Go(IPAddress b) => Run(b); void Start() => Go({|BIND1001:IPAddress.Any|});" },
        { "a wrapper that takes text", "void Run(string host) => Bind(new TcpListener(IPAddress.Parse(host), 80)); void Go() => Run({|BIND1001:\"0.0.0.0\"|});" },
        { "a wrapper with named arguments", "void Run(IPAddress a, int p) => Bind(new TcpListener(a, p)); void Go() => Run(p: 80, a: {|BIND1001:IPAddress.Any|});" },
        { "a wrapper with a default argument", "void Run(string host = {|BIND1001:\"0.0.0.0\"|}) => Bind(new TcpListener(IPAddress.Parse(host), 80)); void Go() { Run(); Run({|BIND1008:\"10.0.0.1\"|}); }" },
        { "a wrapper with a null default", "void Run(IPAddress? a = null) { a ??= {|BIND1001:IPAddress.Any|}; Bind(new TcpListener(a, 80)); } void Go() => Run();" },
        { "a wrapper that tests for null", "void Run(IPAddress? a) { if (a == null) a = {|BIND1001:IPAddress.Any|}; Bind(new TcpListener(a, 80)); }" },
        { "a constructor parameter", "IPAddress _a; Server(IPAddress a) { _a = a; } void Run() => Bind(new TcpListener(_a, 80)); static Server Make() => new({|BIND1001:IPAddress.Any|});" },
        { "a constructor that calls another", "IPAddress _a; Server(IPAddress a) => _a = a; Server() : this({|BIND1001:IPAddress.Any|}) { } void Run() => Bind(new TcpListener(_a, 80));" },
        { "an object initializer", "IPAddress A { get; set; } = null!; void Run() => Bind(new TcpListener(A, 80)); static Server Make() => new() { A = {|BIND1001:IPAddress.Any|} };" },
        { "a base constructor", "class Listener : TcpListener { public Listener(int p) : base({|BIND1001:IPAddress.Any|}, p) { } }" },
        { "a primary base constructor", "class Listener(int p) : TcpListener({|BIND1001:IPAddress.Any|}, p) { }" },
        { "a derived class's own parameter", "class Listener : TcpListener { public Listener(IPAddress a) : base(a, 80) { } } static void Make() => new Listener({|BIND1001:IPAddress.Any|}).Start();" },
        { "a wrapper called with both families", "void Run(IPAddress a) => Bind(new TcpListener(a, 80)); void Go() { Run(IPAddress.Any); Run(IPAddress.IPv6Any); }" },
        { "an unknown caller", "public void Run(IPAddress a) => Bind(new TcpListener(a, 80));" },
        { "a field that may be dual", "EndPoint _e = new IPEndPoint(IPAddress.Any, 80); void Six() => _e = new IPEndPoint(IPAddress.IPv6Any, 80); void Run(KestrelServerOptions o) => o.Listen(_e);" },
        { "a virtual property that nothing overrides", "public virtual IPAddress A => {|BIND1001:IPAddress.Any|}; void Run() => Bind(new TcpListener(A, 80));" },
        { "a virtual property with an override", "public virtual IPAddress A => IPAddress.Any; class Other : Server { public override IPAddress A => IPAddress.IPv6Any; } void Run() => Bind(new TcpListener(A, 80));" },
        { "a parameter overwritten before use", "void Run(IPAddress a) { a = IPAddress.Parse(System.Console.ReadLine()!); Bind(new TcpListener(a, 80)); } void Go() => Run(IPAddress.Any);" },
        { "a method that calls itself", "IPAddress A(int i) => i == 0 ? {|BIND1001:IPAddress.Any|} : A(i - 1); void Run() => Bind(new TcpListener(A(3), 80));" },
        { "a conversion operator", "class Ip(IPAddress a) { public static implicit operator IPAddress(Ip i) => {|BIND1001:IPAddress.Any|}; } void Run(Ip i) => Bind(new TcpListener(i, 80));" },
        { "a local that is read to be written", "void Run() { var a = IPAddress.Any; a = a ?? throw new System.Exception(); Bind(new TcpListener({|BIND1001:a|}, 80)); }" },
        { "an end point made of itself", "void Run() { var e = new IPEndPoint(IPAddress.Any, 80); e = new IPEndPoint(e.Address, 81); Bind(new TcpListener({|BIND1001:e|})); }" },
        { "a field that depends on itself", "IPAddress _a = null!; void Set() => _a = _a; void Run() => Bind(new TcpListener(_a, 80));" },
    };

    [Theory(DisplayName = "A value is followed through the members of its file")]
    [MemberData(nameof(Members))]
    public Task Follow(string way, string members)
    {
        _ = way;
        return Verify<ListenerAnalyzer>.Diagnostics($$"""
            using System.Net;
            using System.Net.Sockets;
            using Microsoft.AspNetCore.Server.Kestrel.Core;

            class Server
            {
                {{members}}

                static void Bind(TcpListener listener) { listener.Start(); listener.AcceptTcpClient(); }
            }
            """);
    }

    [Fact(DisplayName = "Types that only look like listeners are not listeners")]
    public Task LookAlikes() => Verify<ListenerAnalyzer>.Diagnostics("""
        using System.Net;
        using Own;

        namespace Own
        {
            class TcpListener(IPAddress address, int port) { public void Start() => _ = (address, port); }
            class UdpClient(int port) { public void Receive() => _ = port; }
            class HttpListener { public System.Collections.Generic.List<string> Prefixes { get; } = []; }
            class Builder { public Builder UseUrls(params string[] urls) => this; public void Run(string url) { } public void Listen(IPAddress address, int port) { } }
        }

        class Program
        {
            static void Main()
            {
                new TcpListener(IPAddress.Any, 80).Start();
                new UdpClient(80).Receive();
                new Own.HttpListener().Prefixes.Add("http://+:80/");
                new Builder().UseUrls("http://0.0.0.0:80").Run("http://0.0.0.0:80");
                new Builder().Listen(IPAddress.Any, 80);
            }
        }
        """);

    [Fact(DisplayName = "A type of the same full name in source is not the framework's")]
    public Task SameNameInSource() => Verify<ListenerAnalyzer>.Diagnostics("""
        namespace Microsoft.AspNetCore.Hosting.Mine
        {
            static class HostingAbstractionsWebHostBuilderExtensions { public static void UseUrls(object hostBuilder, params string[] urls) { } }
            class Use { void M() => HostingAbstractionsWebHostBuilderExtensions.UseUrls(this, "http://0.0.0.0:80"); }
        }
        """);

    [Theory(DisplayName = "Test projects are silent unless the option asks for them")]
    [InlineData("build_property.IsTestProject = true", false)]
    [InlineData("build_property.IsTestProject = true\nbindcheck.analyze_test_projects = true", true)]
    [InlineData("build_property.IsTestProject = false", true)]
    public Task TestProjects(string config, bool isReported)
    {
        var address = isReported ? "{|BIND1001:IPAddress.Any|}" : "IPAddress.Any";
        return Verify<ListenerAnalyzer>.Diagnostics(
            $"using System.Net; using System.Net.Sockets; var l = new TcpListener({address}, 80); l.Start(); l.AcceptSocket();", config);
    }

    [Fact(DisplayName = "A pragma silences a finding")]
    public Task Pragma() => Verify<ListenerAnalyzer>.Diagnostics("""
        using System.Net;
        using System.Net.Sockets;
        #pragma warning disable BIND1001 // the peer speaks IPv4 only
        var l = new TcpListener(IPAddress.Any, 80);
        #pragma warning restore BIND1001
        l.Start();
        l.AcceptSocket();
        """);

    [Fact(DisplayName = "Half-typed code is read as far as it goes")]
    public Task BrokenCode() => Verify<ListenerAnalyzer>.DiagnosticsOfBrokenCode("""
        using System.Net;
        using System.Net.Sockets;
        var a = new TcpListener({|BIND1001:IPAddress.Any|}, 80); a.Start(); a.AcceptSocket();
        var b = new TcpListener(IPAddress.An, 80);
        var c = new TcpListener(IPAddress.Any, ;
        var d = new TcpListener(
        """);
}
