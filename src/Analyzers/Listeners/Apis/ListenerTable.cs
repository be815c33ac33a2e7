using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners.Apis;

/// <summary>All rows, and those that mean something in one compilation.</summary>
internal sealed class ListenerTable
{
    /// <summary>Every listening API that BindCheck knows.</summary>
    internal static readonly ListenerApi[] All =
        [.. SocketApis.Rows, .. KestrelApis.Rows, .. HostUrlApis.Rows, .. HttpListenerApis.Rows];

    private readonly ILookup<string, (ListenerApi Api, INamedTypeSymbol Type)> _byMember;
    private readonly HashSet<string> _constructed;

    private ListenerTable(List<(ListenerApi Api, INamedTypeSymbol Type)> rows)
    {
        _byMember = rows.ToLookup(row => row.Api.Member, StringComparer.Ordinal);
        _constructed = new(rows.Where(row => row.Api.Member == ".ctor").Select(row => row.Type.Name), StringComparer.Ordinal);
        Words = NameGate.WordsOf(rows.Select(row => row.Api));
    }

    /// <summary>The gate words of the rows: a file without any of them has no listener.</summary>
    internal ulong Words { get; }

    /// <summary>The rows whose type the compilation references; null when there is none.</summary>
    internal static ListenerTable? For(Compilation compilation)
    {
        var types = new Dictionary<string, ImmutableArray<INamedTypeSymbol>>(StringComparer.Ordinal);
        var rows = new List<(ListenerApi, INamedTypeSymbol)>();
        foreach (var api in All)
        {
            if (!types.TryGetValue(api.Type, out var found))
                types.Add(api.Type, found = compilation.GetTypesByMetadataName(api.Type));
            foreach (var type in found)
                if (type.Locations.Any(location => location.IsInMetadata)) rows.Add((api, type)); // a look-alike in source is not the API
        }

        return rows.Count == 0 ? null : new(rows);
    }

    /// <summary>Whether a member name occurs in the table: the test that costs nothing, before a symbol is asked for.</summary>
    internal bool HasMember(string name) => _byMember.Contains(name);

    /// <summary>Whether the table constructs a type of this simple name.</summary>
    internal bool Constructs(string typeName) => _constructed.Contains(typeName);

    /// <summary>The row of a method or constructor.</summary>
    internal ListenerApi? Find(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        foreach (var (api, type) in _byMember[method.Name])
            if (api.Signature.Matches(method.Parameters) && Declares(type, method.ContainingType, api)) return api;
        return null;
    }

    /// <summary>The rows of a property, an indexer included; keyed rows share one indexer.</summary>
    internal IEnumerable<ListenerApi> Find(IPropertySymbol property)
    {
        foreach (var (api, type) in _byMember[property.Name])
            if (Declares(type, property.ContainingType, api)) yield return api;
    }

    // A constructor binds its own type only: what a derived class passes on is found at its base call.
    private static bool Declares(INamedTypeSymbol declaring, INamedTypeSymbol actual, ListenerApi api) =>
        SymbolEqualityComparer.Default.Equals(declaring, actual)
        || api.Member != ".ctor" && (actual.AllInterfaces.Contains(declaring, SymbolEqualityComparer.Default) || IsDerived(actual, declaring));

    private static bool IsDerived(INamedTypeSymbol type, INamedTypeSymbol from)
    {
        for (var t = type.BaseType; t is not null; t = t.BaseType)
            if (SymbolEqualityComparer.Default.Equals(t, from)) return true;
        return false;
    }
}
