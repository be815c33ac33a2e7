namespace BindCheck.Reach;

/// <summary>The IP families whose clients a listener accepts.</summary>
[Flags]
internal enum Families
{
    /// <summary>No family: nothing can connect.</summary>
    None = 0,
    /// <summary>IPv4 clients.</summary>
    IPv4 = 1,
    /// <summary>IPv6 clients.</summary>
    IPv6 = 2,
    /// <summary>Both: one dual-mode socket, or one socket for each.</summary>
    Both = IPv4 | IPv6,
}

/// <summary>How far away a client may be.</summary>
internal enum Scope
{
    /// <summary>All interfaces: 0.0.0.0 or ::.</summary>
    Any,
    /// <summary>This host, and so this container, only: 127.0.0.0/8 or ::1.</summary>
    Loopback,
    /// <summary>One address of one interface.</summary>
    Specific,
}

/// <summary>What is known of a bind.</summary>
internal enum Certainty
{
    /// <summary>Nothing: no rule may fire.</summary>
    Unknown,
    /// <summary>It binds, and <see cref="ClientReach.Families"/> and <see cref="ClientReach.Scope"/> say where.</summary>
    Known,
    /// <summary>No IP socket: a unix socket or a named pipe.</summary>
    NoSocket,
    /// <summary>The bind throws at run time.</summary>
    Throws,
}

/// <summary>Which clients reach a listener: the one notion that every front-end is translated to and every rule speaks of.</summary>
internal readonly record struct ClientReach(Certainty Certainty, Families Families = Families.None, Scope Scope = Scope.Any)
{
    internal static readonly ClientReach Unknown = default;
    internal static readonly ClientReach NoSocket = new(Certainty.NoSocket);
    internal static readonly ClientReach Throws = new(Certainty.Throws);
    internal static readonly ClientReach Dual = Of(Families.Both, Scope.Any);

    internal static ClientReach Of(Families families, Scope scope) => new(Certainty.Known, families, scope);

    internal bool IsKnown => Certainty == Certainty.Known;
    internal bool Is(Families families, Scope scope) => this == Of(families, scope);
}
