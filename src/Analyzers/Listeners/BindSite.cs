using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners;

/// <summary>One place where an API of the table is used.</summary>
/// <param name="Api">The row.</param>
/// <param name="Operation">The call, creation or assignment that binds.</param>
/// <param name="Value">What it binds; null where the call itself decides.</param>
/// <param name="Port">The port argument, where the API has one beside its value.</param>
/// <param name="Receiver">The object that binds, for <c>Socket.Bind</c>.</param>
internal sealed record BindSite(ListenerApi Api, IOperation Operation, IOperation? Value, IOperation? Port, IOperation? Receiver)
{
    /// <summary>The syntax of the bind: what a repair of the whole call replaces.</summary>
    internal SyntaxNode Syntax => Operation.Syntax;
}
