using BindCheck.Testing;

namespace BindCheck.Analyzers.Tests.Catalog;

/// <summary>
/// Blocks of the documents that are made from the code: <c>&lt;!-- begin generated: rules --&gt;</c> to <c>&lt;!-- end generated: rules --&gt;</c>.
/// The tests compare them; with the environment variable BINDCHECK_WRITE=1 they write them instead (CONTRIBUTING.md).
/// </summary>
internal static class Generated
{
    private static readonly bool s_writes = Environment.GetEnvironmentVariable("BINDCHECK_WRITE") == "1";

    internal static void Check(string file, string block, IEnumerable<string> lines)
    {
        var path = Repository.PathOf(file);
        var text = File.ReadAllText(path);
        string begin = $"<!-- begin generated: {block} -->\n", end = $"<!-- end generated: {block} -->";
        var start = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var stop = text.IndexOf(end, StringComparison.Ordinal);
        Assert.True(start >= begin.Length && stop >= start, $"{file} has no block between '{begin.TrimEnd()}' and '{end}'.");

        var expected = string.Concat(lines.Select(line => line + "\n"));
        if (text[start..stop] == expected) return;
        if (s_writes) File.WriteAllText(path, text[..start] + expected + text[stop..]);
        else Assert.Fail($"The block '{block}' of {file} is out of date. Run the tests once with BINDCHECK_WRITE=1, or write:\n\n{expected}");
    }

    /// <summary>A Markdown table.</summary>
    internal static IEnumerable<string> Table(string[] header, IEnumerable<string[]> rows) =>
        new[] { header, [.. header.Select(_ => "---")] }.Concat(rows).Select(cells => "| " + string.Join(" | ", cells) + " |");
}
