using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Peers;

/// <summary>What is known of a peer where it is held.</summary>
internal enum PeerForm
{
    /// <summary>An EndPoint or IPEndPoint.</summary>
    EndPoint,
    /// <summary>An IPAddress.</summary>
    Address,
    /// <summary>The text of either.</summary>
    Text,
    /// <summary>The bytes of an address.</summary>
    Bytes,
    /// <summary>Its AddressFamily.</summary>
    Family,
}

/// <summary>A check of a peer that depends on its form.</summary>
/// <param name="Node">The check as it is written.</param>
/// <param name="Hazard">What is wrong with it.</param>
/// <param name="Source">Where the peer comes from.</param>
/// <param name="Address">The address as the check takes it, which could be normalised there; null where it is an end point, or tested for null on the way.</param>
internal sealed record PeerPlace(SyntaxNode Node, PeerHazard Hazard, PeerSource Source, ExpressionSyntax? Address);
