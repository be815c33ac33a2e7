using BindCheck.Listeners;
using BindCheck.Testing;

namespace BindCheck.Analyzers.Tests.Listeners;

/// <summary>BIND1009: checks of a peer that fail on <c>::ffff:a.b.c.d</c>.</summary>
public class PeerCheckTests
{
    [Theory(DisplayName = "A check of an accepted peer that only an IPv4 address passes is reported")]
    [InlineData("if ({|BIND1009:address.Equals(IPAddress.Loopback)|}) return;")]
    [InlineData("if (!{|BIND1009:address.Equals(IPAddress.Parse(\"10.0.0.1\"))|}) return;")]
    [InlineData("if ({|BIND1009:IPAddress.Loopback.Equals(address)|}) return;")]
    [InlineData("if ({|BIND1009:Equals(address, IPAddress.Loopback)|} || Equals(address, IPAddress.IPv6Loopback)) return;")]
    [InlineData("if ({|BIND1009:Equals(IPAddress.Loopback, address)|}) return;")]
    [InlineData("if ({|BIND1009:address.ToString() == \"127.0.0.1\"|}) return;")]
    [InlineData("if ({|BIND1009:\"127.0.0.1\" != address.ToString()|}) return;")]
    [InlineData("if ({|BIND1009:address.ToString().Equals(\"127.0.0.1\")|}) return;")]
    [InlineData("if ({|BIND1009:\"127.0.0.1\".Equals(address.ToString(), StringComparison.Ordinal)|}) return;")]
    [InlineData("if ({|BIND1009:string.Equals(\"127.0.0.1\", address.ToString())|}) return;")]
    [InlineData("if ({|BIND1009:address.ToString().StartsWith(\"192.168.\")|}) return;")]
    [InlineData("if ({|BIND1009:address.ToString() is \"127.0.0.1\" or \"::1\"|}) return;")]
    [InlineData("if ({|BIND1009:address.ToString() is not \"127.0.0.1\"|}) return;")]
    [InlineData("switch ({|BIND1009:address.ToString()|}) { case \"127.0.0.1\": return; }")]
    [InlineData("_ = {|BIND1009:address.ToString()|} switch { \"127.0.0.1\" => 1, _ => 2 };")]
    [InlineData("if ({|BIND1009:peer.ToString() == \"127.0.0.1:80\"|}) return;")]
    [InlineData("var host = {|BIND1009:peer.ToString().Split(':')|}[0];")]
    [InlineData("var host = {|BIND1009:client.Client.RemoteEndPoint!.ToString()!.Split(\":\")|}[0];")]
    [InlineData("var host = {|BIND1009:client.Client?.RemoteEndPoint?.ToString()?.Split(':')[0]|};")]
    [InlineData("if ({|BIND1009:(client.Client?.RemoteEndPoint as IPEndPoint)?.Address?.Equals(IPAddress.Loopback)|} == true) return;")]
    [InlineData("var first = {|BIND1009:address.ToString().Split('.')|}[0];")]
    [InlineData("var text = {|BIND1009:address.ToString().Replace('.', ',')|};")]
    [InlineData("if ({|BIND1009:address.AddressFamily == AddressFamily.InterNetwork|}) return;")]
    [InlineData("if ({|BIND1009:address.AddressFamily == AddressFamily.InterNetwork|} || address.Equals(IPAddress.IPv6Loopback)) return;")]
    [InlineData("var other4 = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp); if ({|BIND1009:address.AddressFamily == AddressFamily.InterNetwork|}) return;")]
    [InlineData("if ((address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).Equals(IPAddress.Loopback) || {|BIND1009:address.AddressFamily == AddressFamily.InterNetwork|}) return;")]
    [InlineData("if ({|BIND1009:AddressFamily.InterNetwork != address.AddressFamily|}) return;")]
    [InlineData("if ({|BIND1009:peer.AddressFamily is AddressFamily.InterNetwork|}) return;")]
    [InlineData("if ({|BIND1009:peer.AddressFamily is not AddressFamily.InterNetwork|}) return;")]
    [InlineData("if ({|BIND1009:address is { AddressFamily: AddressFamily.InterNetwork }|}) return;")]
    [InlineData("if ({|BIND1009:client.Client.RemoteEndPoint is IPEndPoint { AddressFamily: AddressFamily.InterNetwork }|}) return;")]
    [InlineData("if ({|BIND1009:client.Client.RemoteEndPoint is IPEndPoint { Address: { AddressFamily: AddressFamily.InterNetwork } }|}) return;")]
    [InlineData("if ({|BIND1009:client.Client.RemoteEndPoint is IPEndPoint { Address.AddressFamily: AddressFamily.InterNetwork }|}) return;")]
    [InlineData("switch ({|BIND1009:peer.AddressFamily|}) { case AddressFamily.InterNetwork: return; }")]
    [InlineData("_ = {|BIND1009:address.AddressFamily|} switch { AddressFamily.InterNetwork => 4, _ => 6 };")]
    [InlineData("if ({|BIND1009:address.GetAddressBytes().Length == 4|}) return;")]
    [InlineData("if ({|BIND1009:address.GetAddressBytes()[0] == 127|}) return;")]
    [InlineData("var bytes = address.GetAddressBytes(); if ({|BIND1009:bytes[0] == 10|} || bytes[0] == 172 && bytes[1] >= 16) return;")]
    [InlineData("if ({|BIND1009:address.GetAddressBytes().SequenceEqual(new byte[] { 127, 0, 0, 1 })|}) return;")]
    [InlineData("if ({|BIND1009:IPAddress.Loopback.GetAddressBytes().SequenceEqual(address.GetAddressBytes())|}) return;")]
    [InlineData("if ({|BIND1009:address.GetAddressBytes() is [10, ..]|}) return;")]
    [InlineData("var number = {|BIND1009:BitConverter.ToUInt32(address.GetAddressBytes(), 0)|};")]
    [InlineData("var number = {|BIND1009:System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes())|};")]
    [InlineData("var number = {|BIND1009:address.Address|};")]
    [InlineData("var text = {|BIND1009:address.MapToIPv4()|}.ToString();")]
    [InlineData("if ({|BIND1009:s_allowed.Contains(address)|}) return;")]
    [InlineData("if (!{|BIND1009:s_names.Contains(address.ToString())|}) return;")]
    [InlineData("if ({|BIND1009:s_limits.ContainsKey(address)|}) return;")]
    [InlineData("if ({|BIND1009:s_limits.TryGetValue(address, out _)|}) return;")]
    [InlineData("if ({|BIND1009:new[] { \"10.0.0.1\", \"10.0.0.2\" }.Contains(address.ToString())|}) return;")]
    [InlineData("if ({|BIND1009:Enumerable.Contains(s_allowed, address)|}) return;")]
    [InlineData("if (s_allowed.Any(allowed => {|BIND1009:allowed.Equals(address)|})) return;")]
    [InlineData("if (s_allowed.Any(allowed => {|BIND1009:address.Equals(allowed)|})) return;")]
    [InlineData("if (s_names.Any(name => {|BIND1009:name == address.ToString()|})) return;")]
    [InlineData("if (s_names.All(name => {|BIND1009:address.ToString() != name|})) return;")]
    [InlineData("foreach (var allowed in s_allowed) if ({|BIND1009:allowed.Equals(address)|}) return;")]
    [InlineData("if (IPAddress.IsLoopback(address) || {|BIND1009:s_allowed.Contains(address)|}) return;")]
    [InlineData("if ({|BIND1009:Array.IndexOf(s_array, address)|} >= 0) return;")]
    [InlineData("if ({|BIND1009:\"10.0.0.1,10.0.0.2\".Contains(address.ToString())|}) return;")]
    [InlineData("if ({|BIND1009:new Microsoft.AspNetCore.HttpOverrides.IPNetwork(IPAddress.Parse(\"10.0.0.0\"), 8).Contains(address)|}) return;")]
    public Task Reported(string check) => Verify<ListenerAnalyzer>.Diagnostics(Program(check));

    [Theory(DisplayName = "A use of a peer that is right for a mapped address too is not reported")]
    [InlineData("if (IPAddress.IsLoopback(address)) return;")]
    [InlineData("if (address.Equals(IPAddress.IPv6Loopback)) return;")]
    [InlineData("if (address.Equals(IPAddress.Any)) return;")]
    [InlineData("if (address.Equals(other)) return;")]
    [InlineData("if (address == IPAddress.Loopback) return;")]
    [InlineData("if (address.ToString() == \"::1\" || address.ToString() == \"localhost\" || address.ToString() == \"\") return;")]
    [InlineData("if (IPAddress.IsLoopback(address) || address.ToString() == \"127.0.0.1\") return;")]
    [InlineData("if (new[] { IPAddress.Loopback, IPAddress.IPv6Loopback, IPAddress.Loopback.MapToIPv6() }.Contains(address)) return;")]
    [InlineData("if (address.ToString() == text || address.ToString().StartsWith(text) || address.ToString().Contains(\"127.0.0.1\")) return;")]
    [InlineData("if (address.ToString() == \"0.0.0.0\") return;")]
    [InlineData("if (address.AddressFamily == AddressFamily.InterNetworkV6) return;")]
    [InlineData("if (address.AddressFamily == other.AddressFamily) return;")]
    [InlineData("switch (address.AddressFamily) { case AddressFamily.InterNetwork: return; case AddressFamily.InterNetworkV6: break; }")]
    [InlineData("if (address.AddressFamily == AddressFamily.InterNetwork) return; else if (address.AddressFamily == AddressFamily.InterNetworkV6) throw new Exception();")]
    [InlineData("var any = address.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;")]
    [InlineData("Console.WriteLine(address.AddressFamily == AddressFamily.InterNetwork ? \"IPv4\" : \"IPv6\");")]
    [InlineData("var reply = new byte[4 + address.GetAddressBytes().Length + 2];")]
    [InlineData("if (address.GetAddressBytes().Length == 4) Console.WriteLine(\"IPv4\"); else Console.WriteLine(\"IPv6\");")]
    [InlineData("if (address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6) return;")]
    [InlineData("if (IPNetwork.Parse(\"10.0.0.0/8\").Contains(address)) return;")]
    [InlineData("if (s_seen.Contains(address)) return; s_seen.Add(address);")]
    [InlineData("if (s_v6.Contains(address)) return;")]
    [InlineData("s_byName[address.ToString()] = client; Console.WriteLine($\"{address} {peer} {peer.Port}\");")]
    [InlineData("if (address.GetAddressBytes().SequenceEqual(other.GetAddressBytes())) return;")]
    [InlineData("if (address.GetAddressBytes().SequenceEqual(IPAddress.IPv6Loopback.GetAddressBytes())) return;")]
    [InlineData("var sum = 0; foreach (var b in address.GetAddressBytes()) sum += b;")]
    [InlineData("Console.WriteLine(nameof(address) + nameof(client.Client.RemoteEndPoint));")]
    [InlineData("address = other; if (address.Equals(IPAddress.Loopback)) return;")]
    [InlineData("Console.WriteLine(\"1.2.3.4\".Split('.').Length);")]
    public Task AnyForm(string use) => Verify<ListenerAnalyzer>.Diagnostics(Program(use));

    [Theory(DisplayName = "A peer that is normalised is not reported, and neither are other checks of a type that normalises")]
    [InlineData("if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4(); if (address.Equals(IPAddress.Loopback)) return;")]
    [InlineData("var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address; if (plain.Equals(IPAddress.Loopback)) return;")]
    [InlineData("if ((address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).Equals(IPAddress.Loopback)) return;")]
    [InlineData("if (s_allowed.Contains((address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address))) return;")]
    [InlineData("if (address.MapToIPv6().Equals(IPAddress.Loopback.MapToIPv6())) return;")]
    [InlineData("var ip = address.ToString(); if (ip.StartsWith(\"::ffff:\")) ip = ip.Substring(7); if (ip == \"127.0.0.1\") return;")]
    [InlineData("IPAddress Plain(IPAddress a) => a.IsIPv4MappedToIPv6 ? a.MapToIPv4() : a; if (Plain(address).Equals(IPAddress.Loopback)) return;")]
    [InlineData("if ({|BIND1009:address.MapToIPv4()|}.Equals(IPAddress.Loopback) || address.ToString() == \"127.0.0.1\") return;")]
    [InlineData("if ((address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).Equals(IPAddress.Loopback) || {|BIND1009:address.ToString() == \"127.0.0.1\"|}) return;")]
    public Task Normalised(string check) => Verify<ListenerAnalyzer>.Diagnostics(Program(check));

    [Theory(DisplayName = "A peer is followed from its source to its check")]
    [InlineData("a local function", "void Check(IPAddress a) { if ({|BIND1009:a.Equals(IPAddress.Loopback)|}) return; } void M(Socket s) => Check(((IPEndPoint)s.RemoteEndPoint!).Address);")]
    [InlineData("a method's parameter", "bool IsAllowed(IPAddress a) => {|BIND1009:a.Equals(IPAddress.Loopback)|}; void M(Socket s) => IsAllowed(((IPEndPoint)s.RemoteEndPoint!).Address);")]
    [InlineData("a named argument", "bool IsAllowed(int n, IPAddress a) => {|BIND1009:a.Equals(IPAddress.Loopback)|}; void M(Socket s) => IsAllowed(a: ((IPEndPoint)s.RemoteEndPoint!).Address, n: 1);")]
    [InlineData("a text parameter", "bool IsAllowed(string ip) => {|BIND1009:ip == \"127.0.0.1\"|}; void M(Socket s) => IsAllowed(((IPEndPoint)s.RemoteEndPoint!).Address.ToString());")]
    [InlineData("a result", "IPAddress Peer(Socket s) => ((IPEndPoint)s.RemoteEndPoint!).Address; void M(Socket s) { if ({|BIND1009:Peer(s).Equals(IPAddress.Loopback)|}) return; }")]
    [InlineData("a result in a block", "IPAddress Peer(Socket s) { var e = (IPEndPoint)s.RemoteEndPoint!; return e.Address; } void M(Socket s) { if ({|BIND1009:Peer(s).Equals(IPAddress.Loopback)|}) return; }")]
    [InlineData("a field", "IPAddress? _peer; void M(Socket s) { _peer = ((IPEndPoint)s.RemoteEndPoint!).Address; } bool Is() => {|BIND1009:_peer!.Equals(IPAddress.Loopback)|};")]
    [InlineData("a field that is null before", "IPAddress? _peer = null; void M(Socket s) { _peer = ((IPEndPoint)s.RemoteEndPoint!).Address; } bool Is() => {|BIND1009:Equals(_peer, IPAddress.Loopback)|};")]
    [InlineData("a property that is set", "IPEndPoint? Peer { get; set; } void M(Socket s) { Peer = s.RemoteEndPoint as IPEndPoint; } bool Is() => {|BIND1009:Peer!.Address.ToString() == \"127.0.0.1\"|};")]
    [InlineData("a computed property", "Socket? _s; void M(Socket s) { _s = s; } IPAddress Peer => ((IPEndPoint)_s!.RemoteEndPoint!).Address; bool Is() => {|BIND1009:Peer.Equals(IPAddress.Loopback)|};")]
    [InlineData("an extension method", "void M(Socket s) => ((IPEndPoint)s.RemoteEndPoint!).Address.IsAllowed();")]
    [InlineData("a pattern", "void M(Socket s) { if (s.RemoteEndPoint is IPEndPoint peer && {|BIND1009:peer.Address.Equals(IPAddress.Loopback)|}) return; }")]
    [InlineData("a pattern for a property", "void M(Socket s) { if (s.RemoteEndPoint is IPEndPoint { Address: var a } && {|BIND1009:a.Equals(IPAddress.Loopback)|}) return; }")]
    [InlineData("a default", "void M(Socket s) { var a = (s.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None; if ({|BIND1009:a.Equals(IPAddress.Loopback)|}) return; }")]
    [InlineData("a record", "record Client(IPAddress Address); void M(Socket s) { var c = new Client(((IPEndPoint)s.RemoteEndPoint!).Address); if ({|BIND1009:c.Address.Equals(IPAddress.Loopback)|}) return; }")]
    [InlineData("a constructor", "class Client { readonly IPAddress _a; public Client(IPAddress a) { _a = a; } public bool Is => {|BIND1009:_a.Equals(IPAddress.Loopback)|}; } void M(Socket s) => new Client(((IPEndPoint)s.RemoteEndPoint!).Address);")]
    [InlineData("a base constructor", "class Base { protected IPAddress A { get; } public Base(IPAddress a) => A = a; public bool Is => {|BIND1009:A.Equals(IPAddress.Loopback)|}; } class Client : Base { public Client(IPAddress a) : base(a) { } } void M(Socket s) => new Client(((IPEndPoint)s.RemoteEndPoint!).Address);")]
    [InlineData("a primary constructor", "class Client(IPAddress a) { public bool Is => {|BIND1009:a.Equals(IPAddress.Loopback)|}; } void M(Socket s) => new Client(((IPEndPoint)s.RemoteEndPoint!).Address);")]
    [InlineData("an initializer", "class Client { public IPAddress? Address { get; init; } public bool Is => {|BIND1009:Address!.Equals(IPAddress.Loopback)|}; } void M(Socket s) => new Client { Address = ((IPEndPoint)s.RemoteEndPoint!).Address };")]
    [InlineData("a socket that is held", "class Session { readonly Socket _s; public Session(Socket s) => _s = s; public IPEndPoint Peer => (IPEndPoint)_s.RemoteEndPoint!; public bool Is => {|BIND1009:Peer.Address.Equals(IPAddress.Loopback)|}; } void M(Socket s) => new Session(s);")]
    [InlineData("a session among others", "class Session { public required Socket Socket { get; init; } } System.Collections.Generic.List<Session> _all = new(); void M(Socket s) { _all.Add(new Session { Socket = s }); foreach (var a in _all) if ({|BIND1009:((IPEndPoint)a.Socket.RemoteEndPoint!).Address.Equals(IPAddress.Loopback)|}) return; }")]
    [InlineData("the own address", "void M(Socket s) { if ({|BIND1009:((IPEndPoint)s.LocalEndPoint!).Address.ToString() == \"10.0.0.1\"|}) return; }")]
    [InlineData("a constant", "const string Admin = \"10.0.0.1\"; void M(Socket s) { if ({|BIND1009:((IPEndPoint)s.RemoteEndPoint!).Address.ToString() == Admin|}) return; }")]
    [InlineData("a field to compare with", "static readonly IPAddress s_admin = IPAddress.Parse(\"10.0.0.1\"); void M(Socket s) { if ({|BIND1009:((IPEndPoint)s.RemoteEndPoint!).Address.Equals(s_admin)|}) return; }")]
    [InlineData("a text that is parsed again", "void M(Socket s) { if ({|BIND1009:IPAddress.Parse(((IPEndPoint)s.RemoteEndPoint!).Address.ToString()).Equals(IPAddress.Loopback)|}) return; }")]
    public Task Followed(string way, string members) { _ = way; return Verify<ListenerAnalyzer>.Diagnostics(Accepting("M(listener.AcceptSocket());", members)); }

    [Theory(DisplayName = "What is held beside other values is not taken for a peer")]
    [InlineData("IPAddress? _peer; void N(IPAddress a) => _peer = a; void M(Socket s) { _peer = ((IPEndPoint)s.RemoteEndPoint!).Address; } bool Is() => _peer!.Equals(IPAddress.Loopback);")]
    [InlineData("void M(Socket s) { } bool Is(IPAddress a) => a.Equals(IPAddress.Loopback);")]
    [InlineData("void M(Socket s) { } bool Is() => Dns.GetHostAddresses(\"a\")[0].AddressFamily == AddressFamily.InterNetwork;")]
    [InlineData("void M(Socket s) { var a = new Look().RemoteEndPoint; if (a.Address.Equals(IPAddress.Loopback)) return; } class Look { public IPEndPoint RemoteEndPoint => new(IPAddress.Loopback, 1); }")]
    [InlineData("void M(Socket s) { var c = new Conn().Connection.RemoteIpAddress; if (c.Equals(IPAddress.Loopback)) return; } class Conn { public Conn Connection => this; public IPAddress RemoteIpAddress => IPAddress.Loopback; }")]
    public Task OtherValues(string members) => Verify<ListenerAnalyzer>.Diagnostics(Accepting("M(listener.AcceptSocket());", members));

    [Theory(DisplayName = "A peer is that of the listener which accepted it, or received from it")]
    [InlineData("var l = TcpListener.Create(80); l.Start(); Check(l.AcceptSocket().RemoteEndPoint);")]
    [InlineData("var l = TcpListener.Create(80); l.Start(); Check(l.AcceptTcpClient().Client.RemoteEndPoint);")]
    [InlineData("var l = TcpListener.Create(80); l.Start(); using var c = await l.AcceptTcpClientAsync(); Check(c.Client.RemoteEndPoint);")]
    [InlineData("var l = TcpListener.Create(80); l.Start(); var c = await l.AcceptSocketAsync().ConfigureAwait(false); Check(c.RemoteEndPoint);")]
    [InlineData("var l = TcpListener.Create(80); l.Start(); l.BeginAcceptSocket(r => Check(l.EndAcceptSocket(r).RemoteEndPoint), null);")]
    [InlineData("var l = new TcpListener(IPAddress.IPv6Any, 80); l.Server.DualMode = true; l.Start(); Check(l.AcceptSocket().RemoteEndPoint);")]
    [InlineData("var l = new TcpListener({|BIND1001:IPAddress.Any|}, 80); l.Start(); Check(l.AcceptSocket().RemoteEndPoint);")]
    [InlineData("var l = new Socket(SocketType.Stream, ProtocolType.Tcp); l.Bind(new IPEndPoint(IPAddress.IPv6Any, 80)); l.Listen(); Check(l.Accept().RemoteEndPoint);")]
    [InlineData("var l = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true }; l.Bind(new IPEndPoint(IPAddress.IPv6Any, 80)); l.Listen(); Check((await l.AcceptAsync()).RemoteEndPoint);")]
    [InlineData("var l = TcpListener.Create(80); l.Start(); foreach (var c in new[] { l.AcceptTcpClient() }) Check(c.Client.RemoteEndPoint);")]
    [InlineData("_l = TcpListener.Create(80); _l.Start(); await Loop(_l);")]
    [InlineData("var l = new Socket(SocketType.Stream, ProtocolType.Tcp); l.Bind(new IPEndPoint(IPAddress.IPv6Any, 80)); l.Listen(); var e = new SocketAsyncEventArgs(); l.AcceptAsync(e); e.Completed += (_, a) => Check(a.AcceptSocket!.RemoteEndPoint);")]
    [InlineData("var u = {|BIND1001:new UdpClient(514)|}; IPEndPoint? p = null; u.Receive(ref p); Check(p);")]
    [InlineData("var u = {|BIND1001:new UdpClient(514)|}; var r = await u.ReceiveAsync(); Check(r.RemoteEndPoint);")]
    [InlineData("var u = new UdpClient(AddressFamily.InterNetworkV6); u.Client.DualMode = true; u.Client.Bind(new IPEndPoint(IPAddress.IPv6Any, 514)); var r = await u.ReceiveAsync(); Check(r.RemoteEndPoint);")]
    [InlineData("var l = new Socket(SocketType.Dgram, ProtocolType.Udp); l.Bind(new IPEndPoint(IPAddress.IPv6Any, 80)); EndPoint p = new IPEndPoint(IPAddress.IPv6Any, 0); l.ReceiveFrom(new byte[1], ref p); Check(p);")]
    [InlineData("var l = new Socket(SocketType.Dgram, ProtocolType.Udp); l.Bind(new IPEndPoint(IPAddress.IPv6Any, 80)); var r = await l.ReceiveFromAsync(new byte[1], SocketFlags.None, new IPEndPoint(IPAddress.IPv6Any, 0)); Check(r.RemoteEndPoint);")]
    [InlineData("options.ListenAnyIP(80); Is(context.Connection.RemoteIpAddress);")]
    [InlineData("options.ListenAnyIP(80); Is(context.Connection.LocalIpAddress);")]
    [InlineData("options.Listen(IPAddress.IPv6Any, 80); Is(context.Connection.RemoteIpAddress);")]
    [InlineData("options.Listen({|BIND1001:IPAddress.Any|}, 80); Is(context.Connection.RemoteIpAddress);")]
    [InlineData("builder.UseUrls(\"http://*:80\"); Is(context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpConnectionFeature>()!.RemoteIpAddress);")]
    [InlineData("builder.UseUrls(\"http://+:80\"); Is(context.Connection.RemoteIpAddress);")]
    [InlineData("builder.UseUrls(\"http://[::]:80\"); Is(context.Connection.RemoteIpAddress);")]
    [InlineData("builder.UseUrls({|BIND1001:\"http://0.0.0.0:80\"|}); Is(context.Connection.RemoteIpAddress);")]
    [InlineData("options.ListenAnyIP(80); Check(connection.RemoteEndPoint);")]
    public Task Peers(string statements) => Verify<ListenerAnalyzer>.Diagnostics(Listening(statements, "{|BIND1009:((IPEndPoint)peer!).Address.ToString() == \"127.0.0.1\"|}", "{|BIND1009:peer!.Equals(IPAddress.Loopback)|}"));

    [Fact(DisplayName = "A class derived from TcpListener accepts by itself")]
    public Task Derived() => Verify<ListenerAnalyzer>.Diagnostics("""
        using System.Net;
        using System.Net.Sockets;

        class Derived : TcpListener
        {
            public Derived() : base({|BIND1001:IPAddress.Any|}, 80) => Start();
            bool Run() => {|BIND1009:((IPEndPoint)AcceptSocket().RemoteEndPoint!).Address.Equals(IPAddress.Loopback)|};
        }
        """);

    [Theory(DisplayName = "The peer of another socket, or of a listener of one family, is not reported")]
    [InlineData("var l = TcpListener.Create(80); l.Start(); l.AcceptSocket(); var c = new TcpClient(\"host\", 80); Check(c.Client.RemoteEndPoint);")]
    [InlineData("var l = TcpListener.Create(80); l.Start(); l.AcceptSocket(); var c = new TcpClient(); await c.ConnectAsync(\"host\", 80); Check(c.Client.RemoteEndPoint);")]
    [InlineData("var l = TcpListener.Create(80); l.Start(); l.AcceptSocket(); var c = new Socket(SocketType.Stream, ProtocolType.Tcp); c.Connect(\"host\", 80); Check(c.RemoteEndPoint);")]
    [InlineData("var l = TcpListener.Create(80); l.Start(); l.AcceptSocket(); Check(given.RemoteEndPoint);")]
    [InlineData("var l = TcpListener.Create(80); l.Start(); l.AcceptSocket(); Check(l.LocalEndpoint);")]
    [InlineData("var l = TcpListener.Create(80); l.Start(); l.AcceptSocket(); Is(context.Connection.RemoteIpAddress);")]
    [InlineData("var l = new TcpListener({|BIND1002:IPAddress.Loopback|}, 80); l.Start(); Check(l.AcceptSocket().RemoteEndPoint);")]
    [InlineData("var l = new TcpListener(IPAddress.Parse(text), 80); l.Start(); Check(l.AcceptSocket().RemoteEndPoint);")]
    [InlineData("var l = new TcpListener({|BIND1003:IPAddress.IPv6Any|}, 80); l.Start(); Check(l.AcceptSocket().RemoteEndPoint);")]
    [InlineData("var d = TcpListener.Create(80); d.Start(); d.AcceptSocket(); var l = new TcpListener({|BIND1002:IPAddress.Loopback|}, 81); l.Start(); Check(l.AcceptSocket().RemoteEndPoint);")]
    [InlineData("var u = new UdpClient(\"host\", 514); IPEndPoint? p = null; u.Receive(ref p); Check(p);")]
    [InlineData("var d = TcpListener.Create(80); d.Start(); d.AcceptSocket(); var u = new UdpClient(\"host\", 514); var r = await u.ReceiveAsync(); Check(r.RemoteEndPoint);")]
    [InlineData("options.ListenAnyIP(80); Check(given.RemoteEndPoint);")]
    [InlineData("Is(context.Connection.RemoteIpAddress); Check(connection.RemoteEndPoint); Check(given.RemoteEndPoint);")]
    public Task OtherPeers(string statements) => Verify<ListenerAnalyzer>.Diagnostics(Listening(statements, "((IPEndPoint)peer!).Address.ToString() == \"127.0.0.1\"", "peer!.Equals(IPAddress.Loopback)"));

    [Fact(DisplayName = "A check in another file than the listener is reported once, however many files bind")]
    public Task Files() => Verify<ListenerAnalyzer>.DiagnosticsOfFiles(
        "using Microsoft.AspNetCore.Server.Kestrel.Core; class First { void M(KestrelServerOptions o) => o.ListenAnyIP(80); }",
        "using Microsoft.AspNetCore.Server.Kestrel.Core; class Second { void M(KestrelServerOptions o) => o.ListenAnyIP(81); }",
        "using Microsoft.AspNetCore.Http; class Check { bool M(HttpContext c) => Allow.Is(c.Connection.RemoteIpAddress!.ToString()) && {|BIND1009:c.Connection.RemoteIpAddress!.ToString() == \"10.0.0.1\"|}; }",
        "static class Allow { internal static bool Is(string peer) => {|BIND1009:peer == \"127.0.0.1\"|}; }");

    [Fact(DisplayName = "A check in a file that names no address is reported")]
    public Task PlainFile() => Verify<ListenerAnalyzer>.DiagnosticsOfFiles(
        "using Microsoft.AspNetCore.Server.Kestrel.Core; class First { void M(KestrelServerOptions o) => o.ListenAnyIP(80); }",
        "using Microsoft.AspNetCore.Http; class Check { bool M(HttpContext c) => {|BIND1009:c.Connection.RemoteIpAddress!.GetAddressBytes().Length == 4|}; }");

    [Fact(DisplayName = "A check in generated code, or in a project where nothing listens, is not reported")]
    public async Task Elsewhere()
    {
        const string Check = "using Microsoft.AspNetCore.Http; class Check { bool M(HttpContext c) => c.Connection.RemoteIpAddress!.ToString() == \"10.0.0.1\"; }";
        await Verify<ListenerAnalyzer>.DiagnosticsOfFiles("class Nothing { }", Check);
        await Verify<ListenerAnalyzer>.DiagnosticsOfFiles("using Microsoft.AspNetCore.Server.Kestrel.Core; class First { void M(KestrelServerOptions o) => o.ListenAnyIP(80); }", "// <auto-generated/>\n#nullable enable\n" + Check);
    }

    [Theory(DisplayName = "Broken code does not disturb, and what is whole in it is reported")]
    [InlineData("if ({|BIND1009:address.Equals(IPAddress.Loopback)|}) retrn; address.Equals(;")]
    [InlineData("if (address.Equals( return; address. ; peer.Address.")]
    [InlineData("switch (address.AddressFamily) { case : case AddressFamily. } _ = address is { : ; nope.RemoteEndPoint.Address.Equals(IPAddress.Loopback);")]
    [InlineData("client.Client.RemoteEndPoint = ; u.Receive(ref ); u.Receive(ref nope);")]
    public Task Broken(string statements) => Verify<ListenerAnalyzer>.DiagnosticsOfBrokenCode(Program(statements));

    private static string Program(string statements, string listener = "TcpListener.Create(80)") => $$"""
        #pragma warning disable CS0618
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Net;
        using System.Net.Sockets;

        class Server
        {
            static readonly HashSet<IPAddress> s_allowed = new() { IPAddress.Parse("10.0.0.1"), IPAddress.Loopback };
            static readonly List<string> s_names = new() { "10.0.0.1", "127.0.0.1" };
            static readonly Dictionary<IPAddress, int> s_limits = new() { [IPAddress.Parse("10.0.0.1")] = 1 };
            static readonly IPAddress[] s_array = { IPAddress.Loopback };

            void Run()
            {
                var listener = {{listener}};
                listener.Start();
                var client = listener.AcceptTcpClient();
                var peer = (IPEndPoint)client.Client.RemoteEndPoint!;
                var address = peer.Address;
                {{statements}}
            }

            static readonly HashSet<IPAddress> s_seen = new(), s_v6 = new() { IPAddress.IPv6Loopback };
            static readonly Dictionary<string, TcpClient> s_byName = new();
            IPAddress other = Dns.GetHostAddresses("host")[0];
            string text = Console.ReadLine()!;
        }
        """;

    private static string Accepting(string statements, string members) => $$"""
        using System.Net;
        using System.Net.Sockets;

        static class Extensions { internal static bool IsAllowed(this IPAddress a) => {{(members.Contains(".IsAllowed()") ? "{|BIND1009:a.Equals(IPAddress.Loopback)|}" : "a.Equals(IPAddress.Loopback)")}}; }

        class Server
        {
            void Run()
            {
                var listener = TcpListener.Create(80);
                listener.Start();
                {{statements}}
            }

            {{members}}
        }
        """;

    private static string Listening(string statements, string check, string request) => $$"""
        using System.Net;
        using System.Net.Sockets;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Connections;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Server.Kestrel.Core;

        class Server
        {
            TcpListener? _l;

            async Task Run(KestrelServerOptions options, IWebHostBuilder builder, HttpContext context, ConnectionContext connection, Socket given, string text)
            {
                {{statements}}
                await Task.Yield();
            }

            async Task Loop(TcpListener listener)
            {
                while (true)
                {
                    var client = await listener.AcceptTcpClientAsync();
                    _ = Task.Run(() => Handle(client));
                }
            }

            void Handle(TcpClient client) => Check(client.Client.RemoteEndPoint);
            bool Check(EndPoint? peer) => {{(statements.Contains("Is(") ? Plain(check) : check)}};
            bool Is(IPAddress? peer) => {{(statements.Contains("Is(") ? request : Plain(request))}};
        }
        """;

    private static string Plain(string marked) => marked.Replace("{|BIND1009:", "").Replace("|}", "");
}
