using BindCheck.Listeners.Facts;
using BindCheck.Listeners.Values;
using BindCheck.Reach;
using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners;

/// <summary>What one value makes of one bind site.</summary>
/// <param name="Site">The bind.</param>
/// <param name="Reach">Which clients reach it with this value.</param>
/// <param name="Place">The expression that a person would change: the value where it is written, or the bind itself.</param>
/// <param name="Frame">The calls through which the value was reached.</param>
/// <param name="Set">The collection whose elements are all bound.</param>
/// <param name="Text">The value as the dialect read it; for messages.</param>
/// <param name="Socket">The facts of the socket, where the site is a <c>Socket.Bind</c>.</param>
internal sealed record Verdict(BindSite Site, ClientReach Reach, IOperation Place, Frame? Frame, SyntaxNode? Set, string? Text, SocketFacts? Socket)
{
    /// <summary>The families that it certainly accepts, though DualMode may have been set out of sight.</summary>
    internal Families Covered { get; init; } = Reach.Families;

    /// <summary>The port as far as it is written: "#8080" for a constant, else the source text; null where there is none.</summary>
    internal string? Port { get; init; }
}
