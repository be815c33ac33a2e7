using BindCheck.Listeners.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Peers;

/// <summary>Through what an end of a connection is learnt.</summary>
internal enum PeerVia
{
    /// <summary>The request or connection of a server that is given it: ASP.NET Core.</summary>
    Request,
    /// <summary>A socket of one's own, which was accepted or connected.</summary>
    Socket,
    /// <summary>A datagram received.</summary>
    Datagram,
    /// <summary>Something that does not show whose it is.</summary>
    Unknown,
}

/// <summary>An expression that gives the address or end point of an end of a connection.</summary>
/// <param name="Value">The expression; for a receive call the variable that it is passed in by reference.</param>
/// <param name="Via">Through what.</param>
/// <param name="Owner">The socket, or the call that received; null where nobody needs to know.</param>
internal sealed record PeerSource(ExpressionSyntax Value, PeerVia Via, ExpressionSyntax? Owner);

/// <summary>Finds the places in which a file learns an end of a connection: names first, symbols only where a name meets.</summary>
internal sealed class PeerSources(SymbolUses symbols)
{
    private const string Sockets = "System.Net.Sockets.", Http = "Microsoft.AspNetCore.Http.", Connections = "Microsoft.AspNetCore.Connections.";

    // HttpListenerRequest is left out: outside Windows no prefix of an HttpListener is dual-mode.
    private static readonly (string Type, string Member, PeerVia Via)[] s_members =
    [
        (Sockets + "Socket", "RemoteEndPoint", PeerVia.Socket),
        (Sockets + "Socket", "LocalEndPoint", PeerVia.Socket),
        (Sockets + "TcpListener", "LocalEndpoint", PeerVia.Unknown),
        (Sockets + "UdpReceiveResult", "RemoteEndPoint", PeerVia.Datagram),
        (Sockets + "SocketReceiveFromResult", "RemoteEndPoint", PeerVia.Datagram),
        (Sockets + "SocketReceiveMessageFromResult", "RemoteEndPoint", PeerVia.Datagram),
        (Sockets + "SocketAsyncEventArgs", "RemoteEndPoint", PeerVia.Unknown),
        (Http + "ConnectionInfo", "RemoteIpAddress", PeerVia.Request),
        (Http + "ConnectionInfo", "LocalIpAddress", PeerVia.Request),
        (Http + "Features.IHttpConnectionFeature", "RemoteIpAddress", PeerVia.Request),
        (Http + "Features.IHttpConnectionFeature", "LocalIpAddress", PeerVia.Request),
        (Connections + "BaseConnectionContext", "RemoteEndPoint", PeerVia.Request),
        (Connections + "BaseConnectionContext", "LocalEndPoint", PeerVia.Request),
        (Connections + "Features.IConnectionEndPointFeature", "RemoteEndPoint", PeerVia.Request),
        (Connections + "Features.IConnectionEndPointFeature", "LocalEndPoint", PeerVia.Request),
    ];

    // Socket.ReceiveFrom(…, ref peer), UdpClient.Receive(ref peer)
    private static readonly string[] s_receives = ["Receive", "EndReceive", "ReceiveFrom", "EndReceiveFrom", "ReceiveMessageFrom", "EndReceiveMessageFrom"];

    private static readonly string[] s_names = s_members.Select(static member => member.Member).Distinct().ToArray();

    /// <summary>The words of which a file must contain one to learn of a peer. (Who receives by reference spells IPEndPoint or EndPoint.)</summary>
    internal static readonly IReadOnlyList<string> Words = s_names;

    /// <summary>Whether a file may learn of a peer.</summary>
    internal static bool MayOccurIn(SyntaxTree file, CancellationToken cancellationToken)
    {
        // The gate is exact, and has looked at the file before.
        if (!AddressGate.MaySpellAddress(file, cancellationToken)) return false;
        var words = WordFilter.Of(file, cancellationToken);
        return Array.Exists(s_names, words.MayContain) || Array.Exists(s_receives, words.MayContain);
    }

    /// <summary>The sources within a node: a type, or a whole file.</summary>
    internal IEnumerable<PeerSource> In(SyntaxNode scope)
    {
        foreach (var name in s_names)
        {
            foreach (var use in symbols.NamedWith(scope, name))
                if (scope.Span.Contains(use.Span) && OfMember(use) is { } source) yield return source;
        }

        foreach (var name in s_receives)
        {
            foreach (var use in symbols.NamedWith(scope, name))
                if (scope.Span.Contains(use.Span) && OfReceive(use) is { } source) yield return source;
        }
    }

    private PeerSource? OfMember(SimpleNameSyntax name)
    {
        var value = SymbolUses.Expression(name);
        if (value.Parent is AssignmentExpressionSyntax assignment && assignment.Left == value) return null;
        if (symbols.SymbolOf(name) is not { Kind: SymbolKind.Property or SymbolKind.Field } member) return null;
        foreach (var (type, _, via) in s_members.Where(row => row.Member == member.Name))
            if (IsMemberOf(member, type)) return new(value, via, OwnerOf(name));
        return null;
    }

    private PeerSource? OfReceive(SimpleNameSyntax name)
    {
        var call = (name.Parent is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax ? name.Parent : name).Parent as InvocationExpressionSyntax;
        var peer = call?.ArgumentList.Arguments.FirstOrDefault(static a => a.RefKindKeyword.IsKind(SyntaxKind.RefKeyword) && !IsSocketFlags(a));
        if (peer is null || symbols.SymbolOf(call!) is not IMethodSymbol { ContainingType: { Name: "Socket" or "UdpClient" } type } method) return null;
        if (symbols.IsInSource(type) || type.ContainingNamespace.ToDisplayString() != "System.Net.Sockets") return null;
        return method.Parameters.Any(static p => p.RefKind == RefKind.Ref && IsEndPoint(p.Type)) ? new(peer.Expression, PeerVia.Datagram, call) : null;
    }

    // ReceiveMessageFrom(buffer, ref flags, ref peer, out information)
    private static bool IsSocketFlags(ArgumentSyntax argument) =>
        argument.Parent is ArgumentListSyntax list && list.Arguments.Any(a => a.SpanStart > argument.SpanStart && a.RefKindKeyword.IsKind(SyntaxKind.RefKeyword));

    private static bool IsEndPoint(ITypeSymbol type) => ValueReader.IsNet(type, "EndPoint") || ValueReader.IsNet(type, "IPEndPoint");

    // The object of "socket.RemoteEndPoint" and "socket?.RemoteEndPoint".
    private static ExpressionSyntax? OwnerOf(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access.Expression,
        MemberBindingExpressionSyntax binding => binding.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault(access => access.WhenNotNull.Span.Contains(binding.Span))?.Expression,
        _ => null,
    };

    private bool IsMemberOf(ISymbol member, string type)
    {
        if (symbols.IsInSource(member)) return false;
        for (var declaring = member.ContainingType; declaring is not null; declaring = declaring.BaseType)
            if (declaring.ToDisplayString() == type) return true;
        return false;
    }
}
