using System.Text.RegularExpressions;
using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Reach;
using BindCheck.Rules;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Manifests.Services;

/// <summary>
/// BIND2001: a pinned address that is none to Go's net.ParseIP, with which MetalLB reads it. Measured with MetalLB 0.16.1: the Service stays
/// pending with "invalid spec.loadBalancerIP" or "invalid metallb.io/loadBalancerIPs". The API server does not look at either.
/// </summary>
internal sealed class VipAddressInvalid() : ServiceRule(ManifestRules.VipAddressInvalid)
{
    // Go 1.19 takes groups with more than four digits, later versions do not: unknown.
    private static readonly Regex s_paddedGroup = new(@"^[0-9a-fA-F:]*0[0-9a-fA-F]{4,}[0-9a-fA-F:]*$", RegexOptions.CultureInvariant);

    // An address with what people take along from URLs, routes and interfaces.
    private static readonly Regex s_decorated = new(
        @"^\s*(?:\[(?<address>[0-9a-fA-F:.]+)(?:%[^\]]*)?\](?::[0-9]+)?|(?<address>[0-9.]+):[0-9]+|(?<address>[0-9a-fA-F:.]+)(?:%\w+)?(?:/(?<length>32|128))?)\s*$", RegexOptions.CultureInvariant);

    private protected override IEnumerable<Finding> Check(ServiceView service, ClusterFacts cluster, ManifestScope scope)
    {
        if (!service.MayBeForMetalLB) return [];
        return new[] { service.PinField, service.PinAnnotation }.OfType<YamlEntry>().SelectMany(entry => Check(service, entry));
    }

    private static IEnumerable<Finding> Check(ServiceView service, YamlEntry entry)
    {
        // A list in the annotation is BIND2008's: no annotation may be one.
        if (entry == service.PinField && entry.Value is YamlSequence { IsFlow: true, Items: { Length: 1 } items } list && items[0] is YamlScalar item && ClusterAddress.FamilyOf(item.Value) != Families.None)
        {
            var editor = new YamlEditor(service.File.Text);
            editor.Rewrite(list, Quoted(item.Value, !item.IsPlain));
            yield return new Finding(ManifestRules.VipAddressInvalid, list.Span,
                $"The brackets make {entry.Key.Value} a YAML list, which the API server refuses. Write the address without them.")
                .Offer(service.IsRepairable, new Repair("bare-address", "Write the address alone", editor.Changes));
            yield break;
        }

        var texts = ServiceView.PinTexts(entry);
        if (texts.Any(static element => YamlValue.IsPlaceholder(element.Text))) yield break;
        foreach (var (text, span) in texts.Where(static element => IsWrong(element.Text)))
        {
            var shown = text.Length == 0 ? "An empty element" : $"'{text.Trim()}'";
            yield return new Finding(ManifestRules.VipAddressInvalid, text.Length == 0 ? entry.Value.Span : span,
                $"{shown} in {entry.Key.Value} is not an IP address to MetalLB, which leaves the Service pending: {Reason(text)}")
                .Offer(service.IsRepairable, Bare(service, entry, [.. texts.Select(static element => element.Text)]));
        }
    }

    // A word without digits and punctuation is a placeholder of some kind, not an address that somebody misspelt.
    private static bool IsWrong(string text) =>
        ClusterAddress.FamilyOf(text) == Families.None && !s_paddedGroup.IsMatch(text) && (text.Length == 0 || text.Any(static c => c is '.' or ':' or '/' || char.IsDigit(c)));

    private static string Reason(string text) =>
        text.Length == 0 ? "take the comma out."
        : ClusterAddress.FamilyOf(text.Trim()) != Families.None ? "the field is not trimmed, and a block scalar ends in a line break. Write the address on the line of the key."
        : text.Contains("/") ? "it takes no prefix length. Write the address alone."
        : text.Contains("[") ? "it takes no brackets and no port. Write the address alone."
        : text.Contains("%") ? "it takes no zone. Write the address alone."
        : text.Contains(":") && text.Contains(".") ? "it takes no port. Write the address alone."
        : text.Split('.') is { Length: 4 } octets && octets.Any(static octet => octet.Length > 1 && octet[0] == '0') ? "an octet has no leading zero, which other tools take for octal."
        : "write four decimal octets such as 192.0.2.10, or an IPv6 address such as 2001:db8::10.";

    private static Repair? Bare(ServiceView service, YamlEntry entry, string[] texts)
    {
        var bare = texts.Where(static text => text.Length > 0).Select(static text => IsWrong(text) ? Strip(text) : text).ToArray();
        if (bare.Length == 0 || bare.Contains(null)) return null;
        var editor = new YamlEditor(service.File.Text);
        var value = string.Join(",", bare);
        if (entry.Value is YamlScalar { Inner: null } or YamlScalar { IsPlain: true } || entry.Value is YamlScalar { Value: var old } && old.EndsWith("\n", StringComparison.Ordinal))
            editor.Rewrite(entry.Value, Quoted(value, entry.Key.IsPlain is false));
        else editor.SetScalar(entry, value);
        return new("bare-address", $"Write {value}", editor.Changes);
    }

    private static string? Strip(string text) =>
        s_decorated.Match(text) is { Success: true } match && ClusterAddress.Parse(match.Groups["address"].Value) is { } address
            && (!match.Groups["length"].Success || match.Groups["length"].Value == (address.Bits == 32 ? "32" : "128"))
            ? match.Groups["address"].Value
            : null;

    // A plain scalar that ends in a colon would be a key, and JSON has no plain ones.
    private static string Quoted(string text, bool isQuoted) =>
        isQuoted || text.EndsWith(":", StringComparison.Ordinal) || text.StartsWith(":", StringComparison.Ordinal) ? $"\"{text}\"" : text;
}
