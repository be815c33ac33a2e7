using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BindCheck.Listeners.Values;

/// <summary>
/// A call through which a value is followed: the parameters of <paramref name="Method"/> stand for the arguments of
/// <paramref name="Call"/>, which themselves are read in <paramref name="Outer"/>.
/// </summary>
/// <param name="Method">The method that was entered, or whose caller was looked up.</param>
/// <param name="Call">The call; or the default value of one parameter, for a caller that leaves it out.</param>
/// <param name="Outer">The frame of the caller.</param>
/// <param name="IsCaller">
/// True where the bind lies within the method and its caller was looked up; false where the value lies within it, as in a helper that returns it.
/// </param>
/// <param name="IsForPort">True where the caller was looked up for the port alone, because the method chooses the address itself.</param>
internal sealed record Frame(IMethodSymbol Method, IOperation Call, Frame? Outer, bool IsCaller = false, bool IsForPort = false)
{
    /// <summary>The argument for a parameter, and the frame to read it in; null where no frame of the chain calls the parameter's method.</summary>
    internal static (IOperation Argument, Frame? Outer)? Resolve(Frame? frame, IParameterSymbol parameter)
    {
        for (; frame is not null; frame = frame.Outer)
        {
            if (!frame.Method.IsSameAs(parameter.ContainingSymbol)) continue;
            return ArgumentOf(frame.Call, parameter) is { } argument ? (argument, frame.Outer) : null;
        }

        return null;
    }

    /// <summary>The chain with a caller of its outermost method added.</summary>
    internal static Frame Within(Frame? frame, Frame caller) =>
        frame is null ? caller : frame with { Outer = Within(frame.Outer, caller) };

    /// <summary>Whether a value read in this frame does not come from the callers that were looked up.</summary>
    internal static bool IsInsideCallers(Frame? frame)
    {
        for (; frame is not null; frame = frame.Outer)
            if (frame.IsCaller) return true;
        return false;
    }

    /// <summary>Whether the outermost caller was looked up for the port alone.</summary>
    internal static bool IsForPortOnly(Frame? frame) => Outermost(frame) is { IsForPort: true };

    /// <summary>The last call that a chain leads out through.</summary>
    internal static Frame? Outermost(Frame? frame)
    {
        while (frame?.Outer is { } outer) frame = outer;
        return frame;
    }

    /// <summary>Whether a call of the method gives a parameter of it a value of its own.</summary>
    internal static bool Passes(IOperation call, IMethodSymbol method, IParameterSymbol parameter) =>
        parameter.ContainingSymbol.IsSameAs(method) && ArgumentOf(call, parameter) is not null;

    /// <summary>Whether a chain of calls goes on where another ends: both belong to one run of the method that binds.</summary>
    internal static bool StartsWith(Frame? frame, Frame? start)
    {
        for (; start is not null; frame = frame.Outer, start = start.Outer)
            if (frame?.Call != start.Call) return false;
        return true;
    }

    internal static int Depth(Frame? frame) => frame is null ? 0 : 1 + Depth(frame.Outer);

    // What a caller leaves out is a value of the declaration, not of the call.
    private static IOperation? ArgumentOf(IOperation call, IParameterSymbol parameter)
    {
        if (call is IParameterInitializerOperation initializer)
            return initializer.Parameter.Ordinal == parameter.Ordinal ? initializer.Value : null;
        if (call is ISimpleAssignmentOperation assignment) return assignment.Value; // what a setter is given
        if (call is IConversionOperation conversion) return conversion.Operand;
        foreach (var argument in ArgumentsOf(call))
            if (argument.Parameter?.Ordinal == parameter.Ordinal && argument.ArgumentKind != ArgumentKind.DefaultValue) return argument.Value;
        return null;
    }

    private static ImmutableArray<IArgumentOperation> ArgumentsOf(IOperation call) => call switch
    {
        IInvocationOperation invocation => invocation.Arguments,
        IObjectCreationOperation creation => creation.Arguments,
        _ => ImmutableArray<IArgumentOperation>.Empty,
    };
}
