using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BindCheck.Reachability.Tests.Stages;

/// <summary>A client of loopback. It asks for nothing but an answer.</summary>
internal static class Client
{
    /// <summary>A refusal comes at once; this is only for a server that has bound the port and does not answer, or on a busy machine not soon.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private static readonly byte[] s_ping = "ping"u8.ToArray();

    /// <summary>Whether a server at an address of this host answers.</summary>
    internal static async Task<bool> ReachesAsync(string address, int port, Protocol protocol)
    {
        var server = new IPEndPoint(IPAddress.Parse(address), port);
        var isUdp = protocol == Protocol.Udp;
        try
        {
            using var patience = new CancellationTokenSource(s_patience);
            using var socket = new Socket(server.AddressFamily, isUdp ? SocketType.Dgram : SocketType.Stream, isUdp ? ProtocolType.Udp : ProtocolType.Tcp);
            await socket.ConnectAsync(server, patience.Token);
            return protocol switch
            {
                Protocol.Tcp => true,
                Protocol.Udp => await AskAsync(socket, s_ping, patience.Token) == "ping",
                _ => (await AskAsync(socket, Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\n\r\n"), patience.Token)).StartsWith("HTTP/"),
            };
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<string> AskAsync(Socket socket, byte[] question, CancellationToken cancellationToken)
    {
        await socket.SendAsync(question, cancellationToken);
        var answer = new byte[1024];
        var length = await socket.ReceiveAsync(answer, cancellationToken);
        return Encoding.ASCII.GetString(answer, 0, length);
    }
}
