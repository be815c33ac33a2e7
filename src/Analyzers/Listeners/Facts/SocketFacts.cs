using System.Net;
using BindCheck.Listeners.Values;
using BindCheck.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BindCheck.Listeners.Facts;

/// <summary>The family a socket was created for.</summary>
internal enum SocketFamily
{
    /// <summary>Not seen.</summary>
    Unknown,
    IPv4,
    IPv6,
    /// <summary>Whatever the end point is: <c>new Socket(endPoint.AddressFamily, …)</c>.</summary>
    OfEndPoint,
}

/// <summary>Whether a socket is dual-mode.</summary>
internal enum DualMode
{
    Off,
    On,
    Unknown,
}

/// <summary>What decides which clients a socket accepts, beside the address it is bound to.</summary>
/// <param name="Family">The family it was created for.</param>
/// <param name="DualMode">DualMode, or IPV6_V6ONLY switched off.</param>
/// <param name="Type">SocketType by name; null where it is not seen.</param>
/// <param name="Uses">What is done with the socket.</param>
/// <param name="Creation">Where it is created; null where that is not seen, or in several places.</param>
internal sealed record SocketFacts(SocketFamily Family, DualMode DualMode, string? Type, ObjectUses Uses, IObjectCreationOperation? Creation)
{
    // System.Net.Sockets.AddressFamily and SocketOptionName.
    private const int InterNetwork = 2, InterNetworkV6 = 23, IPv6Only = 27;

    /// <summary>The reach of a bind to an address.</summary>
    internal ClientReach Reach(IPAddress address)
    {
        var isIpv4 = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork;
        return (Family, DualMode) switch
        {
            (SocketFamily.IPv4, _) => isIpv4 ? AddressMaps.SingleFamily(address) : ClientReach.Throws,
            (SocketFamily.IPv6, DualMode.Off) => isIpv4 || address.IsIPv4MappedToIPv6 ? ClientReach.Throws : AddressMaps.SingleFamily(address),
            (SocketFamily.OfEndPoint, DualMode.Off) => AddressMaps.SingleFamily(address),
            (_, DualMode.On) => AddressMaps.DualMode(address),
            // An IPv4 address is IPv4 only on every socket that can be bound to it, and so is a mapped one.
            _ when isIpv4 || address.IsIPv4MappedToIPv6 => AddressMaps.DualMode(address),
            _ when address.Equals(IPAddress.IPv6Any) => ClientReach.Unknown,
            _ => AddressMaps.SingleFamily(address),
        };
    }

    /// <summary>The facts of the socket that a bind is called on: <c>socket</c>, <c>udpClient.Client</c>, <c>listener.Server</c>.</summary>
    internal static SocketFacts Of(IOperation? receiver, SyntaxNode bind, ValueFlow flow, SymbolUses symbols, CancellationToken cancellationToken)
    {
        var prefix = "";
        if (receiver is IPropertyReferenceOperation { Property: { Name: "Client" or "Server" } property, Instance: { } owner } && property.ContainingType.Name is "UdpClient" or "TcpListener" or "TcpClient")
        {
            prefix = property.Name + ".";
            receiver = owner;
        }

        ISymbol? holder = receiver switch
        {
            ILocalReferenceOperation local => local.Local,
            IFieldReferenceOperation field => field.Field,
            IPropertyReferenceOperation p => p.Property,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
        var creations = receiver is null ? [] : flow.Origins(receiver, null).Select(o => o.Operation).OfType<IObjectCreationOperation>().ToList();
        var creation = creations.Count == 1 ? creations[0] : null;
        var uses = holder is not null ? ObjectUses.OfHolder(holder, symbols, cancellationToken)
            : ObjectUses.OfCreation(creation?.Syntax ?? symbols.Root, symbols, cancellationToken);
        var (family, dual, type) = creations.Count == 0 ? (SocketFamily.Unknown, DualMode.Unknown, null)
            : creations.Select(c => OfCreation(c, flow)).Aggregate((a, b) => a == b ? a : (a.Family == b.Family ? a.Family : SocketFamily.Unknown, DualMode.Unknown, a.Type == b.Type ? a.Type : null));
        return new(family, DualModeOf(uses, prefix, symbols) ?? (dual == DualMode.Off && uses.EscapesBefore(bind) ? DualMode.Unknown : dual), type, uses, creation);
    }

    private static (SocketFamily Family, DualMode DualMode, string? Type) OfCreation(IObjectCreationOperation creation, ValueFlow flow)
    {
        if (creation.Type?.Name is "UdpClient")
            return (BindSiteFinder.Argument(creation.Arguments, "family") is { } udp ? FamilyOf(udp, flow) : creation.Arguments.IsEmpty ? SocketFamily.IPv4 : SocketFamily.Unknown, DualMode.Off, "Dgram");
        if (creation.Type?.Name is not "Socket") return (SocketFamily.Unknown, DualMode.Unknown, null);
        var type = BindSiteFinder.Argument(creation.Arguments, "socketType") is IFieldReferenceOperation { Field.Name: var name } ? name : null;
        // Socket(SocketType, ProtocolType) is dual-mode from the start; from a handle, everything is possible.
        return BindSiteFinder.Argument(creation.Arguments, "addressFamily") is { } family ? (FamilyOf(family, flow), DualMode.Off, type)
            : type is not null ? (SocketFamily.IPv6, DualMode.On, type)
            : (SocketFamily.Unknown, DualMode.Unknown, null);
    }

    private static SocketFamily FamilyOf(IOperation family, ValueFlow flow)
    {
        var families = flow.Origins(family, null).Select(static origin => origin.Operation switch
        {
            { ConstantValue: { HasValue: true, Value: InterNetwork } } => SocketFamily.IPv4,
            { ConstantValue: { HasValue: true, Value: InterNetworkV6 } } => SocketFamily.IPv6,
            IPropertyReferenceOperation { Property.Name: "AddressFamily" } => SocketFamily.OfEndPoint,
            _ => SocketFamily.Unknown,
        }).ToList();
        // One of both: code that chooses the family chooses the address with it.
        return families.Count == 1 ? families[0]
            : families.Count > 1 && !families.Contains(SocketFamily.Unknown) ? SocketFamily.OfEndPoint
            : SocketFamily.Unknown;
    }

    /// <summary>What the uses of an object set DualMode to, themselves or through IPV6_V6ONLY; null where they do not touch it.</summary>
    internal static DualMode? DualModeOf(ObjectUses uses, string prefix, SymbolUses symbols)
    {
        DualMode? result = null;
        foreach (var use in uses.All)
        {
            var value = use switch
            {
                { Kind: UseKind.Set, Node: AssignmentExpressionSyntax assignment } when use.Path == prefix + "DualMode" => assignment.Right,
                { Kind: UseKind.Call, Node: InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 3 } arguments } } when use.Path == prefix + "SetSocketOption"
                    && symbols.ConstantOf(arguments[1].Expression) is { HasValue: true, Value: IPv6Only } => arguments[2].Expression,
                _ => null,
            };
            if (value is null) continue;
            var isOption = use.Kind == UseKind.Call;
            var set = symbols.ConstantOf(value) switch
            {
                { HasValue: true, Value: bool flag } => flag != isOption ? DualMode.On : DualMode.Off,
                { HasValue: true, Value: int number } => number == 0 == isOption ? DualMode.On : DualMode.Off,
                _ => DualMode.Unknown,
            };
            result = result is null || result == set ? set : DualMode.Unknown;
        }

        return result;
    }
}
