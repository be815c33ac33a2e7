using BindCheck.Listeners;
using BindCheck.Testing;

namespace BindCheck.Analyzers.Tests.Listeners;

/// <summary>The same bind in every position the C# grammar has for it.</summary>
public class GrammarTests
{
    public static TheoryData<string, string> Reported => new()
    {
        { "a local with one value", "var a = IPAddress.Any; Bind(new TcpListener({|BIND1001:a|}, 80));" },
        { "a local declared first and assigned later", "IPAddress a; a = IPAddress.Any; Bind(new TcpListener({|BIND1001:a|}, 80));" },
        { "a local assigned twice, the last one counts", "var a = IPAddress.IPv6Any; a = IPAddress.Any; Bind(new TcpListener({|BIND1001:a|}, 80));" },
        { "a chain of locals", "var a = IPAddress.Any; var b = a; IPAddress c = b; Bind(new TcpListener({|BIND1001:c|}, 80));" },
        { "a local set in a branch", "var a = IPAddress.Parse(Text); if (Text == \"\") a = {|BIND1001:IPAddress.Any|}; Bind(new TcpListener(a, 80));" },
        { "a failed parse", "if (!IPAddress.TryParse(Text, out var a)) a = {|BIND1001:IPAddress.Any|}; Bind(new TcpListener(a, 80));" },
        { "a local captured by a lambda", "var a = IPAddress.Any; Action f = () => Bind(new TcpListener({|BIND1001:a|}, 80));" },
        { "a const string", "const string A = \"0.0.0.0\"; Bind(new TcpListener({|BIND1001:IPAddress.Parse(A)|}, 80));" },
        { "a const field", "Bind(new TcpListener({|BIND1001:IPAddress.Parse(Wildcard)|}, 80));" },
        { "named arguments out of order", "Bind(new TcpListener(port: 80, localaddr: {|BIND1001:IPAddress.Any|}));" },
        { "a target-typed new", "TcpListener l = new({|BIND1001:IPAddress.Any|}, 80); Bind(l);" },
        { "a local function", "void F() { Bind(new TcpListener({|BIND1001:IPAddress.Any|}, 80)); } F();" },
        { "a lambda", "Action f = () => Bind(new TcpListener({|BIND1001:IPAddress.Any|}, 80));" },
        { "an anonymous method", "Action f = delegate { Bind(new TcpListener({|BIND1001:IPAddress.Any|}, 80)); };" },
        { "a cast", "Bind((TcpListener)new TcpListener({|BIND1001:IPAddress.Any|}, 80));" },
        { "a using declaration", "using var l = new TcpListener({|BIND1001:IPAddress.Any|}, 80); l.Start(); l.AcceptSocket();" },
        { "a using statement", "using (var l = new TcpListener({|BIND1001:IPAddress.Any|}, 80)) { l.Start(); l.AcceptSocket(); }" },
        { "a tuple", "var t = (new TcpListener({|BIND1001:IPAddress.Any|}, 80), 1);" },
        { "an element of an array", "var all = new[] { new TcpListener({|BIND1001:IPAddress.Any|}, 80) };" },
        { "an address out of an array", "var all = new[] { IPAddress.Any }; Bind(new TcpListener({|BIND1001:all[0]|}, 80));" },
        { "a loop over one address", "foreach (var a in new[] { IPAddress.Any }) Bind(new TcpListener({|BIND1001:a|}, 80));" },
        { "a loop over a list with one address", "var all = new List<IPAddress>(); all.Add(IPAddress.Any); foreach (var a in all) Bind(new TcpListener({|BIND1001:a|}, 80));" },
        { "a chosen family that is never both", "var l = new TcpListener(Text == \"6\" ? {|BIND1003:IPAddress.IPv6Any|} : {|BIND1001:IPAddress.Any|}, 80); l.Start(); l.AcceptSocket();" },
        { "a pattern", "if (IPAddress.Any is var a) Bind(new TcpListener({|BIND1001:a|}, 80));" },
        { "a conditional access", "Options?.Listen({|BIND1001:IPAddress.Any|}, 80);" },
        { "a helper that returns the address", "Bind(new TcpListener({|BIND1001:H()|}, 80)); IPAddress H() => IPAddress.Any;" },
        { "an end point in a local", "var e = new IPEndPoint(IPAddress.Any, 80); Bind(new TcpListener({|BIND1001:e|}));" },
        { "a target-typed end point", "Options!.Listen(new IPEndPoint({|BIND1001:IPAddress.Any|}, 80));" },
        { "a static extension call", "HostingAbstractionsWebHostBuilderExtensions.UseUrls(Builder, {|BIND1001:\"http://0.0.0.0:80\"|});" },
        { "several URLs", "Builder.UseUrls(\"http://*:80\", {|BIND1001:\"https://0.0.0.0:443\"|});" },
        { "URLs in an array", "Builder.UseUrls(new[] { {|BIND1001:\"https://0.0.0.0:443\"|} });" },
        { "URLs in a collection expression", "Builder.UseUrls([{|BIND1001:\"https://0.0.0.0:443\"|}]);" },
        { "URLs in one string", "Builder.UseUrls({|BIND1001:\"http://*:80;https://0.0.0.0:443\"|});" },
        { "an interpolated URL", "Builder.UseUrls({|BIND1001:$\"http://0.0.0.0:{Port}\"|});" },
        { "a concatenated URL", "Builder.UseUrls({|BIND1001:\"http://0.0.0.0:\" + Port|});" },
        { "a formatted URL", "Builder.UseUrls({|BIND1001:string.Format(\"http://{0}:{1}\", \"0.0.0.0\", Port)|});" },
        { "joined URLs", "Builder.UseUrls({|BIND1001:string.Join(\";\", \"http://0.0.0.0:80\", \"http://0.0.0.0:81\")|});" },
        { "a verbatim URL", "Builder.UseUrls({|BIND1001:@\"http://0.0.0.0:80\"|});" },
        { "an upper-case scheme", "Builder.UseUrls({|BIND1001:\"HTTP://0.0.0.0:80\"|});" },
        { "a URL without port", "Builder.UseUrls({|BIND1001:\"http://0.0.0.0\"|});" },
        { "a URL with a path", "Builder.UseUrls({|BIND1001:\"http://0.0.0.0:80/base\"|});" },
        { "a default for configuration", "Builder.UseUrls(Text ?? {|BIND1001:\"http://0.0.0.0:80\"|});" },
        { "an address inside an interpolated URL", "Builder.UseUrls({|BIND1001:$\"http://{IPAddress.Any}:{Port}\"|});" },
        { "a URI builder", "Builder.UseUrls({|BIND1002:new UriBuilder(\"http\", \"127.0.0.1\", Port).ToString()|});" },
    };

    public static TheoryData<string, string> Silent => new()
    {
        { "a local that is overwritten before use", "var a = IPAddress.Any; a = IPAddress.Parse(Text); Bind(new TcpListener(a, 80));" },
        { "an assignment after the use", "var a = IPAddress.Parse(Text); Bind(new TcpListener(a, 80)); a = IPAddress.Any;" },
        { "a ref argument", "var a = IPAddress.Parse(Text); Change(ref a); Bind(new TcpListener(a, 80));" },
        { "a pair of listeners", "Bind(new TcpListener(IPAddress.Any, 80)); Bind(new TcpListener(IPAddress.IPv6Any, 80));" },
        { "a pair with a common port variable", "Bind(new TcpListener(IPAddress.Any, Port)); Bind(new TcpListener(IPAddress.IPv6Any, Port));" },
        { "a loop over both wildcards", "foreach (var a in new[] { IPAddress.Any, IPAddress.IPv6Any }) Bind(new TcpListener(a, 80));" },
        { "a list that gets both wildcards", "var all = new List<IPAddress> { IPAddress.Any }; if (Text == \"\") all.Add(IPAddress.IPv6Any); foreach (var a in all) Bind(new TcpListener(a, 80));" },
        { "what the host supports", "Bind(new TcpListener(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, 80));" },
        { "a fallback for hosts without IPv6", "if (Socket.OSSupportsIPv6) Bind(TcpListener.Create(80)); else Bind(new TcpListener(IPAddress.Any, 80));" },
        { "a fallback in a catch block", "try { Bind(TcpListener.Create(80)); } catch (SocketException) { Bind(new TcpListener(IPAddress.Any, 80)); }" },
        { "dual in one of two cases", "var l = Text == \"6\" ? TcpListener.Create(80) : new TcpListener(IPAddress.Any, 80); Bind(l);" },
        { "a comparison", "if (Options!.ToString() == IPAddress.Any.ToString() || IPAddress.Any.Equals(Helper())) { }" },
        { "a pattern comparison", "_ = Text is \"0.0.0.0\" or \"http://0.0.0.0:80\";" },
        { "a URL for a client", "_ = new Uri(\"http://0.0.0.0:80\"); using var c = new System.Net.Http.HttpClient { BaseAddress = new(\"http://127.0.0.1\") };" },
        { "a client's local end point", "using var c = new TcpClient(new IPEndPoint(IPAddress.Any, 0)); c.Connect(\"host\", 80);" },
        { "a receive template", "var u = new UdpClient(0); var from = new IPEndPoint(IPAddress.Any, 0); u.Receive(ref from);" },
        { "a dual wildcard", "Builder.UseUrls(\"http://*:80\", \"http://+:81\", \"http://[::]:82\", \"http://any.example:83\", \"http://unix:/tmp/s\");" },
        { "a URL that is not known", "Builder.UseUrls(Text, $\"http://{Text}:80\", Text + \":80\", \"http://\" + Text);" },
        { "a free port", "var l = new TcpListener(IPAddress.Loopback, 0); l.Start(); var p = ((IPEndPoint)l.LocalEndpoint).Port; l.Stop();" },
        { "a port probe", "var l = new TcpListener(IPAddress.Any, Port); l.Start(); l.Stop();" },
        { "a unix socket", "var s = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified); s.Bind(new UnixDomainSocketEndPoint(\"/tmp/s\")); s.Listen();" },
        { "a named pipe and a unix socket in Kestrel", "Options!.ListenUnixSocket(\"/tmp/s\"); Options.ListenNamedPipe(\"p\"); Options.ListenAnyIP(80);" },
    };

    [Theory(DisplayName = "A bind is reported")]
    [MemberData(nameof(Reported))]
    public Task IsReported(string position, string statements) => Check(position, statements);

    [Theory(DisplayName = "What is no one-family listener is not reported")]
    [MemberData(nameof(Silent))]
    public Task IsSilent(string position, string statements) => Check(position, statements);

    private static Task Check(string position, string statements)
    {
        _ = position;
        return Verify<ListenerAnalyzer>.Diagnostics($$"""
            using System;
            using System.Collections.Generic;
            using System.Net;
            using System.Net.Sockets;
            using Microsoft.AspNetCore.Hosting;
            using Microsoft.AspNetCore.Server.Kestrel.Core;

            class Server
            {
                const string Wildcard = "0.0.0.0";
                string Text = Console.ReadLine()!;
                int Port = Console.Read();
                KestrelServerOptions? Options = new();
                IWebHostBuilder Builder = new WebHostBuilder();
                static IPAddress Helper() { return IPAddress.Any; }
                static void Change(ref IPAddress address) => address = IPAddress.IPv6Any;
                static void Bind(TcpListener listener) { listener.Start(); listener.AcceptTcpClient(); }

                void Run()
                {
                    {{statements}}
                }
            }
            """);
    }
}
