namespace BindCheck.Listeners.Peers;

/// <summary>
/// Why a check of the other end of a connection goes wrong on a dual-mode listener, which reports an IPv4 client as <c>::ffff:a.b.c.d</c>.
/// </summary>
internal enum PeerHazard
{
    /// <summary>Its text is compared with an IPv4 address.</summary>
    Text,
    /// <summary>Its text is cut at a dot or colon.</summary>
    Cut,
    /// <summary>It is compared with an IPv4 address.</summary>
    Equality,
    /// <summary>It is looked for among IPv4 addresses.</summary>
    List,
    /// <summary>It is looked for in a network that takes mapped addresses for IPv6.</summary>
    Network,
    /// <summary>Its family is compared with InterNetwork.</summary>
    Family,
    /// <summary>Its bytes are taken for the four of IPv4.</summary>
    Bytes,
    /// <summary>It is read as a number of 32 bits, by the obsolete property.</summary>
    Number,
    /// <summary>It is mapped to IPv4 whatever it is.</summary>
    Mapped,
    /// <summary>Its parts are used in a way that may depend on its form: nothing to report, but no ground for a repair either.</summary>
    Possible,
}

/// <summary>What happens, by hazard. Each line was measured on .NET 10.</summary>
internal static class PeerHazards
{
    private const string Fails = "fails silently for IPv4 clients, which a dual-mode listener reports as '::ffff:192.0.2.1': ";

    private static readonly IReadOnlyDictionary<PeerHazard, string> s_effects = new Dictionary<PeerHazard, string>
    {
        [PeerHazard.Text] = Fails + "their text is never that of an IPv4 address",
        [PeerHazard.Cut] = Fails + "their text has colons of its own",
        [PeerHazard.Equality] = Fails + "they equal no IPv4 address",
        [PeerHazard.List] = Fails + "they are not among IPv4 addresses",
        [PeerHazard.Network] = Fails + "they are in no IPv4 network",
        [PeerHazard.Family] = Fails + "their family is InterNetworkV6",
        [PeerHazard.Bytes] = Fails + "they have 16 bytes, the first ten of which are 0",
        [PeerHazard.Number] = "throws for IPv4 clients, which a dual-mode listener reports as '::ffff:192.0.2.1': they have no number of 32 bits",
        [PeerHazard.Mapped] = "makes up an address for IPv6 clients: '::1' becomes '0.0.0.1'",
    };

    /// <summary>The middle of the message; null for what is not reported.</summary>
    internal static string? EffectOf(PeerHazard hazard) => s_effects.TryGetValue(hazard, out var effect) ? effect : null;

    /// <summary>Whether IPv4 clients, for whom the code works today, would lose by a dual-mode listener.</summary>
    internal static bool HurtsIpv4(PeerHazard hazard) => hazard != PeerHazard.Mapped;
}
