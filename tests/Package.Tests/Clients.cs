using System.Net;
using System.Net.Sockets;

namespace BindCheck.Package.Tests;

/// <summary>Connects to running servers as clients of both families would.</summary>
internal static class Clients
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    internal static void AreAcceptedOverBothFamilies(params int[] ports)
    {
        foreach (var port in ports)
        {
            Assert.True(IsAccepted(IPAddress.Loopback, port), $"127.0.0.1:{port} is refused");
            Assert.True(IsAccepted(IPAddress.IPv6Loopback, port), $"[::1]:{port} is refused");
        }
    }

    /// <summary>Ports that nobody listens on, of either family.</summary>
    internal static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => TcpListener.Create(0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }

    internal static bool IsFree(int port)
    {
        try
        {
            using var listener = TcpListener.Create(port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // A server needs a moment to start.
    private static bool IsAccepted(IPAddress address, int port)
    {
        for (var started = DateTime.UtcNow; DateTime.UtcNow - started < s_patience; Thread.Sleep(200))
        {
            using var client = new TcpClient(address.AddressFamily);
            try
            {
                client.Connect(address, port);
                return true;
            }
            catch (SocketException)
            {
                // Not yet, or never.
            }
        }

        return false;
    }
}
