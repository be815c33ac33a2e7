using BindCheck.Listeners.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BindCheck.Listeners.Facts;

/// <summary>
/// What is done with a socket outside the method that binds it: by the callers that passed it in, or that get it back. Along the calls
/// through which the address came, so that a client's use of a common helper says nothing of a server's.
/// </summary>
internal static class ObjectTrail
{
    /// <summary>The uses of a verdict's object, those next to the bind first.</summary>
    internal static IEnumerable<ObjectUses> Of(Verdict verdict, ObjectUses atBind, SymbolUses symbols, CancellationToken cancellationToken)
    {
        yield return atBind;
        var holders = atBind.Holders;
        for (var frame = verdict.Frame; frame is not null; frame = frame.Outer)
        {
            var passed = holders.OfType<IParameterSymbol>().FirstOrDefault(parameter => parameter.ContainingSymbol.IsSameAs(frame.Method));
            var uses = passed is not null && Frame.Resolve(frame, passed) is var (argument, _) ? HolderOf(argument) is { } holder ? ObjectUses.OfHolder(holder, symbols, cancellationToken) : null
                : frame is { Method.ReturnsVoid: false, Method.MethodKind: not MethodKind.Constructor } && IsSocket(frame.Method.ReturnType) ? ObjectUses.OfCreation(frame.Call.Syntax, symbols, cancellationToken)
                : null;
            if (uses is null) yield break;
            yield return uses;
            holders = uses.Holders;
        }
    }

    private static ISymbol? HolderOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private static bool IsSocket(ITypeSymbol type) =>
        type is { Name: "Socket" or "UdpClient", ContainingNamespace: { Name: "Sockets", ContainingNamespace.Name: "Net" } };
}
