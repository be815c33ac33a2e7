using System.Net;
using BindCheck.Reach;

namespace BindCheck.Listeners.Apis;

/// <summary>Writes rows in the format that <see cref="ApiText"/> reads, for APIs that a project exports.</summary>
internal static class ApiRowWriter
{
    /// <summary>Two maps that agree on these are the same word.</summary>
    internal static readonly string[] Hosts =
        ["0.0.0.0", "[::]", "127.0.0.1", "[::1]", "192.0.2.1", "[2001:db8::1]", "[::ffff:192.0.2.1]", "localhost", "*", "+", "Any", "IPv6Any", "host.example"];

    /// <summary>The row as one line; null where no word means what it binds, or its value is no argument.</summary>
    internal static string? Write(ListenerApi api)
    {
        if (api.Shape == Shape.Keyed) return null;
        var notation = api.Notation == Notation.None ? null : Array.Find(ApiRowReader.Notations, n => n.Notation == api.Notation).Word;
        var meaning = api.Notation == Notation.Family ? "" : MeaningOf(api)?.Name;
        if (meaning is null) return null;
        var member = api.Shape switch
        {
            Shape.Set => api.Member + "=",
            Shape.Add => api.Member + ".Add",
            _ => api.Member + "(" + api.Parameters.Replace(",", ", ") + ")",
        };
        string?[] words =
        [
            api.Type, member, notation, meaning, api.Repair == Repair.Address ? "repair=address" : null,
            api.Via is null ? null : "via=" + api.Via, api.Unless is null ? null : "unless=" + api.Unless, api.Advice is null ? null : "advice=\"" + api.Advice + "\"", api.IsExported ? "exported" : null,
        ];
        return string.Join(" ", words.Where(static word => !string.IsNullOrEmpty(word)));
    }

    // The word that knows most, of those that say nothing which the map does not.
    private static ApiMeaning? MeaningOf(ListenerApi api) => ApiMeaning.For(api.Notation)
        .Where(meaning => (meaning.Server == Server.HttpListener) == (api.Server == Server.HttpListener))
        .Select(meaning => (Meaning: meaning, Reaches: Reaches(meaning, api).ToList()))
        .Where(static word => word.Reaches.TrueForAll(static reach => reach.Said == reach.Meant || reach.Said == ClientReach.Unknown)
            && (word.Reaches.Exists(static reach => reach.Said != ClientReach.Unknown) || word.Reaches.TrueForAll(static reach => reach.Meant == ClientReach.Unknown)))
        .OrderByDescending(static word => word.Reaches.Count(static reach => reach.Said == reach.Meant))
        .FirstOrDefault().Meaning;

    private static IEnumerable<(ClientReach Said, ClientReach Meant)> Reaches(ApiMeaning meaning, ListenerApi api) => api.Notation switch
    {
        Notation.None => [(meaning.Fixed!.Value, api.Fixed)],
        Notation.Address or Notation.EndPoint => Hosts.Select(static host => IPAddress.TryParse(host, out var address) ? address : null)
            .Where(static address => address is not null).Select(address => (meaning.Addresses!(address!), api.Map(address!))),
        Notation.Url => Hosts.Select(static host => "http://" + host + ":1/").Select(url => (meaning.Url(url), api.UrlMap(url))),
        _ => Hosts.Select(host => (meaning.Hosts!(host), api.UrlMap(host))),
    };
}
