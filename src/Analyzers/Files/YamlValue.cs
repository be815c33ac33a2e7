using System.Globalization;
using System.Text.RegularExpressions;

namespace BindCheck.Files;

/// <summary>
/// What scalars mean to a cluster: kubectl reads YAML 1.1 (sigs.k8s.io/yaml), in which "0443" is octal, "1_443" a number and "22:22" a text.
/// </summary>
internal static class YamlValue
{
    // Go's strconv.ParseInt(text, 0, 64), to which the prefixes are of either case. A leading zero before an 8 or a 9 is no octal number, so ParseFloat reads it.
    private static readonly Regex s_integer = new(
        "^(?<sign>[-+]?)(?:0[bB](?<bin>[01]+)|0[xX](?<hex>[0-9a-fA-F]+)|0[oO]?(?<oct>[0-7]+)|(?<dec>0|[1-9][0-9]*))$", RegexOptions.CultureInvariant);

    private static readonly Regex s_float = new(@"^[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant);

    private static readonly Regex s_placeholder = new(
        @"[${}<>]|%\w+%|@\w+@|^_|__|^[A-Z]+(?:[_-][A-Z0-9]+)+$|(?i:^(?:tbd|todo|changeme|replace[-_ ]?me|your[-_].*|example)$|^[xX](?:[.:]{1,2}[xX])+$)", RegexOptions.CultureInvariant);

    private static readonly HashSet<string> s_booleans = new(
        new[] { "y", "yes", "on", "true", "n", "no", "off", "false" }.SelectMany(word => new[] { word, char.ToUpperInvariant(word[0]) + word.Substring(1), word.ToUpperInvariant() }),
        StringComparer.Ordinal);

    private static readonly Regex s_word = new(@"^[A-Za-z][A-Za-z0-9._-]*\z", RegexOptions.CultureInvariant);

    /// <summary>The integer that a plain scalar is; null for any other, also for one that is too large.</summary>
    internal static long? IntegerOf(YamlScalar scalar)
    {
        if (!scalar.IsPlain) return null;
        if (s_integer.Match(WithoutUnderscores(scalar)) is not { Success: true } match)
            return FloatOf(scalar) is { } number && Math.Abs(number) < 1e15 && Math.Floor(number) == number ? (long)number : null;
        var (digits, radix) =
            match.Groups["bin"].Success ? (match.Groups["bin"].Value, 2)
            : match.Groups["hex"].Success ? (match.Groups["hex"].Value, 16)
            : match.Groups["oct"].Success ? (match.Groups["oct"].Value, 8)
            : (match.Groups["dec"].Value, 10);
        digits = digits.TrimStart('0');
        if (digits.Length > 15) return null;
        var value = digits.Length == 0 ? 0 : Convert.ToInt64(digits, radix);
        return match.Groups["sign"].Value == "-" ? -value : value;
    }

    /// <summary>Whether a plain scalar is a number or a boolean, which no field of text accepts.</summary>
    internal static bool IsNotText(YamlScalar scalar) =>
        scalar.IsPlain
        && (s_booleans.Contains(scalar.Value) || FloatOf(scalar) is not null || s_integer.IsMatch(WithoutUnderscores(scalar)));

    /// <summary>
    /// Whether a text stands for a value that another tool fills in: "${VIP}", "$(VIP)", "&lt;ip&gt;", "{{ .Values.ip }}", "REPLACE_ME", "x.x.x.x". Of
    /// such a value nothing is known.
    /// </summary>
    internal static bool IsPlaceholder(string text) => s_placeholder.IsMatch(text);

    /// <summary>Whether a text means itself without quotes, in a block mapping as in a flow mapping.</summary>
    internal static bool IsPlainText(string text) =>
        s_word.IsMatch(text) && new YamlScalar(default, IsAnchored: false, text, Inner: null, IsPlain: true) is { IsNull: false } scalar && !IsNotText(scalar);

    private static double? FloatOf(YamlScalar scalar) =>
        s_float.IsMatch(WithoutUnderscores(scalar)) && double.TryParse(WithoutUnderscores(scalar), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>Underscores may stand anywhere behind the first character of a number.</summary>
    private static string WithoutUnderscores(YamlScalar scalar) =>
        scalar.Value.Length == 0 || scalar.Value[0] is '_' or '.' ? scalar.Value : scalar.Value.Replace("_", "");
}
