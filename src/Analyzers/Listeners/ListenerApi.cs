using System.Net;
using BindCheck.Reach;

namespace BindCheck.Listeners;

/// <summary>How a bind reads the value it is given.</summary>
internal enum Notation
{
    /// <summary>No value decides: the call itself does, e.g. <c>ListenAnyIP(port)</c>.</summary>
    None,
    /// <summary>An IPAddress.</summary>
    Address,
    /// <summary>An EndPoint, IPEndPoint first of all.</summary>
    EndPoint,
    /// <summary>An AddressFamily.</summary>
    Family,
    /// <summary>One URL, or several joined by semicolons.</summary>
    Url,
    /// <summary>A host name or address in text, with or without ":port".</summary>
    Host,
}

/// <summary>Where in the source the value is given.</summary>
internal enum Shape
{
    /// <summary>An argument of a method or constructor.</summary>
    Argument,
    /// <summary>The value set to a property.</summary>
    Set,
    /// <summary>The argument of <c>Add</c> on a collection property.</summary>
    Add,
    /// <summary>The value given to a configuration key: <c>configuration["urls"] = …</c> or <c>UseSetting("urls", …)</c>.</summary>
    Keyed,
}

/// <summary>What kind of server a row belongs to. It decides precedence, siblings, severity and what counts as evidence of a server.</summary>
internal enum Server
{
    TcpListener,
    Socket,
    UdpClient,
    /// <summary>Kestrel endpoints given in code.</summary>
    Kestrel,
    /// <summary>Host URLs: dead where Kestrel endpoints are given in code.</summary>
    HostUrls,
    HttpListener,
    HttpSys,
    Quic,
    /// <summary>A connection listener factory of ASP.NET Core, outside Kestrel.</summary>
    Connections,
    /// <summary>A server of a library or of the user's own, known by a row of text (<see cref="Apis.ApiText"/>).</summary>
    Library,
}

/// <summary>How a finding of a row is repaired.</summary>
internal enum Repair
{
    /// <summary>Not by a change in place.</summary>
    None,
    /// <summary><c>TcpListener.Create(port)</c>; else IPv6Any and DualMode.</summary>
    TcpListener,
    /// <summary>A constructor that passes the address to TcpListener's: DualMode is set in its body.</summary>
    DerivedTcpListener,
    /// <summary>Socket constructor, bind and receive templates, together.</summary>
    Socket,
    /// <summary>A dual-mode client socket bound before use.</summary>
    UdpClient,
    /// <summary><c>ListenAnyIP</c>, <c>ListenLocalhost</c>.</summary>
    KestrelListen,
    /// <summary><c>AnyIPEndpoint</c>, <c>LocalhostEndpoint</c>.</summary>
    KestrelEndpoint,
    /// <summary>The host within the URL.</summary>
    Url,
    /// <summary>The address alone: the listener itself makes IPv6Any dual.</summary>
    Address,
    /// <summary>As <see cref="Address"/>, with no need of another form for a host without IPv6.</summary>
    IPv6Any,
    /// <summary>Of a restart, not of a bind: DualMode is set again before it.</summary>
    Restart,
    /// <summary>Of a check, not of a bind: the address is normalised first.</summary>
    Peer,
    /// <summary>Of two binds on one port: the one that adds nothing is removed.</summary>
    Conflict,
    /// <summary>Of two statements: DualMode is set before the socket is bound.</summary>
    DualModeOrder,
}

/// <summary>
/// One listening API: the row that analyzer, code fix, documentation and tests share.
/// </summary>
/// <param name="Type">Metadata name of the type that declares the member; members of implementing and derived types count.</param>
/// <param name="Member">Method or property name, ".ctor" for a constructor.</param>
/// <param name="Parameters">Parameter names; "*" marks the one that carries the value, "?" those an overload may lack. Empty for properties.</param>
/// <param name="Notation">How the value is read.</param>
/// <param name="Server">The kind of server.</param>
/// <param name="Repair">The repair of a finding.</param>
internal sealed record ListenerApi(string Type, string Member, string Parameters, Notation Notation, Server Server, Repair Repair = Repair.None)
{
    internal Shape Shape { get; init; }

    /// <summary>For <see cref="Notation.None"/>: what the call binds.</summary>
    internal ClientReach Fixed { get; init; }

    /// <summary>For addresses: what one address means here.</summary>
    internal Func<IPAddress, ClientReach> Map { get; init; } = AddressMaps.SingleFamily;

    /// <summary>For URLs and hosts: what one text means here.</summary>
    internal Func<string, ClientReach> UrlMap { get; init; } = UrlText.Kestrel;

    /// <summary>For <see cref="Shape.Keyed"/>: whether a configuration key selects listen addresses.</summary>
    internal Func<string, bool> Key { get; init; } = static _ => false;

    /// <summary>The API that a call of this one ends in: "TcpListener". Null where it is the last that is known.</summary>
    internal string? Via { get; init; }

    /// <summary>A member that changes what a wildcard is, as a switch of the library: the row says nothing of one in a project that names it.</summary>
    internal string? Unless { get; init; }

    /// <summary>What to do about a missing family: a sentence. Null where the notation and the map say it.</summary>
    internal string? Advice { get; init; }

    /// <summary>Whether the row was written by BindCheck: where the type's source is at hand, that says more.</summary>
    internal bool IsExported { get; init; }

    /// <summary>The simple name of the type, as source code spells it.</summary>
    internal string TypeName { get; } = Type.Substring(Type.LastIndexOfAny(['.', '+']) + 1).Split('`')[0];

    /// <summary>The name in messages: "TcpListener", "Listen", "UseUrls".</summary>
    internal string DisplayName => Member == ".ctor" ? TypeName : Member;

    /// <summary>The parameter names without marks.</summary>
    internal ParameterList Signature { get; } = new(Parameters);
}

/// <summary>The parameters of a row: <c>"*address,port,configure?"</c>. A parameter "_" may have any name.</summary>
internal readonly struct ParameterList
{
    private readonly string[] _names;
    private readonly int _required;

    internal ParameterList(string text)
    {
        _names = text.Length == 0 ? [] : text.Split(',');
        Value = null;
        _required = 0;
        for (var i = 0; i < _names.Length; i++)
        {
            if (_names[i][0] == '*') Value = _names[i] = _names[i].Substring(1);
            if (_names[i].EndsWith("?", StringComparison.Ordinal)) _names[i] = _names[i].TrimEnd('?');
            else _required = i + 1;
        }
    }

    /// <summary>The name of the parameter that carries the value.</summary>
    internal string? Value { get; }

    /// <summary>Whether an overload with these parameter names is meant.</summary>
    internal bool Matches(System.Collections.Immutable.ImmutableArray<Microsoft.CodeAnalysis.IParameterSymbol> parameters)
    {
        if (parameters.Length < _required || parameters.Length > _names.Length) return false;
        for (var i = 0; i < parameters.Length; i++)
            if (_names[i] != "_" && parameters[i].Name != _names[i]) return false;
        return true;
    }
}
