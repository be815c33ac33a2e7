using System.Net;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BindCheck.Listeners.Values;

/// <summary>One address taken from the answers of a look-up: <c>AddressList[0]</c>, <c>First(a => a.AddressFamily == InterNetwork)</c>.</summary>
internal static class LookUps
{
    /// <summary>Stands for the address of the host that only run time knows: one of those kept for documentation (RFC 5737).</summary>
    internal static readonly IPAddress SomeAddress = IPAddress.Parse("192.0.2.1");

    private const int MaxDepth = 8;

    private static readonly HashSet<string> s_choices = new(StringComparer.Ordinal)
        { "First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault", "ElementAt", "Find", "FindLast" };

    // What keeps the addresses as they are.
    private static readonly HashSet<string> s_passes = new(StringComparer.Ordinal)
        { "Where", "ToArray", "ToList", "AsEnumerable", "OrderBy", "OrderByDescending", "Distinct", "Reverse", "Skip" };

    /// <summary>
    /// Whether an origin is one answer of a look-up that was asked for IPv4, or one address of the host itself. Of a name that somebody gives
    /// the family is theirs to choose. In a loop all answers are bound: then they are a set.
    /// </summary>
    internal static bool IsOneAnswer(Origin origin, ValueFlow flow) => origin.Set is null && !AsksFor("InterNetworkV6", origin.Operation) && origin.Operation switch
    {
        IInvocationOperation { TargetMethod.Name: var name } choice when s_choices.Contains(name) => IsAmongAnswers(SourceOf(choice), origin.Frame, flow, AsksFor("InterNetwork", choice), 0),
        { Type: IArrayTypeSymbol } list => IsAmongAnswers(list, origin.Frame, flow, false, 0),
        _ => false,
    };

    private static bool IsAmongAnswers(IOperation? list, Frame? frame, ValueFlow flow, bool asksForIPv4, int depth)
    {
        if (list is null || depth > MaxDepth) return false;
        var origins = flow.Origins(Unwrap(list), frame);
        return origins.Count > 0 && origins.TrueForAll(origin => Unwrap(origin.Operation) switch
        {
            IPropertyReferenceOperation { Property: { Name: "AddressList" } property, Instance: { } entry } when ValueReader.IsNet(property.ContainingType, "IPHostEntry")
                => asksForIPv4 || flow.Origins(Unwrap(entry), origin.Frame).TrueForAll(e => Unwrap(e.Operation) is IInvocationOperation call && IsOwnName(call, e.Frame, flow)),
            IInvocationOperation { TargetMethod: { Name: "GetHostAddresses" or "GetHostAddressesAsync" } method } call when ValueReader.IsNet(method.ContainingType, "Dns")
                => asksForIPv4 || AsksFor("InterNetwork", call) || IsOwnName(call, origin.Frame, flow),
            IInvocationOperation { TargetMethod.Name: var name } pass when s_passes.Contains(name)
                => !AsksFor("InterNetworkV6", pass) && IsAmongAnswers(SourceOf(pass), origin.Frame, flow, asksForIPv4 || AsksFor("InterNetwork", pass), depth + 1),
            _ => false,
        });
    }

    // Dns.GetHostEntry(Dns.GetHostName()), of Environment.MachineName, of "".
    private static bool IsOwnName(IInvocationOperation lookUp, Frame? frame, ValueFlow flow) =>
        lookUp.Arguments.Length > 0 && flow.Origins(lookUp.Arguments[0].Value, frame).TrueForAll(static name => name.Operation
            is IInvocationOperation { TargetMethod.Name: "GetHostName" } or IPropertyReferenceOperation { Property.Name: "MachineName" } or { ConstantValue: { HasValue: true, Value: "" } });

    private static bool AsksFor(string family, IOperation operation) =>
        operation.Descendants().Any(o => o is IFieldReferenceOperation { Field: { ContainingType.Name: "AddressFamily" } field } && field.Name == family);

    private static IOperation? SourceOf(IInvocationOperation call) => call.Instance ?? call.Arguments.FirstOrDefault()?.Value;

    // await Dns.GetHostAddressesAsync(name).ConfigureAwait(false)
    private static IOperation Unwrap(IOperation operation) => operation switch
    {
        IConversionOperation conversion => Unwrap(conversion.Operand),
        IAwaitOperation awaited => Unwrap(awaited.Operation),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task } => Unwrap(task),
        IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task } => Unwrap(task),
        _ => operation,
    };
}
