using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.CodeFixes.Listeners;

/// <summary>Writes using directives where the file keeps its own: sorted among them, below a file header, above everything else.</summary>
internal static class ImportEdits
{
    internal static IEnumerable<TextChange> For(SourceFile file, IEnumerable<string> namespaces)
    {
        var usings = Usings(file);
        var indent = usings.Count > 0 ? file.IndentAt(usings[0].SpanStart) : "";
        return namespaces.GroupBy(name => Place(file, usings, name), name => indent + "using " + name + ";" + file.EndOfLine)
            .Select(static lines => new TextChange(new(lines.Key.Position, 0), lines.Key.Before + string.Concat(lines) + lines.Key.After));
    }

    private static IReadOnlyList<UsingDirectiveSyntax> Usings(SourceFile file)
    {
        var outer = file.Root.Usings.Where(static u => u.GlobalKeyword.IsKind(SyntaxKind.None)).ToList();
        return outer.Count > 0
            ? outer
            : file.Root.Members.OfType<BaseNamespaceDeclarationSyntax>().Select(static n => n.Usings).FirstOrDefault(static u => u.Count > 0).ToList();
    }

    private static (int Position, string Before, string After) Place(SourceFile file, IReadOnlyList<UsingDirectiveSyntax> usings, string name)
    {
        var plain = usings.Where(static u => u.Alias is null && u.StaticKeyword.IsKind(SyntaxKind.None)).ToList();
        foreach (var other in plain)
            if (Compare(name, other.Name?.ToString() ?? "") < 0) return (LineStart(file, other.SpanStart), "", "");
        if (plain.Count > 0) return After(file, plain[plain.Count - 1]);
        if (usings.Count > 0) return (LineStart(file, usings[0].SpanStart), "", "");
        if (file.Root.Usings.Count > 0) return After(file, file.Root.Usings[file.Root.Usings.Count - 1]);
        if (file.Root.Externs.Count > 0) return After(file, file.Root.Externs[file.Root.Externs.Count - 1]);
        return (AboveCode(file), "", file.EndOfLine);
    }

    // System namespaces first, as Visual Studio sorts them.
    private static int Compare(string a, string b)
    {
        var isSystem = IsSystem(b).CompareTo(IsSystem(a));
        return isSystem != 0 ? isSystem : string.CompareOrdinal(a, b);

        static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
    }

    private static (int, string, string) After(SourceFile file, SyntaxNode node)
    {
        var line = file.Text.Lines.GetLineFromPosition(node.Span.End);
        return line.EndIncludingLineBreak > line.End ? (line.EndIncludingLineBreak, "", "") : (line.End, file.EndOfLine, "");
    }

    private static int LineStart(SourceFile file, int position) => file.Text.Lines.GetLineFromPosition(position).Start;

    // A comment block that a blank line parts from the code is a header; one that touches the code belongs to it.
    private static int AboveCode(SourceFile file)
    {
        var trivia = file.Root.GetFirstToken(includeZeroWidth: true).LeadingTrivia;
        var position = trivia.FullSpan.End;
        var isBlank = true;
        for (var i = trivia.Count - 1; i >= 0; i--)
        {
            if (trivia[i].IsDirective) break;
            if (trivia[i].IsKind(SyntaxKind.EndOfLineTrivia))
            {
                if (isBlank && i < trivia.Count - 1) return position;
                isBlank = true;
            }
            else if (!trivia[i].IsKind(SyntaxKind.WhitespaceTrivia))
            {
                isBlank = false;
                position = trivia[i].FullSpan.Start;
            }
        }

        // All comments touch the code: a header without a blank line below it, unless they document a member.
        return trivia.Any(static t => t.HasStructure && !t.IsDirective) ? position : trivia.FullSpan.End;
    }
}
