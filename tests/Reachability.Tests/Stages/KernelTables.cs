using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace BindCheck.Reachability.Tests.Stages;

/// <summary>
/// The sockets that wait for clients, as the kernel lists them (proc(5), /proc/net). IPGlobalProperties would do, but it hides the IPv6 ones when
/// .NET is told that there is no IPv6.
/// </summary>
internal static class KernelTables
{
    private const string Listening = "0A", Unconnected = "07";

    internal static string[] ListenersAt(int port, bool isUdp)
    {
        var (tables, state) = isUdp ? (new[] { "udp", "udp6" }, Unconnected) : (["tcp", "tcp6"], Listening);
        return [.. tables.SelectMany(t => Rows("/proc/net/" + t)).Where(r => r[3] == state).Select(r => Parse(r[1])).Where(e => e.Port == port).Select(e => e.Address.ToString())];
    }

    private static IEnumerable<string[]> Rows(string path) =>
        File.Exists(path) ? File.ReadLines(path).Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)) : [];

    /// <summary><c>ADDRESS:PORT</c> in hexadecimal; the address is a row of 32-bit words in the byte order of the machine.</summary>
    private static IPEndPoint Parse(string local)
    {
        var bytes = Convert.FromHexString(local.AsSpan(0, local.IndexOf(':')));
        foreach (ref var word in MemoryMarshal.Cast<byte, uint>(bytes.AsSpan()))
            if (BitConverter.IsLittleEndian) word = BinaryPrimitives.ReverseEndianness(word);
        return new(new IPAddress(bytes), int.Parse(local.AsSpan(local.IndexOf(':') + 1), NumberStyles.HexNumber));
    }
}
