using System.Net;
using BindCheck.Reach;

namespace BindCheck.Listeners.Apis;

/// <summary>What a row of text may say that its API binds.</summary>
/// <param name="Name">The word in the row.</param>
internal sealed record ApiMeaning(string Name)
{
    /// <summary>For a notation of addresses: what one means. Null where the word says nothing of addresses.</summary>
    internal Func<IPAddress, ClientReach>? Addresses { get; init; }

    /// <summary>For hosts, and the hosts of URLs: what one means.</summary>
    internal Func<string, ClientReach>? Hosts { get; init; }

    /// <summary>For a call that takes no address: what it binds.</summary>
    internal ClientReach? Fixed { get; init; }

    /// <summary>The kind of server.</summary>
    internal Server Server { get; init; } = Server.Library;

    /// <summary>Every word. docs/listeners.md explains them.</summary>
    internal static readonly ApiMeaning[] All =
    [
        Map("single-family", AddressMaps.SingleFamily, HostText.SingleFamily.Reach),
        Map("dual-mode", AddressMaps.DualMode, HostText.DualMode.Reach),
        Map("kestrel", AddressMaps.Kestrel, HostText.Kestrel.Reach),
        Map("any-is-dual", AddressMaps.AnyIsDual, HostText.AnyIsDual.Reach),
        Map("ipv6-depends", AddressMaps.IPv6Depends, HostText.IPv6Depends.Reach),
        Map("star-is-dual", null, HostText.StarIsDual.Reach),
        Map("star-is-ipv4", null, HostText.StarIsIPv4.Reach),
        Map("any-words", null, HostText.AnyWords.Reach),
        Map("names-are-ipv4", null, HostText.NamesAreIPv4.Reach),
        Map("names-are-dual", null, HostText.NamesAreDual.Reach),
        Map("localhost-is-dual", null, HostText.LocalhostIsDual.Reach),
        Map("http-sys", null, static host => UrlText.HttpSys(Http(host))),
        // Of a port alone such libraries make the prefix http://+:port/ or http://*:port/.
        Map("http-listener", null, static host => UrlText.ManagedHttpListener(Http(host)))
            with { Server = Server.HttpListener, Fixed = UrlText.ManagedHttpListener("http://+/") },
        Bind("ipv4-any", ClientReach.Of(Families.IPv4, Scope.Any)),
        Bind("ipv4-loopback", ClientReach.Of(Families.IPv4, Scope.Loopback)),
        Bind("ipv6-any", ClientReach.Of(Families.IPv6, Scope.Any)),
        Bind("ipv6-loopback", ClientReach.Of(Families.IPv6, Scope.Loopback)),
        Bind("both-loopback", ClientReach.Of(Families.Both, Scope.Loopback)),
        Bind("dual", ClientReach.Dual),
        Map("none", static _ => ClientReach.Unknown, static _ => ClientReach.Unknown) with { Fixed = ClientReach.Unknown },
    ];

    /// <summary>The words that may follow a notation; those that stand alone for <see cref="Notation.None"/>.</summary>
    internal static IEnumerable<ApiMeaning> For(Notation notation) => All.Where(meaning => notation switch
    {
        Notation.None => meaning.Fixed is not null,
        Notation.Address or Notation.EndPoint => meaning.Addresses is not null,
        _ => meaning.Hosts is not null,
    });

    // Transports of ZeroMQ that listen to nobody outside the process or the machine, or to a multicast group: zmq_inproc(7), zmq_ipc(7), zmq_pgm(7).
    private static readonly string[] s_otherTransports = ["inproc://", "ipc://", "pgm://", "epgm://"];

    /// <summary>What one URL means, whatever its scheme.</summary>
    internal ClientReach Url(string url) => !UrlText.TrySplit(url, out var parts, anyScheme: true) ? ClientReach.Unknown
        : parts.IsPath || Array.Exists(s_otherTransports, transport => url.StartsWith(transport, StringComparison.OrdinalIgnoreCase)) ? ClientReach.NoSocket
        : Hosts!(parts.Host);

    private static ApiMeaning Map(string name, Func<IPAddress, ClientReach>? addresses, Func<string, ClientReach> hosts) => new(name) { Addresses = addresses, Hosts = hosts };

    private static ApiMeaning Bind(string name, ClientReach reach) => new(name) { Fixed = reach };

    private static string Http(string host) => "http://" + host + "/";
}
