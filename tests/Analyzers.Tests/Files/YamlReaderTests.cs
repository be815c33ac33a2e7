using System.Diagnostics;
using BindCheck.Files;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Analyzers.Tests.Files;

public sealed class YamlReaderTests
{
    private const string Shapes = """
        plain: value
        "quoted": "value"
        'single': 'value'   # comment: "with" 'quotes' and {{
        ipv6: 2607:f720:1720:e100::10
        flow: {address: 2607:f720::1, list: [a, "b", 'c', ::1]}
        emoji: "😀 café 𝒳"
        list:
        - item
        - key: value
          other: value
        - - nested
        indented:
          - item
        """;

    [Theory(DisplayName = "Every scalar's span holds exactly its value, whatever the line ends, the byte order mark and the planes of its characters")]
    [InlineData("\n", "")]
    [InlineData("\r\n", "")]
    [InlineData("\n", "\uFEFF")]
    [InlineData("\r\n", "\uFEFF")]
    [InlineData("\n", "# 😀\n---\n")]
    public void Spans(string lineEnd, string prefix)
    {
        var text = prefix + Shapes.ReplaceLineEndings(lineEnd);
        var scalars = Scalars(Read(text).Documents.Last()).ToArray();
        Assert.Equal(27, scalars.Length);
        Assert.All(scalars, scalar => Assert.Equal(scalar.Value, text.Substring(scalar.Inner!.Value.Start, scalar.Inner.Value.Length)));
    }

    [Theory(DisplayName = "Where escapes or folding stand between text and value, no inner span is claimed, and the span ends with the text")]
    [InlineData("a: \"x\\ty\"", "\"x\\ty\"", "x\ty")]
    [InlineData("a: 'it''s'", "'it''s'", "it's")]
    [InlineData("a: |\n  block\n\nb: c\n", "|\n  block", "block\n")]
    [InlineData("a: >-\n  folded\n  text\nb: c\n", ">-\n  folded\n  text", "folded text")]
    [InlineData("a: two\n  lines\nb: c\n", "two\n  lines", "two lines")]
    [InlineData("a: &anchor x\n", "&anchor x", "x")]
    public void Indirect(string text, string spanned, string value)
    {
        var scalar = (YamlScalar)((YamlMapping)Read(text).Documents[0])["a"]!;
        Assert.Null(scalar.Inner);
        Assert.Equal(spanned, text.Substring(scalar.Span.Start, scalar.Span.Length));
        Assert.Equal(value, scalar.Value);
    }

    [Theory(DisplayName = "The span of a collection reaches from its first to its last character")]
    [InlineData("a: [b, [c] ] # d", "[b, [c] ]")]
    [InlineData("a: []", "[]")]
    [InlineData("a: {b: {c: d} , e: [] }\nf: g", "{b: {c: d} , e: [] }")]
    [InlineData("a:\n- b\n- c\n\nf: g", "- b\n- c")]
    [InlineData("a:\n  b: c\n  d: e\n", "b: c\n  d: e")]
    public void Collections(string text, string spanned)
    {
        var span = ((YamlMapping)Read(text).Documents[0])["a"]!.Span;
        Assert.Equal(spanned, text.Substring(span.Start, span.Length));
    }

    [Fact(DisplayName = "Of a duplicate key the last one counts")]
    public void DuplicateKey() => Assert.Equal("2", Value(Read("a: 1\na: 2\n"), "a"));

    [Fact(DisplayName = "An alias stands for the node of its anchor, by itself and as a mapping")]
    public void Alias()
    {
        var root = (YamlMapping)Read("x: &x {k: v}\ny: *x\nz: *unknown\n").Documents[0];
        Assert.Same(root["x"], root["y"]);
        Assert.IsType<YamlUnknown>(root["z"]);
    }

    [Fact(DisplayName = "A key that a merge may bring is unknown, not absent")]
    public void Merge()
    {
        var root = (YamlMapping)Read("base: &b {k: v}\nuse:\n  <<: *b\n  own: 1\n").Documents[0];
        var use = (YamlMapping)root["use"]!;
        Assert.IsType<YamlUnknown>(use["k"]);
        Assert.Equal("1", ((YamlScalar)use["own"]!).Value);
    }

    [Theory(DisplayName = "Only '---' at the beginning of a line and before white space separates documents")]
    [InlineData("a: 1\n---\na: 2\n", 2)]
    [InlineData("---\na: 1\n--- # comment\na: 2\n---\n", 3)]
    [InlineData("a: 1\r\n---\r\na: 2", 2)]
    [InlineData("--- {a: 1}\n--- {a: 2}\n", 2)]
    [InlineData("a: |\n  text\n  ---\n  text\n", 1)]
    [InlineData("a: --- \nb: a---b\n", 1)]
    [InlineData("# nothing but a comment\n", 0)]
    [InlineData("", 0)]
    public void Documents(string text, int count)
    {
        var file = Read(text);
        Assert.Empty(file.Problems);
        Assert.Equal(count, file.Documents.Length);
    }

    [Theory(DisplayName = "A broken document is reported at its place, and the others are read")]
    [InlineData("a: [1\n", 3, "This is not valid YAML (")]
    [InlineData("a: 1\n\tb: 2\n", 2, "YAML is not indented with tabs: ")]
    [InlineData("a: 2607:f720::\nb: c\n", 1, "Without quotes the colon at the end makes 2607:f720:: a key, ")]
    public void Broken(string broken, int tolerance, string message)
    {
        var text = "a: 1\n---\n" + broken + "---\na: 3\n";
        var file = Read(text);
        Assert.Equal(2, file.Documents.Length);
        var problem = Assert.Single(file.Problems);
        Assert.InRange(problem.Span.Start, "a: 1\n---\n".Length - 4, "a: 1\n---\n".Length + broken.Length + tolerance);
        Assert.Equal("BIND2024", problem.Rule.Id);
        Assert.StartsWith(message, problem.Message);
    }

    [Fact(DisplayName = "What looks like a separator but is none breaks the document before it")]
    public void NoSeparator()
    {
        var file = Read("a: 1\n---b\n---\nc: 2\n");
        Assert.Equal("2", Value(file, "c"));
        Assert.Single(file.Problems);
    }

    [Theory(DisplayName = "Braces outside quotes make the whole file a template")]
    [InlineData("name: {{ .Values.name }}\n")]
    [InlineData("name: svc-{{ .Release.Name }}\n")]
    [InlineData("{{- if .Values.on }}\na: 1\n{{- end }}\n")]
    [InlineData("a:\n  {{- toYaml .Values.a | nindent 2 }}\n")]
    [InlineData("{{ .Values.key }}: 1\n")]
    public void Template(string text)
    {
        var file = Read("a: 1\n---\n" + text);
        Assert.Empty(file.Documents);
        var problem = Assert.Single(file.Problems);
        Assert.Contains("template", problem.Message);
        // A plain scalar is marked from its beginning.
        var place = text.Replace("svc-", "", StringComparison.Ordinal).IndexOf('{', StringComparison.Ordinal);
        Assert.Equal("a: 1\n---\n".Length + place, problem.Span.Start);
    }

    [Theory(DisplayName = "Braces in quotes, comments and blocks make no template")]
    [InlineData("name: \"{{ .Values.name }}\"\n")]
    [InlineData("name: '{{ x }}'\n")]
    [InlineData("# {{ x }}\nname: a # {{ y }}\n")]
    [InlineData("text: |\n  {{ $labels.instance }} is down\n")]
    [InlineData("a: {b: {c: d}}\n")]
    public void NoTemplate(string text)
    {
        Assert.Empty(Read(text).Problems);
        Assert.Single(Read(text).Documents);
    }

    [Fact(DisplayName = "A text of more than a mebi characters is not read, one of exactly that many is")]
    public void Size()
    {
        Assert.Single(Read("a: 1" + new string('\n', YamlFile.MaxLength - 4)).Documents);
        var tooLong = Read("a: 1" + new string('\n', YamlFile.MaxLength - 3));
        Assert.Empty(tooLong.Documents);
        Assert.Contains("longer than", Assert.Single(tooLong.Problems).Message);
    }

    [Fact(DisplayName = "A hundred levels are read, one more is not")]
    public void Depth()
    {
        Assert.Single(Read(new string('[', 99) + "x" + new string(']', 99)).Documents);
        Assert.Contains("deeper than 100", Assert.Single(Read(new string('[', 100) + "x" + new string(']', 100)).Problems).Message);
    }

    public static TheoryData<string> Hostile =>
    [
        "[", "{", "- ", "? ", "{a: ", "[[", "a: [", "\"", "'", "|", "&a ", "*a ", "!", "!<", "%", "#", "\\", "-", ":", ": ", ",", "\t", "\u2028", "\uFEFF", "\0", "a:\n", " ", "<<: ", "---\n", "--- [\n", "a\n", "x: &x *x\n", "😀", "\uD800",
    ];

    [Theory(DisplayName = "Text made of one repeated unit neither throws nor takes long")]
    [MemberData(nameof(Hostile))]
    public void Repeated(string unit) => AssertBounded(string.Concat(Enumerable.Repeat(unit, 100_000 / unit.Length)));

    [Fact(DisplayName = "An alias bomb is not expanded")]
    public void AliasBomb()
    {
        var text = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
            + string.Concat(Enumerable.Range(1, 60).Select(i => $"a{i}: &a{i} [{string.Join(",", Enumerable.Repeat($"*a{i - 1}", 9))}]\n"));
        AssertBounded(text);
        AssertBounded("apiVersion: v1\nkind: List\nitems: &items\n- *items\n- {apiVersion: v1, kind: List, items: *items}\n");
    }

    private static void AssertBounded(string text)
    {
        var clock = Stopwatch.StartNew();
        var file = Read(text);
        Assert.All(file.Problems, problem => Assert.InRange(problem.Span.End, 0, text.Length));
        // Twenty times what the slowest takes on an idle machine; the parser without a depth limit takes a hundred times as long.
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private static YamlFile Read(string text) => YamlFile.Of(SourceText.From(text));

    private static string Value(YamlFile file, string key) => ((YamlScalar)((YamlMapping)file.Documents[0])[key]!).Value;

    private static IEnumerable<YamlScalar> Scalars(YamlNode node) => node switch
    {
        YamlScalar scalar => [scalar],
        YamlSequence sequence => sequence.Items.SelectMany(Scalars),
        YamlMapping mapping => mapping.Entries.SelectMany(entry => Scalars(entry.Key).Concat(Scalars(entry.Value))),
        _ => [],
    };
}
