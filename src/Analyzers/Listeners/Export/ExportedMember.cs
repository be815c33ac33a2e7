using System.Collections.Immutable;
using System.Net;
using BindCheck.Listeners.Values;
using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners.Export;

/// <summary>A member of a library that other projects may call, and how it would be told what to bind.</summary>
/// <param name="Member">A method, constructor or settable property.</param>
/// <param name="Value">The parameter that carries the value; null for a property, and where the member is told nothing.</param>
/// <param name="Notation">How the value would be read.</param>
internal sealed record ExportedMember(ISymbol Member, IParameterSymbol? Value, Notation Notation)
{
    private const string Port = "1234";

    private static readonly SymbolDisplayFormat
        s_name = SymbolDisplayFormat.FullyQualifiedFormat,
        s_method = s_name.WithMemberOptions(SymbolDisplayMemberOptions.None);

    /// <summary>The members that other assemblies see, of those by whose name values were followed; with each way in which they may be told.</summary>
    internal static IEnumerable<ExportedMember> In(Compilation compilation, HashSet<string> names) =>
        TypesIn(compilation.Assembly.GlobalNamespace, compilation).SelectMany(type => type.GetMembers()).Where(IsVisible).SelectMany(member => member switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } constructor when names.Contains(constructor.ContainingType.Name) => Of(constructor, compilation),
            IMethodSymbol { MethodKind: MethodKind.Ordinary, IsOverride: false } method when names.Contains(method.Name) => Of(method, compilation),
            IPropertySymbol { IsIndexer: false, IsOverride: false, SetMethod: { } setter } property when names.Contains(property.Name) && IsVisible(setter) =>
                NotationsOf(property.Type).Select(notation => new ExportedMember(property, null, notation)),
            _ => [],
        });

    private static IEnumerable<ExportedMember> Of(IMethodSymbol method, Compilation compilation)
    {
        if (method.Parameters.Any(static p => p.RefKind != RefKind.None || p.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)) return [];
        var called = method.IsGenericMethod ? method.Construct([.. method.TypeParameters.Select(_ => compilation.ObjectType)]) : method;
        return called.Parameters.SelectMany(parameter => NotationsOf(parameter.Type).Select(notation => new ExportedMember(called, parameter, notation)))
            .Append(new(called, null, Notation.None));
    }

    // Of generic types that of objects: it breaks some constraints, but names the members.
    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container, Compilation compilation) => container.GetMembers().SelectMany(member =>
    {
        if (member is INamespaceSymbol inner) return TypesIn(inner, compilation);
        if (member is not INamedTypeSymbol type || !IsVisible(type)) return [];
        if (type.Arity > 0) type = type.Construct([.. type.TypeParameters.Select(_ => compilation.ObjectType)]);
        return TypesIn(type, compilation).Prepend(type);
    });

    private static bool IsVisible(ISymbol symbol) => symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;

    private static Notation[] NotationsOf(ITypeSymbol type) => (ElementOf(type) ?? type) switch
    {
        { SpecialType: SpecialType.System_String } => [Notation.Host, Notation.Url],
        var t when ValueReader.IsNet(t, "IPAddress") => [Notation.Address],
        var t when ValueReader.IsNet(t, "IPEndPoint") || ValueReader.IsNet(t, "EndPoint") => [Notation.EndPoint],
        _ => [],
    };

    // An array, or one of the interfaces that an array has.
    private static ITypeSymbol? ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol { TypeKind: TypeKind.Interface, TypeArguments: { Length: 1 } arguments, ContainingNamespace.Name: "Generic" } => arguments[0],
        _ => null,
    };

    /// <summary>The type as metadata names it.</summary>
    internal string TypeName => MetadataName(Member.ContainingType);

    /// <summary>The parameters as a row has them.</summary>
    internal string Parameters => Member is IMethodSymbol method
        ? string.Join(",", method.Parameters.Select(parameter => SymbolEqualityComparer.Default.Equals(parameter, Value) ? "*" + parameter.Name : parameter.Name))
        : "";

    private static string MetadataName(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? MetadataName(outer) + "+" + type.MetadataName
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName
        : type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName;

    /// <summary>
    /// A class that gives the member a host to bind. It need not compile without errors, only mean what it says. Null where the value cannot
    /// be that host.
    /// </summary>
    internal string? Probe(string name, string host)
    {
        if (Notation == Notation.None) return Class(name, "");
        var isAddress = IPAddress.TryParse(host, out var address);
        return Notation switch
        {
            Notation.Host => Class(name, $"\"{host}\""),
            Notation.Url => Class(name, $"\"http://{host}:1/\""),
            Notation.Address when isAddress => Class(name, $"global::System.Net.IPAddress.Parse(\"{address}\")"),
            Notation.EndPoint when isAddress => Class(name, $"new global::System.Net.IPEndPoint(global::System.Net.IPAddress.Parse(\"{address}\"), {Port})"),
            _ => null,
        };
    }

    private string Class(string name, string value)
    {
        var owner = Member.ContainingType;
        var type = owner.ToDisplayString(s_name);
        var isInherited = Member.DeclaredAccessibility != Accessibility.Public || owner.IsAbstract && !Member.IsStatic;
        var receiver = Member.IsStatic ? type : isInherited && owner.TypeKind == TypeKind.Class ? "this" : $"default({type})!";
        var body = Member switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } constructor when isInherited => $"{name}() : base({Arguments(constructor, value)}) {{ }}",
            IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => $"void Run() {{ new {type}({Arguments(constructor, value)}); }}",
            IMethodSymbol method => $"void Run() {{ {receiver}.{method.ToDisplayString(s_method)}({Arguments(method, value)}); }}",
            IPropertySymbol { SetMethod.IsInitOnly: true } property => $"void Run() {{ new {type}({ShortestArguments(owner)}) {{ {property.Name} = {Wrapped(property.Type, value)} }}; }}",
            _ => $"void Run() {{ {receiver}.{Member.Name} = {Wrapped(((IPropertySymbol)Member).Type, value)}; }}",
        };
        return $"class {name}{(isInherited && owner.TypeKind == TypeKind.Class ? " : " + type : "")} {{ {body} }}";
    }

    // Typed defaults, lest an overload be ambiguous.
    private string Arguments(IMethodSymbol method, string value) => string.Join(", ", method.Parameters.Select(parameter =>
        Value is not null && parameter.Ordinal == Value.Ordinal ? Wrapped(parameter.Type, value)
        : parameter.Type.SpecialType == SpecialType.System_Int32 ? Port
        : $"default({parameter.Type.ToDisplayString(s_name)})!"));

    private static string ShortestArguments(INamedTypeSymbol type) =>
        type.InstanceConstructors.OrderBy(static c => c.Parameters.Length).FirstOrDefault() is { } constructor
            ? string.Join(", ", constructor.Parameters.Select(static p => $"default({p.Type.ToDisplayString(s_name)})!"))
            : "";

    private static string Wrapped(ITypeSymbol type, string value) => ElementOf(type) is { } element ? $"new {element.ToDisplayString(s_name)}[] {{ {value} }}" : value;
}
