using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.CodeFixes.Listeners;

/// <summary>A file under repair: its text, and how that is laid out.</summary>
internal sealed class SourceFile(SourceText text, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
{
    internal SourceText Text => text;

    internal CompilationUnitSyntax Root { get; } = (CompilationUnitSyntax)root;

    internal SemanticModel Model => model;

    internal CancellationToken CancellationToken => cancellationToken;

    /// <summary>The line end of the file: that of its first line.</summary>
    internal string EndOfLine { get; } = text.Lines.Count > 1 ? text.ToString(TextSpan.FromBounds(text.Lines[0].End, text.Lines[0].EndIncludingLineBreak)) : "\n";

    /// <summary>The white space that the line of a position starts with.</summary>
    internal string IndentAt(int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        var end = line.Start;
        while (end < line.End && text[end] is ' ' or '\t') end++;
        return text.ToString(TextSpan.FromBounds(line.Start, end));
    }

    /// <summary>One step of indentation: that from a type to its members, if there is one to look at.</summary>
    internal string IndentUnit
    {
        get
        {
            foreach (var node in root.DescendantNodes(static n => n is not ExpressionSyntax))
            {
                if (node.Parent is not (BlockSyntax or TypeDeclarationSyntax) || node is not (StatementSyntax or MemberDeclarationSyntax)) continue;
                string inner = IndentAt(node.SpanStart), outer = IndentAt(node.Parent.GetFirstToken().SpanStart);
                if (inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal)) return inner.Substring(outer.Length);
            }

            return "    ";
        }
    }

    /// <summary>The comments within a span, ready to stand in its place.</summary>
    internal string CommentsIn(TextSpan span)
    {
        var comments = "";
        foreach (var trivia in root.DescendantTrivia(span))
        {
            if (!span.Contains(trivia.Span)) continue;
            if (trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)) comments += trivia + " ";
            else if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)) comments += trivia + EndOfLine + IndentAt(span.End);
        }

        return comments;
    }
}
