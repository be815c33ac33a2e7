using System.Net;
using BindCheck.Reach;

namespace BindCheck.Listeners.Apis;

/// <summary>Writes rows in the format that <see cref="ApiText"/> reads, for APIs that a project exports.</summary>
internal static class ApiRowWriter
{
    // Two maps that agree on these are the same word.
    private static readonly string[] s_probes =
        ["0.0.0.0", "[::]", "127.0.0.1", "[::1]", "192.0.2.1", "[2001:db8::1]", "[::ffff:192.0.2.1]", "localhost", "*", "+", "Any", "IPv6Any", "host.example"];

    /// <summary>The row as one line; null where no word means what it binds, or its value is no argument.</summary>
    internal static string? Write(ListenerApi api)
    {
        if (api.Shape == Shape.Keyed) return null;
        var notation = api.Notation == Notation.None ? null : Array.Find(ApiRowReader.Notations, n => n.Notation == api.Notation).Word;
        var meaning = api.Notation == Notation.Family ? "" : ApiMeaning.For(api.Notation).FirstOrDefault(m => IsMeant(m, api))?.Name;
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
            api.Via is null ? null : "via=" + api.Via, api.Unless is null ? null : "unless=" + api.Unless, api.Advice is null ? null : "advice=\"" + api.Advice + "\"",
        ];
        return string.Join(" ", words.Where(static word => !string.IsNullOrEmpty(word)));
    }

    private static bool IsMeant(ApiMeaning meaning, ListenerApi api)
    {
        if ((meaning.Server == Server.HttpListener) != (api.Server == Server.HttpListener)) return false;
        return api.Notation switch
        {
            Notation.None => meaning.Fixed == api.Fixed,
            Notation.Address or Notation.EndPoint => Array.TrueForAll(s_probes, host => !IPAddress.TryParse(host, out var address) || meaning.Addresses!(address) == api.Map(address)),
            Notation.Url => Array.TrueForAll(s_probes, host => meaning.Url("http://" + host + ":1/") == api.UrlMap("http://" + host + ":1/")),
            _ => Array.TrueForAll(s_probes, host => meaning.Hosts!(host) == api.UrlMap(host)),
        };
    }
}
