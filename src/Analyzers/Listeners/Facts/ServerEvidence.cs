using BindCheck.Listeners.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Facts;

/// <summary>
/// Whether a socket that is bound waits for clients at all. Clients bind too (to choose a local port), probes bind to find a free
/// port, and some protocols exist over IPv4 only.
/// </summary>
internal static class ServerEvidence
{
    // Groups and broadcasts: protocols that are IPv4 by definition, or would have to be written anew for IPv6.
    private static readonly string[] s_groupNames =
    [
        "JoinMulticastGroup", "DropMulticastGroup", "MulticastOption", "IPv6MulticastOption", "EnableBroadcast", "Broadcast", "MulticastLoopback",
        "SoBroadcast", "AddMembership", "DropMembership", "MulticastInterface", "MulticastTimeToLive",
    ];

    /// <summary>
    /// A TcpListener or HttpListener listens by its nature: unless all that is done with it is to open and close it, to learn whether a
    /// port is free, or the member that opens and closes it is itself the client.
    /// </summary>
    internal static bool IsProbe(ObjectUses uses, SyntaxNode site)
    {
        if (uses.Escapes || uses.Holders.Count == 0 || !uses.Holders.All(static holder => holder is ILocalSymbol)) return false;
        var starts = uses.All.Where(static use => use is { Kind: UseKind.Call, Path: "Start" or "Bind" }).ToList();
        var stops = uses.All.Where(static use => use is { Kind: UseKind.Call, Path: "Stop" or "Dispose" or "Close" or "Abort" or "Server.Close" or "Server.Dispose" }).ToList();
        if (starts.Count == 0 || stops.Count == 0) return false;
        var body = HostPrecedence.BodyOf(site);
        if (uses.Touches(static path => Accepts(path) || path is "Pending" or "Listen"))
            return uses.Calls(static path => LastName(path).StartsWith("GetContext", StringComparison.Ordinal)) && body.DescendantNodes().Any(IsHttpClient);
        // Whatever is awaited in between may be a client.
        return !body.DescendantNodes().Any(n => n is AwaitExpressionSyntax && n.SpanStart > starts[0].Node.SpanStart && n.SpanStart < stops[stops.Count - 1].Node.SpanStart);
    }

    private static bool IsHttpClient(SyntaxNode node) => node is ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.ValueText: "HttpClient" } };

    /// <summary>A stream socket listens when Listen is called on it.</summary>
    internal static bool Listens(ObjectUses uses) => uses.Calls(static path => path == "Listen");

    /// <summary>
    /// A datagram socket waits for clients when something is received on it that did not have to be asked for first: no Connect, and
    /// no group or broadcast traffic in its type.
    /// </summary>
    internal static bool Receives(ObjectUses uses, SyntaxNode site, SymbolUses symbols)
    {
        if (uses.Calls(static path => LastName(path) is "Connect" or "ConnectAsync")) return false;
        if (UsesGroups(site, symbols)) return false;
        return uses.Calls(static path => LastName(path) is { } name && (name.StartsWith("Receive", StringComparison.Ordinal) || name.StartsWith("BeginReceive", StringComparison.Ordinal)));
    }

    /// <summary>Whether the type around a site speaks of multicast groups or broadcasts.</summary>
    internal static bool UsesGroups(SyntaxNode site, SymbolUses symbols)
    {
        var type = site.Ancestors().OfType<TypeDeclarationSyntax>().LastOrDefault() ?? site.SyntaxTree.GetRoot();
        return s_groupNames.Any(name => symbols.NamedWith(site, name).Any(use => type.Span.Contains(use.Span)));
    }

    /// <summary>A datagram socket on a port that everyone knows, handed to code that is not seen, waits for clients there.</summary>
    internal static bool IsHandedOver(ObjectUses uses, string? port, SyntaxNode site, SymbolUses symbols) =>
        uses.Escapes && port is { Length: > 1 } && port[0] == '#' && port != "#0"
        && !uses.Calls(static path => LastName(path) is "Connect" or "Send" or "SendAsync" or "SendTo")
        && !UsesGroups(site, symbols);

    private static bool Accepts(string path) =>
        LastName(path) is { } name && (name.StartsWith("Accept", StringComparison.Ordinal) || name.StartsWith("BeginAccept", StringComparison.Ordinal)
            || name.StartsWith("GetContext", StringComparison.Ordinal) || name.StartsWith("BeginGetContext", StringComparison.Ordinal));

    private static string LastName(string path) => path.Substring(path.LastIndexOf('.') + 1);
}
