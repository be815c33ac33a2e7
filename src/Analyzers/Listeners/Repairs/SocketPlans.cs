using System.Collections.Immutable;
using BindCheck.Listeners.Facts;
using BindCheck.Listeners.Values;
using BindCheck.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BindCheck.Listeners.Repairs;

/// <summary>The repairs of listeners that are sockets of their own.</summary>
internal static class SocketPlans
{
    private static readonly ImmutableArray<Recipe> s_both = ImmutableArray.Create(Recipe.Dual, Recipe.IPv6Any);
    private static readonly ImmutableArray<Recipe> s_dual = ImmutableArray.Create(Recipe.Dual);
    private static readonly ImmutableArray<Recipe> s_widen = ImmutableArray.Create(Recipe.Widen);

    /// <summary>
    /// <c>TcpListener.Create</c>, or IPv6Any and DualMode. An object initializer cannot follow Create: such listeners are left alone,
    /// because the other form alone would be no repair for a host without IPv6.
    /// </summary>
    internal static RepairPlan TcpListener(RepairCandidate candidate, CancellationToken cancellationToken)
    {
        var site = candidate.Site;
        if (!candidate.IsCertain) return RepairPlan.None;
        if (site.Syntax is not (ConstructorInitializerSyntax or BaseObjectCreationExpressionSyntax { Initializer: null, ArgumentList: not null })) return RepairPlan.None;
        if (candidate.PortSpots(cancellationToken) is not { } spots || Restarts.ArePossible(site.Syntax, candidate.Symbols, cancellationToken)) return RepairPlan.None;
        // What it says about DualMode itself, a repair would contradict.
        var uses = ObjectUses.OfCreation(site.Syntax, candidate.Symbols, cancellationToken);
        if (SocketFacts.DualModeOf(uses, "Server.", candidate.Symbols) is not null) return RepairPlan.None;
        var address = candidate.Address is { } spot && spot.Location.SourceTree == site.Syntax.SyntaxTree && site.Syntax.Span.Contains(spot.Location.SourceSpan) ? spot : (Spot?)null;
        if (site.Syntax is ConstructorInitializerSyntax)
        {
            // The constructor body goes on with Server.DualMode.
            var type = candidate.Symbols.ModelOf(site.Syntax).GetEnclosingSymbol(site.Syntax.SpanStart, cancellationToken)?.ContainingType;
            return candidate.IsWildcard && (site.Value is null || address is not null) && type?.GetMembers("Server").IsEmpty == true
                ? Plan(Repair.DerivedTcpListener, s_both, [], address)
                : RepairPlan.None;
        }

        if (!candidate.IsWildcard) return Plan(Repair.TcpListener, s_widen, spots, null);
        var isIpv6 = candidate.Verdict.Reach.Families == Families.IPv6;
        return Plan(Repair.TcpListener, isIpv6 || site.Value is null || address is not null ? s_both : s_dual, spots, isIpv6 ? null : address);
    }

    /// <summary>
    /// Constructor, bind and receive templates together: half of it throws, or binds IPv4 only in silence.
    /// </summary>
    internal static RepairPlan Socket(RepairCandidate candidate, CancellationToken cancellationToken)
    {
        if (candidate is not { IsWildcard: true, IsCertain: true, Address: { } address, Verdict.Socket: { Creation: { } creation } socket }) return RepairPlan.None;
        if (creation is not { Type.Name: "Socket", Syntax: BaseObjectCreationExpressionSyntax { ArgumentList: not null } }) return RepairPlan.None;
        if (socket.Uses.All.Count(static use => use.Path == "Bind") != 1) return RepairPlan.None;
        // What others do with a datagram socket may depend on its family; a stream socket is theirs to accept from.
        var life = socket.Type == "Stream" ? null : new ObjectLife(creation.Syntax, candidate.Symbols, cancellationToken);
        if (life is { LeavesFile: true }) return RepairPlan.None;
        var family = creation.Arguments.FirstOrDefault(a => a.Parameter?.Name == "addressFamily")?.Value;
        if (SocketFacts.DualModeOf(socket.Uses, "", candidate.Symbols) is { } dualMode)
        {
            // Dual-mode already, and only the address is wrong: no fallback is lost that the constructor leaves.
            return dualMode == DualMode.On && candidate.Verdict.Reach.Families == Families.IPv4 && IsFamily(family, "InterNetworkV6")
                ? Plan(Repair.IPv6Any, s_dual, [], address)
                : RepairPlan.None;
        }

        var spots = new List<Spot> { RepairCandidate.Spot(Role.Creation, creation.Syntax) };
        if (family is not null)
        {
            if (!IsFamily(family, "InterNetwork") && !IsFamily(family, "InterNetworkV6") && !IsFamilyOnPath(family, candidate, cancellationToken)) return RepairPlan.None;
            spots.Add(RepairCandidate.Spot(Role.Family, family.Syntax));
        }

        if (ReceiveTemplates.Find(life?.Uses ?? [], candidate) is not { } templates) return RepairPlan.None;
        return Plan(Repair.Socket, s_both, spots.Concat(templates), address);
    }

    /// <summary>A dual-mode client that is bound in a second step: in the statements that follow, or in a helper method.</summary>
    internal static RepairPlan UdpClient(RepairCandidate candidate, CancellationToken cancellationToken)
    {
        if (candidate is not { IsWildcard: true, IsCertain: true, Site.Syntax: BaseObjectCreationExpressionSyntax { ArgumentList: not null } creation }) return RepairPlan.None;
        if (candidate.PortSpots(cancellationToken) is not { } ports) return RepairPlan.None;
        var life = new ObjectLife(creation, candidate.Symbols, cancellationToken);
        if (life.LeavesFile || ReceiveTemplates.Find(life.Uses, candidate) is not { } templates) return RepairPlan.None;
        var spots = ports.Concat(templates);
        if (StatementOf(creation) is { } statement) return Plan(Repair.UdpClient, s_both, spots, RepairCandidate.Spot(Role.Statement, statement));
        return creation.Initializer is null && OwnerOf(creation, candidate.Symbols, cancellationToken) is { } owner
            ? Plan(Repair.UdpClient, s_both, spots, RepairCandidate.Spot(Role.Owner, owner))
            : RepairPlan.None;
    }

    private static RepairPlan Plan(Repair repair, ImmutableArray<Recipe> recipes, IEnumerable<Spot> spots, Spot? more) =>
        new(repair, recipes, (more is { } spot ? spots.Append(spot) : spots).ToImmutableArray());

    private static bool IsFamily(IOperation? family, string name) => family is IFieldReferenceOperation { Field: { IsStatic: true } field } && field.Name == name;

    // new Socket(endPoint.AddressFamily, …): of the very end point that is bound.
    private static bool IsFamilyOnPath(IOperation family, RepairCandidate candidate, CancellationToken cancellationToken) =>
        family is IPropertyReferenceOperation { Property.Name: "AddressFamily", Instance: { } instance }
        && candidate.Symbols.SymbolOf(instance.Syntax) is { } holder
        && candidate.Path.Hops.Contains(holder.OriginalDefinition, SymbolEqualityComparer.Default);

    // The statement or using block after whose creation the client can be bound.
    private static StatementSyntax? StatementOf(ExpressionSyntax creation) => creation.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } declaration } } => declaration.Parent switch
        {
            LocalDeclarationStatementSyntax local when IsInList(local) => local,
            UsingStatementSyntax { Statement: BlockSyntax } scope => scope,
            _ => null,
        },
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax statement } assignment
            when IsInList(statement) && assignment.Left is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } => statement,
        _ => null,
    };

    private static bool IsInList(StatementSyntax statement) => statement.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax;

    private static SyntaxNode? OwnerOf(SyntaxNode creation, SymbolUses symbols, CancellationToken cancellationToken) =>
        creation.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() switch
        {
            null => creation.SyntaxTree.GetRoot(cancellationToken),
            TypeDeclarationSyntax { OpenBraceToken: { RawKind: not 0, IsMissing: false } } type
                when type is not InterfaceDeclarationSyntax && SymbolSight.IsInOnePart(symbols.DeclaredBy(type) as INamedTypeSymbol) => type,
            _ => null,
        };
}
