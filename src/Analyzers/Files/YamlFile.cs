using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BindCheck.Rules;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Files;

/// <summary>The documents of a YAML stream, each read alone so that a broken one does not hide the others.</summary>
internal sealed class YamlFile
{
    /// <summary>Longer texts, in UTF-16 units, are not read: 1 Mi is what etcd takes for one object, and some hundred times a usual manifest.</summary>
    internal const int MaxLength = 1 << 20;

    // A cache that forgets with its key. The compiler's own (SourceTextValueProvider) is out of reach of suppressors and code fixes.
    private static readonly ConditionalWeakTable<SourceText, YamlFile> s_files = new();

    private YamlFile(ImmutableArray<YamlNode> documents, ImmutableArray<Finding> problems)
    {
        Documents = documents;
        Problems = problems;
    }

    /// <summary>The root of each document that could be read; none of a template.</summary>
    internal ImmutableArray<YamlNode> Documents { get; }

    /// <summary>What was not read, and why: BIND2024 where nobody can read it, else BIND9002.</summary>
    internal ImmutableArray<Finding> Problems { get; }

    /// <summary>Reads a text, or remembers it.</summary>
    internal static YamlFile Of(SourceText text) => s_files.GetValue(text, Read);

    private static YamlFile Read(SourceText text)
    {
        if (text.Length > MaxLength) return NotRead(0, $"it is longer than {MaxLength} characters");

        var content = text.ToString();
        var documents = ImmutableArray.CreateBuilder<YamlNode>();
        var problems = ImmutableArray.CreateBuilder<Finding>();
        foreach (var span in Split(content))
        {
            var (root, failure) = YamlReader.Read(content, span);
            if (failure is { IsTemplate: true }) return NotRead(failure.Position, failure.Reason);
            if (failure is { IsSyntax: true }) problems.Add(YamlMistake.Explain(text, span, failure));
            else if (failure is not null) problems.Add(Problem(failure.Position, "This document was not analysed: " + failure.Reason, content.Length));
            if (root is not null) documents.Add(root);
        }

        return new(documents.ToImmutable(), problems.ToImmutable());

        YamlFile NotRead(int position, string reason) =>
            new(ImmutableArray<YamlNode>.Empty, ImmutableArray.Create(Problem(position, "This file was not analysed: " + reason, text.Length)));
    }

    /// <summary>"This file was not analysed", said at its beginning.</summary>
    internal static Finding NotAnalyzed(string reason) => Problem(0, "This file was not analysed: " + reason, 0);

    private static Finding Problem(int position, string message, int length) =>
        new(MetaRules.FileNotAnalyzed, new TextSpan(position, position < length ? 1 : 0), message + ".");

    /// <summary>
    /// Where each document is, with the separator before it. As kubectl does, only "---" at the beginning of a line and before white space
    /// separates (apimachinery, util/yaml/decoder.go).
    /// </summary>
    private static IEnumerable<TextSpan> Split(string content)
    {
        var start = content.Length > 0 && content[0] == '\uFEFF' ? 1 : 0;
        for (var i = start; (i = content.IndexOf("---", i, StringComparison.Ordinal)) >= 0; i += 3)
        {
            var begins = i == start || content[i - 1] is '\n' or '\r';
            var ends = i + 3 == content.Length || content[i + 3] is ' ' or '\t' or '\r' or '\n';
            if (!begins || !ends) continue;
            if (i > start) yield return TextSpan.FromBounds(start, i);
            start = i;
        }

        yield return TextSpan.FromBounds(start, content.Length);
    }
}
