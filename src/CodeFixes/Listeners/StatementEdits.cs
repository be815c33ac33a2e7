using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.CodeFixes.Listeners;

/// <summary>Inserts statements, indented like their neighbours and with the line ends of the file.</summary>
internal static class StatementEdits
{
    /// <summary>Inserts statements below another one; behind it where its line goes on with other code.</summary>
    internal static void InsertAfter(this RepairEdit edit, StatementSyntax statement, params string[] lines)
    {
        var last = statement.GetLastToken(includeZeroWidth: true);
        var gap = edit.File.EndOfLine + edit.File.IndentAt(statement.SpanStart);
        if (EndOfLine(last.TrailingTrivia) is { } end) edit.Insert(end, gap + string.Join(gap, lines));
        else if (last.GetNextToken(includeZeroWidth: true).IsKind(SyntaxKind.EndOfFileToken)) edit.Insert(last.FullSpan.End, gap + string.Join(gap, lines));
        else edit.Insert(last.Span.End, " " + string.Join(" ", lines));
    }

    /// <summary>Inserts a statement above another one; in front of it where its line begins with other code.</summary>
    internal static void InsertBefore(this RepairEdit edit, StatementSyntax statement, string line)
    {
        var text = edit.File.Text;
        var start = text.Lines.GetLineFromPosition(statement.SpanStart).Start;
        var isOwnLine = string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(start, statement.SpanStart)));
        edit.Insert(statement.SpanStart, line + (isOwnLine ? edit.File.EndOfLine + edit.File.IndentAt(statement.SpanStart) : " "));
    }

    /// <summary>Removes a statement, with its line if that holds nothing else. Comments stay.</summary>
    internal static void RemoveStatement(this RepairEdit edit, StatementSyntax statement)
    {
        var (text, span) = (edit.File.Text, statement.Span);
        int start = text.Lines.GetLineFromPosition(span.Start).Start, end = text.Lines.GetLineFromPosition(span.End).EndIncludingLineBreak;
        var isFirst = IsBlank(start, span.Start);
        var comments = edit.File.CommentsIn(span).TrimEnd();
        if (comments.Length > 0) edit.Replace(span, comments);
        else if (isFirst && IsBlank(span.End, end)) edit.Remove(TextSpan.FromBounds(start, end));
        else edit.Remove(isFirst || !IsBlank(span.End, end) ? TextSpan.FromBounds(span.Start, SkipBlanks(span.End)) : TextSpan.FromBounds(SkipBlanksBack(span.Start), span.End));

        bool IsBlank(int from, int to) => string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(from, to)));

        int SkipBlanks(int at)
        {
            while (at < end && text[at] is ' ' or '\t') at++;
            return at;
        }

        int SkipBlanksBack(int at)
        {
            while (at > start && text[at - 1] is ' ' or '\t') at--;
            return at;
        }
    }

    /// <summary>Inserts statements at the start of a block.</summary>
    internal static void InsertAtStart(this RepairEdit edit, BlockSyntax block, params string[] lines)
    {
        var open = block.OpenBraceToken;
        if (EndOfLine(open.TrailingTrivia) is { } end)
        {
            var indent = block.Statements.Count > 0 ? edit.File.IndentAt(block.Statements[0].SpanStart) : edit.File.IndentAt(open.SpanStart) + edit.File.IndentUnit;
            var gap = edit.File.EndOfLine + indent;
            edit.Insert(end, gap + string.Join(gap, lines));
        }
        else
        {
            edit.Insert(open.Span.End, " " + string.Join(" ", lines) + (open.TrailingTrivia.Count == 0 ? " " : ""));
        }
    }

    /// <summary>Inserts a statement at the start of a constructor; an expression body becomes a block.</summary>
    internal static void InsertAtStart(this RepairEdit edit, ConstructorDeclarationSyntax constructor, string line)
    {
        if (constructor.Body is { } body)
        {
            edit.InsertAtStart(body, line);
        }
        else if (constructor.ExpressionBody is { } arrow)
        {
            var outer = edit.File.EndOfLine + edit.File.IndentAt(constructor.SpanStart);
            var inner = outer + edit.File.IndentUnit;
            var start = arrow.GetFirstToken().GetPreviousToken().Span.End;
            edit.Replace(TextSpan.FromBounds(start, arrow.Expression.SpanStart), outer + "{" + inner + line + inner);
            edit.Insert(constructor.SemicolonToken.Span.End, outer + "}");
        }
    }

    /// <summary>Adds a method below the last member of a type, or a local function below the last top-level statement.</summary>
    internal static void AddMember(this RepairEdit edit, SyntaxNode owner, IReadOnlyList<string> lines)
    {
        var file = edit.File;
        SyntaxNode? last = owner is TypeDeclarationSyntax type ? type.Members.LastOrDefault()
            : (owner as CompilationUnitSyntax)?.Members.OfType<GlobalStatementSyntax>().LastOrDefault();
        var isType = owner is TypeDeclarationSyntax;
        var outer = isType ? file.IndentAt(owner.SpanStart) : "";
        var isOwnLine = last is not null && file.Text.Lines.IndexOf(last.SpanStart) != file.Text.Lines.IndexOf(owner.SpanStart);
        var indent = !isType ? "" : isOwnLine ? file.IndentAt(last!.SpanStart) : outer + file.IndentUnit;
        var text = string.Concat(lines.Select(line => indent + line.Replace("\t", file.IndentUnit) + file.EndOfLine));
        if (last is null) edit.Insert(((TypeDeclarationSyntax)owner).OpenBraceToken.Span.End, file.EndOfLine + text + outer);
        else if (EndOfLine(last.GetTrailingTrivia()) is not null) edit.Insert(last.FullSpan.End, file.EndOfLine + text);
        else edit.Replace(TextSpan.FromBounds(last.Span.End, last.FullSpan.End), file.EndOfLine + file.EndOfLine + text + outer);
    }

    private static int? EndOfLine(SyntaxTriviaList trailing)
    {
        foreach (var trivia in trailing)
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia)) return trivia.SpanStart;
        return null;
    }
}
