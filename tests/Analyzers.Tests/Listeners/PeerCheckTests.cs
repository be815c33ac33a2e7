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
    [InlineData("var first = {|BIND1009:address.ToString().Split('.')|}[0];")]
    [InlineData("var text = {|BIND1009:address.ToString().Replace('.', ',')|};")]
    [InlineData("if ({|BIND1009:address.AddressFamily == AddressFamily.InterNetwork|}) return;")]
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
    [InlineData("if ({|BIND1009:Array.IndexOf(s_array, address)|} >= 0) return;")]
    [InlineData("if ({|BIND1009:\"10.0.0.1,10.0.0.2\".Contains(address.ToString())|}) return;")]
    [InlineData("if ({|BIND1009:new Microsoft.AspNetCore.HttpOverrides.IPNetwork(IPAddress.Parse(\"10.0.0.0\"), 8).Contains(address)|}) return;")]
    public Task Reported(string check) => Verify<ListenerAnalyzer>.Diagnostics(Program(check));

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
        }
        """;
}
