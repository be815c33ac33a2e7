using BindCheck.Listeners;
using BindCheck.Listeners.Apis;
using BindCheck.Reach;
using BindCheck.Rules;
using BindCheck.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BindCheck.Analyzers.Tests.Catalog;

/// <summary>The rows of the API table: they name what exists, each overload once, and docs/listeners.md shows them all.</summary>
public class ListenerTableTests
{
    private static readonly CSharpCompilation s_framework = CSharpCompilation.Create("framework", references: References.Web);

    [Fact(DisplayName = "A row names a type, a member and parameters that the framework has")]
    public void Exists() => Assert.All(ListenerTable.All, api =>
    {
        var members = MembersOf(api).ToList();
        Assert.True(members.Exists(member => ParametersOf(member).Select(p => p.Name).SequenceEqual(NamesOf(api))), $"The framework has no {NameOf(api)}.");
        if (api.Parameters.Contains('?')) Assert.True(members.Count(member => api.Signature.Matches(ParametersOf(member))) > 1, $"No overload of {NameOf(api)} lacks a parameter marked '?'.");
    });

    [Fact(DisplayName = "A row binds either what its value says or something fixed, and marks the parameter of its value")]
    public void IsComplete() => Assert.All(ListenerTable.All, api =>
    {
        Assert.True((api.Notation == Notation.None) == api.Fixed.IsKnown, NameOf(api));
        if (api.Shape == Shape.Argument) Assert.True((api.Notation == Notation.None) == (api.Signature.Value is null), NameOf(api));
    });

    [Fact(DisplayName = "No overload is claimed by two rows")]
    public void IsUnambiguous()
    {
        // Keyed rows share one indexer and differ in the key.
        var claims =
            from api in ListenerTable.All
            where api.Shape != Shape.Keyed
            from member in MembersOf(api)
            where api.Signature.Matches(ParametersOf(member))
            group NameOf(api) by member.ToDisplayString();
        Assert.All(claims, claim => Assert.Single(claim));
    }

    [Fact(DisplayName = "Every rule has a sentence of advice for every row that it may report")]
    public void HasAdvice() => Assert.All(ListenerTable.All, api =>
    {
        DiagnosticDescriptor[] rules = api.Server == Server.HttpListener
            ? [ListenerRules.HttpListenerIpv4Only, ListenerRules.LoopbackOnly]
            : [ListenerRules.Ipv4Only, ListenerRules.LoopbackOnly, ListenerRules.Ipv6Only];
        Assert.All(rules, rule => Assert.True(Advice.For(rule, api) is [>= 'A' and <= 'Z', .., '.'], $"{rule.Id} advises nothing for {NameOf(api)}."));
    });

    [Fact(DisplayName = "docs/listeners.md shows every row of the API table")]
    public void Documented() => Generated.Check("docs/listeners.md", "apis", Generated.Table(
        ["Type", "Member", "Value", "Read as", "Server", "Repair"],
        ListenerTable.All.Select(api => new[]
        {
            $"`{api.Type}`",
            api.Member switch { ".ctor" => "constructor", "this[]" => "indexer", var member => $"`{member}`" } + ParameterText(api),
            ValueText(api),
            api.Notation == Notation.None ? ReachText(api.Fixed) : ReadAs(api.Notation),
            api.Server.ToString(),
            api.Repair == Repair.None ? "–" : api.Repair.ToString(),
        })));

    [Fact(DisplayName = "docs/listeners.md shows what each kind of server makes of an address")]
    public void ReadingsDocumented()
    {
        string[] hosts = ["0.0.0.0", "[::]", "127.0.0.1", "[::1]", "localhost", "*"];
        Generated.Check("docs/listeners.md", "readings", Generated.Table(
            ["Server", .. hosts.Select(host => $"`{host}`")],
            // What a socket makes of an address depends on the socket: the page says so in words.
            ListenerTable.All.Where(api => api.Notation is Notation.Address or Notation.EndPoint or Notation.Url && api.Server != Server.Socket)
                .Select(api => (api.Server, Cells: hosts.Select(host => ReachText(ReachOf(api, host))).ToArray()))
                .GroupBy(row => string.Join('|', row.Cells))
                .Select(rows => (string[])[string.Join(", ", rows.Select(row => row.Server).Distinct()), .. rows.First().Cells])));
    }

    [Fact(DisplayName = "Every row about a library can be read, is complete, and stands alone with its overload")]
    public void Libraries()
    {
        var texts = LibraryApis.Texts().Select(text => ApiText.Of(text.Text)).ToList();
        Assert.NotEmpty(texts);
        Assert.Empty(texts.SelectMany(text => text.Errors));
        Assert.All(LibraryApis.Rows, api => Assert.False(api.Notation == Notation.None && !api.Fixed.IsKnown, NameOf(api)));
        Assert.All(LibraryApis.Rows.GroupBy(NameOf), rows => Assert.Single(rows));
    }

    [Fact(DisplayName = "The advice for a library never names an address or host that its map does not make both families")]
    public void LibraryAdvice() => Assert.All(LibraryApis.Rows, api =>
    {
        DiagnosticDescriptor[] rules = api.Server == Server.HttpListener
            ? [ListenerRules.HttpListenerIpv4Only, ListenerRules.LoopbackOnly]
            : [ListenerRules.Ipv4Only, ListenerRules.LoopbackOnly, ListenerRules.Ipv6Only];
        Assert.All(rules, rule => Assert.True(Advice.For(rule, api) is [>= 'A' and <= 'Z', .., '.'], $"{rule.Id} advises nothing for {NameOf(api)}."));
        if (api.Advice is not null || api.Server == Server.HttpListener) return;
        var advice = Advice.For(ListenerRules.Ipv4Only, api);
        var isDual = api.Notation switch
        {
            Notation.Address or Notation.EndPoint => advice.Contains("IPv6Any") && api.Map(System.Net.IPAddress.IPv6Any) == ClientReach.Dual,
            Notation.Host or Notation.Url => advice.Split('\'') is [_, var host, _] && api.UrlMap(api.Notation == Notation.Url ? "http://" + host : host) == ClientReach.Dual,
            _ => false,
        };
        Assert.True(isDual || advice == "IPv6 clients need a listener of their own, where the library allows one.", $"{NameOf(api)}: {advice}");
    });

    [Fact(DisplayName = "docs/listeners.md shows every row about a library")]
    public void LibrariesDocumented() => Generated.Check("docs/listeners.md", "libraries", Generated.Table(
        ["Type", "Member", "Value", "Binds"],
        LibraryApis.Texts().OrderBy(text => text.Name, StringComparer.Ordinal)
            .SelectMany(text => text.Text.Lines.Select(line => (Line: line, Tokens: ApiToken.In(line.ToString(), line.Start))))
            .Where(line => line.Tokens.Count > 0)
            .Zip(LibraryApis.Rows, (line, api) => new[]
            {
                $"`{api.Type}`",
                (api.Member == ".ctor" ? "constructor" : $"`{api.Member}`") + ParameterText(api),
                ValueText(api),
                string.Join(" ", line.Tokens.Skip(2).Select(token => token.Text).Where(text => !text.StartsWith("advice=", StringComparison.Ordinal))),
            })));

    [Fact(DisplayName = "docs/listeners.md shows what each map makes of a value")]
    public void MapsDocumented()
    {
        string[] hosts = ["0.0.0.0", "::", "127.0.0.1", "localhost", "*", "Any"];
        Generated.Check("docs/listeners.md", "maps", Generated.Table(
            ["Map", "Notations", .. hosts.Select(host => $"`{host}`")],
            ApiMeaning.All.Where(meaning => meaning.Addresses is not null || meaning.Hosts is not null).Select(meaning => (string[])
            [
                $"`{meaning.Name}`",
                meaning.Addresses is null ? "host, url" : "all",
                .. hosts.Select(host => ReachText(meaning.Hosts is { } map ? map(host) : null)),
            ])));
    }

    private static ClientReach? ReachOf(ListenerApi api, string host) =>
        api.Notation == Notation.Url ? api.UrlMap(api.Signature.Value == "host" ? host : $"http://{host}:8080/")
        : EndPointText.ParseAddress(host) is { } address ? api.Map(address)
        : null;

    private static string ReachText(ClientReach? reach) => reach switch
    {
        null => "–",
        { Certainty: Certainty.Unknown } => "known at run time only",
        { Certainty: Certainty.Throws } => "throws",
        { Families: Families.Both, Scope: Scope.Any } => "both families",
        { Families: Families.Both } => "both loopbacks",
        { Scope: Scope.Loopback } loopback => $"{loopback.Families} loopback",
        { } known => $"{known.Families} only",
    };

    private static string ParameterText(ListenerApi api) => api.Parameters.Length == 0 ? "" : $" ({string.Join(", ", NamesOf(api))})";

    private static string ValueText(ListenerApi api) => api.Shape switch
    {
        Shape.Set => "the value set",
        Shape.Add => "the argument of `Add`",
        Shape.Keyed when api.Key("urls") => "the value of key `urls`",
        Shape.Keyed => "the value of key `Kestrel:Endpoints:*:Url`",
        _ => api.Signature.Value is { } name ? $"`{name}`" : "–",
    };

    private static string ReadAs(Notation notation) => notation switch
    {
        Notation.Address => "address",
        Notation.EndPoint => "end point",
        Notation.Family => "address family",
        _ => "URL",
    };

    private static string NameOf(ListenerApi api) => $"{api.Type}.{api.Member}({api.Parameters})";

    private static string[] NamesOf(ListenerApi api) => api.Parameters.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => name.Trim('*', '?')).ToArray();

    private static IEnumerable<ISymbol> MembersOf(ListenerApi api) =>
        s_framework.GetTypesByMetadataName(api.Type).SelectMany(type => type.GetMembers(api.Member)).Where(member => member.DeclaredAccessibility == Accessibility.Public);

    private static System.Collections.Immutable.ImmutableArray<IParameterSymbol> ParametersOf(ISymbol member) => member switch
    {
        IMethodSymbol method => method.Parameters,
        IPropertySymbol property => property.Parameters,
        _ => [],
    };
}
