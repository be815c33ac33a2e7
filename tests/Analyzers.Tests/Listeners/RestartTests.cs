using BindCheck.Listeners;
using BindCheck.Testing;

namespace BindCheck.Analyzers.Tests.Listeners;

/// <summary>BIND1005: a dual-mode TcpListener that is stopped and started again.</summary>
public class RestartTests
{
    [Theory(DisplayName = "A dual-mode listener that is stopped and started again is reported")]
    [InlineData("void Run() { var l = TcpListener.Create(80); l.Start(); l.Stop(); {|BIND1005:l.Start()|}; }")]
    [InlineData("void Run() { var l = new TcpListener(IPAddress.IPv6Any, 80) { Server = { DualMode = true } }; l.Start(); l.Stop(); {|BIND1005:l.Start(5)|}; }")]
    [InlineData("void Run() { var l = TcpListener.Create(80); while (true) { {|BIND1005:l.Start()|}; l.AcceptTcpClient(); l.Stop(); } }")]
    [InlineData("readonly TcpListener _l = TcpListener.Create(80); public void Start() { {|BIND1005:_l.Start()|}; } public void Stop() { _l.Stop(); } public void Restart() { Stop(); Start(); }")]
    [InlineData("readonly TcpListener _l = TcpListener.Create(80); public void Go() { _l.Start(); } public void Again() { _l.Stop(); {|BIND1005:_l.Start()|}; }")]
    public Task Restarted(string members) => Check(members);

    [Theory(DisplayName = "A listener that stays what it was is not reported")]
    [InlineData("void Run() { var l = TcpListener.Create(80); l.Start(); l.Stop(); }")]
    [InlineData("void Run() { var l = TcpListener.Create(80); l.Start(); l.Stop(); l = TcpListener.Create(80); l.Start(); }")]
    [InlineData("void Run() { var l = TcpListener.Create(80); l.Start(); l.Stop(); if (l.Server.AddressFamily == AddressFamily.InterNetworkV6) l.Server.DualMode = true; l.Start(); }")]
    [InlineData("void Run() { while (true) { var l = TcpListener.Create(80); l.Start(); l.Stop(); } }")]
    [InlineData("void Run() { var l = new TcpListener({|BIND1001:IPAddress.Any|}, 80); l.Start(); l.AcceptSocket(); l.Stop(); l.Start(); }")]
    [InlineData("readonly TcpListener _l = TcpListener.Create(80); public void Start() { _l.Start(); } public void Stop() { _l.Stop(); }")]
    [InlineData("readonly TcpListener _l = TcpListener.Create(80); public void Start() { _l.Start(); } public void Stop() { _l.Stop(); } static void Replace(Server a, Server b) { a.Stop(); b.Start(); }")]
    [InlineData("TcpListener _l = TcpListener.Create(80); public void Start() { _l = TcpListener.Create(80); _l.Start(); } public void Stop() { _l.Stop(); } public void Restart() { Stop(); Start(); }")]
    [InlineData("void Run() { var l = TcpListener.Create(80); while (true) { l.Start(); l.Stop(); break; } }")]
    [InlineData("void Run() { var l = TcpListener.Create(80); l.Start(); l.Stop(); l.Server.DualMode = true; l.Start(); }")]
    [InlineData("TcpListener? _l; public void Start() { _l = TcpListener.Create(80); _l.Start(); } public void Stop() { _l!.Stop(); } public void Restart() { Stop(); Start(); }")]
    [InlineData("class TcpListener { public static TcpListener Create(int p) => new(); public void Start() { } public void Stop() { } } void Run() { var l = TcpListener.Create(80); l.Start(); l.Stop(); l.Start(); }")]
    public Task Kept(string members) => Check(members);

    private static Task Check(string members) => Verify<ListenerAnalyzer>.Diagnostics($$"""
        using System.Net;
        using System.Net.Sockets;

        class Server
        {
            {{members}}
        }
        """);
}
