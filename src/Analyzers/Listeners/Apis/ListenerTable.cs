using BindCheck.Listeners.Values;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners.Apis;

/// <summary>All rows, and those that mean something in one compilation.</summary>
internal sealed class ListenerTable
{
    /// <summary>The listening APIs of .NET and ASP.NET Core.</summary>
    internal static readonly ListenerApi[] All =
        [.. SocketApis.Rows, .. KestrelApis.Rows, .. HostUrlApis.Rows, .. HttpListenerApis.Rows];

    private readonly ILookup<string, (ListenerApi Api, INamedTypeSymbol Type)> _byMember;
    private readonly HashSet<string> _constructed, _alone;
    private readonly WordSet _words;
    private readonly string[] _moreWords;

    private ListenerTable(List<(ListenerApi Api, INamedTypeSymbol Type)> more, List<(ListenerApi Api, INamedTypeSymbol Type)> builtIn)
    {
        // What users say of an API comes first.
        var rows = more.Concat(builtIn).ToList();
        _byMember = rows.ToLookup(static row => row.Api.Member, StringComparer.Ordinal);
        _constructed = new(rows.Where(static row => row.Api.Member == ".ctor").Select(static row => row.Type.Name), StringComparer.Ordinal);
        _alone = new(rows.Where(static row => row.Api.Notation == Notation.None).Select(static row => row.Api.Member), StringComparer.Ordinal);
        _words = NameGate.WordsOf(builtIn.Select(static row => row.Api));
        _moreWords = [.. more.SelectMany(static row => NameGate.WordsOf(row.Api, row.Type.MightContainExtensionMethods)).Distinct(StringComparer.Ordinal)];
    }

    private sealed record Kept(ImmutableArray<IAssemblySymbol> References, ListenerTable? Table);

    private static readonly ConditionalWeakTable<IAssemblySymbol, Kept> s_tables = new();

    /// <summary>Every row that BindCheck brings.</summary>
    internal static IEnumerable<ListenerApi> BuiltIn => All.Concat(LibraryApis.Rows);

    /// <summary>The rows whose type the compilation references; null when there is none.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="more">Rows beside the built-in ones; of two about one overload the first counts, and before any built-in one.</param>
    internal static ListenerTable? For(Compilation compilation, ImmutableArray<ListenerApi> more)
    {
        // An edit leaves the references as they are: the table is kept with the first of them.
        var references = compilation.SourceModule.ReferencedAssemblySymbols;
        if (references.IsEmpty || !more.IsEmpty) return Build(compilation, more);
        if (s_tables.TryGetValue(references[0], out var kept) && ImmutableArrayExtensions.SequenceEqual(kept.References, references, ReferenceEquals)) return kept.Table;
        var table = Build(compilation, more);
        s_tables.Remove(references[0]);
        s_tables.GetValue(references[0], _ => new(references, table));
        return table;
    }

    private static ListenerTable? Build(Compilation compilation, ImmutableArray<ListenerApi> more)
    {
        var types = new Dictionary<string, IEnumerable<INamedTypeSymbol>>(StringComparer.Ordinal);
        var found = Rows(more, name => compilation.GetTypesByMetadataName(name));
        var builtIn = Rows(All, name => compilation.GetTypesByMetadataName(name));
        // Most projects reference few libraries, and many none: the framework's assemblies need not be asked for those.
        var libraries = compilation.SourceModule.ReferencedAssemblySymbols.Where(static assembly => !IsFramework(assembly.Identity.Name)).ToList();
        builtIn.AddRange(Rows(LibraryApis.Rows, type => libraries.Select(assembly => assembly.GetTypeByMetadataName(type)).OfType<INamedTypeSymbol>().ToList()));
        return found.Count + builtIn.Count == 0 ? null : new(found, builtIn);

        List<(ListenerApi, INamedTypeSymbol)> Rows(IEnumerable<ListenerApi> apis, Func<string, IEnumerable<INamedTypeSymbol>> typesOf)
        {
            var rows = new List<(ListenerApi, INamedTypeSymbol)>();
            foreach (var api in apis)
            {
                if (!types.TryGetValue(api.Type, out var candidates)) types.Add(api.Type, candidates = typesOf(api.Type));
                foreach (var type in candidates)
                    if (IsMeant(type, api, compilation)) rows.Add((api, type));
            }

            return rows;
        }
    }

    // A type that the project declares itself, or a look-alike of the framework's in a project that it references, is not the API.
    private static bool IsMeant(INamedTypeSymbol type, ListenerApi api, Compilation compilation) =>
        IsFramework(api.Type) || api.IsExported ? type.Locations.Any(static location => location.IsInMetadata)
        : !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);

    private static bool IsFramework(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal);

    /// <summary>Whether a row may occur in a file, by its words.</summary>
    internal bool MayOccurIn(SyntaxTree file, CancellationToken cancellationToken)
    {
        if (NameGate.WordsIn(file, cancellationToken).Overlaps(_words)) return true;
        if (_moreWords.Length == 0) return false;
        var words = WordFilter.Of(file, cancellationToken);
        return Array.Exists(_moreWords, words.MayContain);
    }

    /// <summary>Whether a member name occurs in the table: the test that costs nothing, before a symbol is asked for.</summary>
    internal bool HasMember(string name) => _byMember.Contains(name);

    /// <summary>Whether a call of this name may bind without being given anything.</summary>
    internal bool BindsAlone(string name) => _alone.Contains(name);

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
        var found = new HashSet<Shape>();
        foreach (var (api, type) in _byMember[property.Name])
            if (Declares(type, property.OriginalDefinition.ContainingType, api) && (found.Add(api.Shape) || api.Shape == Shape.Keyed)) yield return api;
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
