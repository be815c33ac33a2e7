using BindCheck.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BindCheck.Listeners.Values;

/// <summary>Reads C# expressions as ports: "#8080" for a constant, else the source text, by which two binds can be told to share one.</summary>
internal sealed class PortReader(ValueFlow flow)
{
    /// <summary>The port; null where there is none. One that may be 0 is "#0": then the system chooses, and nobody outside knows it.</summary>
    internal string? Read(IOperation? port, Frame? frame)
    {
        if (port is null) return null;
        var origins = flow.Origins(port, frame).SelectMany(OfEndPoint).ToList();
        if (origins.Exists(static origin => IsZero(origin.Operation))) return "#0";
        return origins.Count == 1 && origins[0].Operation.ConstantValue is { HasValue: true, Value: { } value } ? "#" + value : port.Syntax.ToString();
    }

    /// <summary>The port that a text names.</summary>
    internal static string? InText(string? port, Reading<string> reading) =>
        port is null ? null : Pattern.IsKnown(port) ? "#" + port : reading.Place.Syntax.ToString();

    // endPoint.Port, of an end point that is made in sight.
    private IEnumerable<Origin> OfEndPoint(Origin origin)
    {
        if (origin.Operation is not IPropertyReferenceOperation { Property: { Name: "Port" } property, Instance: { } endPoint } || !ValueReader.IsNet(property.ContainingType, "IPEndPoint")) return [origin];
        return flow.Origins(endPoint, origin.Frame).SelectMany(source =>
            source.Operation is IObjectCreationOperation creation && BindSiteFinder.Argument(creation.Arguments, "port") is { } port ? flow.Origins(port, source.Frame) : [origin]);
    }

    private static bool IsZero(IOperation port) =>
        port.ConstantValue is { HasValue: true, Value: 0 }
        || port is IParameterReferenceOperation { Parameter: { HasExplicitDefaultValue: true, ExplicitDefaultValue: 0 } };
}
