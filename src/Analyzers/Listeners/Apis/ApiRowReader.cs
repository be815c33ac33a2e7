using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Listeners.Apis;

/// <summary>Reads the words of one row.</summary>
internal sealed class ApiRowReader(List<ApiToken> tokens)
{
    private const int MaxQuoted = 60;

    private const string Name = @"[\p{L}_][\p{L}\p{Nd}_]*";

    // Metadata names: Namespace.Type`1+Nested
    private static readonly Regex s_type = new($@"^{Name}(`\d{{1,2}})?([.+]{Name}(`\d{{1,2}})?)*$", RegexOptions.CultureInvariant);
    private static readonly Regex s_call = new($@"^(\.ctor|{Name})\((.*)\)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_property = new($@"^({Name})(=|\.Add)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_member = new($"^{Name}$", RegexOptions.CultureInvariant);
    private static readonly Regex s_parameter = new($@"^\*?{Name}\??$", RegexOptions.CultureInvariant);

    /// <summary>The words for what is read: those of <see cref="Notation"/>, but None, which has none.</summary>
    internal static readonly (string Word, Notation Notation)[] Notations =
        [("address", Notation.Address), ("endpoint", Notation.EndPoint), ("host", Notation.Host), ("url", Notation.Url), ("family", Notation.Family)];

    /// <summary>Why <see cref="Read"/> returned null.</summary>
    internal ApiError Error { get; private set; }

    /// <summary>The row; null where it cannot be read.</summary>
    internal ListenerApi? Read()
    {
        if (!s_type.IsMatch(tokens[0].Text)) return Fail(tokens[0], "is no type name. Write it as metadata has it: 'Namespace.Type', 'Namespace.Outer+Nested', 'Namespace.Generic`1'.");
        if (tokens.Count < 3) return Fail(tokens[tokens.Count - 1], "ends too early: a row is a type, a member and what it binds, as in 'Acme.Server Start(*address, port) address single-family'.");
        if (Member(tokens[1]) is not var (member, parameters, shape)) return null;
        if (Value(shape, parameters, out var next) is not var (notation, meaning)) return null;
        var row = new ListenerApi(tokens[0].Text, member, parameters, notation, meaning?.Server ?? Server.Library) { Shape = shape };
        if (meaning is not null)
        {
            row = row with
            {
                Fixed = notation == Notation.None ? meaning.Fixed!.Value : default,
                Map = meaning.Addresses ?? row.Map,
                UrlMap = notation == Notation.Url ? meaning.Url : meaning.Hosts ?? row.UrlMap,
            };
        }

        for (; next < tokens.Count; next++)
        {
            if (Option(row, tokens[next]) is not { } changed) return null;
            row = changed;
        }

        return row;
    }

    private (string Member, string Parameters, Shape Shape)? Member(ApiToken token)
    {
        if (s_property.Match(token.Text) is { Success: true } property)
            return (property.Groups[1].Value, "", property.Groups[2].Value == "=" ? Shape.Set : Shape.Add);
        if (s_call.Match(token.Text) is not { Success: true } call)
        {
            Fail(token, "is no member. Write a call 'Name(parameters)' or '.ctor(parameters)', a property that is set 'Name=', or a collection that is added to 'Name.Add'.");
            return null;
        }

        return Parameters(token, call.Groups[2]) is { } parameters ? (call.Groups[1].Value, parameters, Shape.Argument) : null;
    }

    private string? Parameters(ApiToken token, Group list)
    {
        if (string.IsNullOrWhiteSpace(list.Value)) return "";
        var names = list.Value.Split(',');
        var start = token.Start + list.Index;
        bool isMarked = false, isOptional = false;
        for (var i = 0; i < names.Length; start += names[i].Length + 1, i++)
        {
            var name = names[i].Trim();
            var at = name.Length == 0 ? token : new ApiToken(name, start + names[i].IndexOf(name[0]));
            var complaint = !s_parameter.IsMatch(name) ? "is no parameter. Write its name, '_' for any name, '*' before the one that carries the address, '?' behind one that an overload may lack."
                : name[0] == '*' && isMarked ? "is a second parameter with '*': one carries the address."
                : name[name.Length - 1] != '?' && isOptional ? "follows a parameter with '?': those that an overload may lack come last."
                : name.StartsWith("*_", StringComparison.Ordinal) && name.TrimEnd('?').Length == 2 ? "has no name: the parameter that carries the address needs its own."
                : null;
            if (complaint is not null)
            {
                Fail(at, complaint);
                return null;
            }

            isMarked |= name[0] == '*';
            isOptional |= name[name.Length - 1] == '?';
        }

        return string.Join(",", names.Select(static name => name.Trim()));
    }

    // A notation and its map, or what the call binds by itself. A family needs no map: it is its own.
    private (Notation Notation, ApiMeaning? Meaning)? Value(Shape shape, string parameters, out int next)
    {
        next = 3;
        var isMarked = shape != Shape.Argument || parameters.Contains("*");
        var notation = Array.Find(Notations, n => n.Word == tokens[2].Text);
        if (notation.Word is not null && !isMarked)
        {
            Fail(tokens[1], $"marks no parameter with '*': which one carries the {notation.Word}?");
            return null;
        }

        if (notation.Notation == Notation.Family) return (Notation.Family, null);
        if (notation.Word is null)
        {
            if (Find(Notation.None, tokens[2], "binds nothing that is known. Write a notation (" + Words(Notations.Select(static n => n.Word)) + ") and its map, or what the call binds by itself") is not { } alone) return null;
            // 'none' is true of any value.
            if (!isMarked || alone.Name == "none") return (Notation.None, alone);
            Fail(tokens[2], "stands for a call without an address, but this one has a value. Write a notation before it: " + Words(Notations.Select(static n => n.Word)) + ".");
            return null;
        }

        next = 4;
        if (tokens.Count < 4)
        {
            Fail(tokens[2], "lacks its map: " + Words(ApiMeaning.For(notation.Notation).Select(static m => m.Name)) + ".");
            return null;
        }

        return Find(notation.Notation, tokens[3], $"is no map of a {notation.Word}. Write one of") is { } meaning ? (notation.Notation, meaning) : null;
    }

    private ApiMeaning? Find(Notation notation, ApiToken token, string complaint)
    {
        var allowed = ApiMeaning.For(notation).ToList();
        var meaning = allowed.Find(m => m.Name == token.Text);
        if (meaning is null) Fail(token, complaint + ": " + Words(allowed.Select(static m => m.Name)) + ".");
        return meaning;
    }

    private ListenerApi? Option(ListenerApi row, ApiToken token)
    {
        var equals = token.Text.IndexOf('=');
        var (key, value) = equals < 0 ? (token.Text, "") : (token.Text.Substring(0, equals), token.Text.Substring(equals + 1));
        switch (key)
        {
            case "exported" when equals < 0: return row with { IsExported = true };
            case "repair" when value != "address": return Fail(token, "is no repair. Write 'repair=address': IPAddress.IPv6Any in place of the address.");
            case "repair" when row.Notation is not (Notation.Address or Notation.EndPoint) || row.Map(System.Net.IPAddress.IPv6Any) != Reach.ClientReach.Dual:
                return Fail(token, "needs an address or endpoint whose map makes IPAddress.IPv6Any both families.");
            case "repair": return row with { Repair = Repair.Address };
            case "via" when value.Length > 0 && !value.Contains('"'): return row with { Via = value };
            case "via": return Fail(token, "is no name. Write the API that is called in the end: 'via=TcpListener'.");
            case "unless" when s_member.IsMatch(value): return row with { Unless = value };
            case "unless": return Fail(token, "is no member. Write the one that changes what is bound: 'unless=DualMode'.");
            case "advice" when value.Length > 3 && value[0] == '"' && value.EndsWith(".\"", StringComparison.Ordinal) && char.IsUpper(value[1]):
                return row with { Advice = value.Substring(1, value.Length - 2) };
            case "advice": return Fail(token, "is no advice. Write a sentence in quotes, as in advice=\"Use Acme.ListenDual(port).\", with its full stop.");
            default: return Fail(token, "is not understood. Options are repair=address, via=NAME, unless=MEMBER, exported and advice=\"SENTENCE\".");
        }
    }

    private ListenerApi? Fail(ApiToken token, string complaint)
    {
        var text = token.Text.Length > MaxQuoted ? token.Text.Substring(0, MaxQuoted - 1) + "…" : token.Text;
        Error = new(token.Span, $"'{text}' {complaint}");
        return null;
    }

    private static string Words(IEnumerable<string> words) => string.Join(", ", words);
}
