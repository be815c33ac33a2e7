using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners.Values;

/// <summary>Interface and virtual dispatch, followed where the source shows a single target.</summary>
internal sealed class Dispatch(IReadOnlyList<Compilation> compilations)
{
    private readonly Lazy<List<INamedTypeSymbol>> _types = new(() => compilations.SelectMany(compilation => TypesIn(compilation.Assembly.GlobalNamespace)).ToList());

    /// <summary>
    /// What runs when a member is used: the member itself where nothing overrides it, else the one member that implements or overrides it;
    /// null where there are several, or none.
    /// </summary>
    internal ISymbol? TargetOf(ISymbol member)
    {
        member = member.OriginalDefinition;
        if (!member.IsAbstract && !member.IsVirtual && (!member.IsOverride || member.IsSealed) || member.ContainingType is null) return member;
        var targets = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        if (!member.IsAbstract) targets.Add(member);
        foreach (var type in _types.Value)
        {
            if (type.TypeKind == TypeKind.Interface) continue;
            if (member.ContainingType.TypeKind == TypeKind.Interface)
            {
                var constructed = type.AllInterfaces.FirstOrDefault(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, member.ContainingType));
                var declared = constructed?.GetMembers(member.Name).FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, member));
                if (declared is not null && type.FindImplementationForInterfaceMember(declared) is { IsAbstract: false } implementation) targets.Add(implementation.OriginalDefinition);
            }
            else
            {
                foreach (var candidate in type.GetMembers(member.Name))
                    if (!candidate.IsAbstract && Overridden(candidate).Contains(member, SymbolEqualityComparer.Default)) targets.Add(candidate);
            }
        }

        return targets.Count == 1 ? targets.First() : null;
    }

    /// <summary>The methods whose calls run a method: itself, and what it alone implements or overrides.</summary>
    internal IEnumerable<IMethodSymbol> SlotsOf(IMethodSymbol method)
    {
        yield return method;
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.PropertySet or MethodKind.ExplicitInterfaceImplementation) || method.IsStatic) yield break;
        var declared = Overridden(method).Concat(method.ContainingType.AllInterfaces
            .Where(type => compilations.Any(compilation => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)))
            .SelectMany(static type => type.GetMembers())
            .Where(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member)?.OriginalDefinition, method)));
        foreach (var slot in declared.OfType<IMethodSymbol>())
            if (SymbolEqualityComparer.Default.Equals(TargetOf(slot), method)) yield return slot.OriginalDefinition;
    }

    private static IEnumerable<ISymbol> Overridden(ISymbol member)
    {
        for (var m = Base(member); m is not null; m = Base(m)) yield return m.OriginalDefinition;

        static ISymbol? Base(ISymbol member) => member switch
        {
            IMethodSymbol method => method.OverriddenMethod,
            IPropertySymbol property => property.OverriddenProperty,
            _ => null,
        };
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamedTypeSymbol type) yield return type;
            if (member is INamespaceOrTypeSymbol inner)
                foreach (var nested in TypesIn(inner)) yield return nested;
        }
    }
}
