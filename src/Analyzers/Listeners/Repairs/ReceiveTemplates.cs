using BindCheck.Listeners.Facts;
using BindCheck.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BindCheck.Listeners.Repairs;

/// <summary>
/// The end points that tell ReceiveFrom of which family the sender is. An IPv4 and a dual-mode socket both take <c>IPAddress.Any</c>;
/// <c>IPv6Any</c> throws on the IPv4 socket that a repaired server has on a host without IPv6. ReceiveMessageFrom is stricter, and no candidate.
/// </summary>
internal static class ReceiveTemplates
{
    /// <summary>The IPv6Any of all templates of a socket; null where an IPv6 socket has a template that is not understood.</summary>
    internal static IReadOnlyList<Spot>? Find(IEnumerable<Use> uses, RepairCandidate candidate)
    {
        var calls = new HashSet<SyntaxNode>(
            uses.Where(static use => use.Kind == UseKind.Call && IsReceiveFrom(use.Node)).Select(static use => use.Node));
        // A template that is not in sight fits the socket as it is. An IPv4 one fits after the repair too.
        var mustUnderstand = candidate.Verdict.Reach.Families == Families.IPv6;
        var spots = new List<Spot>();
        foreach (var call in calls)
        {
            if (!Add(TemplateOf(call, candidate), calls, candidate, spots) && mustUnderstand) return null;
        }

        return spots.Distinct().ToList();
    }

    private static bool IsReceiveFrom(SyntaxNode? node) =>
        node is InvocationExpressionSyntax call
        && BindSiteFinder.NameOf(call.Expression) is "ReceiveFrom" or "ReceiveFromAsync" or "BeginReceiveFrom" or "EndReceiveFrom";

    private static IOperation? TemplateOf(SyntaxNode call, RepairCandidate candidate) =>
        (candidate.Symbols.OperationOf(call) as IInvocationOperation)?.Arguments
            .FirstOrDefault(static a => a.Parameter?.Type.Name == "EndPoint")?.Value;

    private static bool Add(IOperation? template, HashSet<SyntaxNode> calls, RepairCandidate candidate, List<Spot> spots)
    {
        while (template is IConversionOperation conversion) template = conversion.Operand;
        return template switch
        {
            ILocalReferenceOperation local => AddHeld(local.Local, calls, candidate, spots),
            IFieldReferenceOperation { Field: var field } when SymbolSight.IsPrivate(field) => AddHeld(field, calls, candidate, spots),
            IObjectCreationOperation { Type.Name: "IPEndPoint" } creation => AddAddress(creation, spots),
            // The peer of an answer has the family of its socket.
            IPropertyReferenceOperation { Property.Name: "RemoteEndPoint" } => true,
            _ => false,
        };
    }

    // Not where another socket receives with it, for which it may be right.
    private static bool AddHeld(ISymbol holder, HashSet<SyntaxNode> calls, RepairCandidate candidate, List<Spot> spots)
    {
        if (candidate.Symbols.Of(holder).Any(IsReceivedWithElsewhere)) return false;
        var writes = candidate.Writes.Of(holder).Where(static write => write.Value is not null).ToList();
        return writes.Count > 0 && writes.TrueForAll(write => candidate.Symbols.OperationOf(write.Value) is { } value
            && value is not (ILocalReferenceOperation or IFieldReferenceOperation) && Add(value, calls, candidate, spots));

        bool IsReceivedWithElsewhere(SyntaxNode name) =>
            name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && IsReceiveFrom(call) && !calls.Contains(call);
    }

    private static bool AddAddress(IObjectCreationOperation endPoint, List<Spot> spots)
    {
        var given = endPoint.Arguments.FirstOrDefault(static a => a.Parameter?.Name == "address")?.Value;
        if (given is not IFieldReferenceOperation { Field: { ContainingType.Name: "IPAddress", Name: var name } } address) return false;
        if (name == "IPv6Any")
            spots.Add(RepairCandidate.Spot(Role.Template, address.Syntax is MemberAccessExpressionSyntax access ? access.Name : address.Syntax));
        return name is "Any" or "IPv6Any";
    }
}
