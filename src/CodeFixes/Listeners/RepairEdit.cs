using BindCheck.Listeners.Repairs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.CodeFixes.Listeners;

/// <summary>The text changes of one repair.</summary>
internal sealed class RepairEdit(SourceFile file, Diagnostic diagnostic, RepairPlan plan)
{
    private readonly List<TextChange> _changes = [];

    internal SourceFile File => file;

    internal IReadOnlyList<TextChange> Changes => _changes;

    /// <summary>The namespaces that the changes need.</summary>
    internal HashSet<string> Imports { get; } = new(StringComparer.Ordinal);

    /// <summary>The call, creation or constructor initializer that binds.</summary>
    internal SyntaxNode? Site => NodeAt(diagnostic.AdditionalLocations[0].SourceSpan);

    /// <summary>The first spot of a role, as a node of the wanted kind; null where the plan has none.</summary>
    internal T? Node<T>(Role role) where T : SyntaxNode => Nodes<T>(role).FirstOrDefault();

    /// <summary>The spots of a role, as nodes of the wanted kind.</summary>
    internal IEnumerable<T?> Nodes<T>(Role role) where T : SyntaxNode => Spans(role).Select(span => NodeAt(span)?.FirstAncestorOrSelf<T>());

    /// <summary>All spots of a role.</summary>
    internal IEnumerable<TextSpan> Spans(Role role) => plan.Spots.Where(spot => spot.Role == role).Select(spot => spot.Location.SourceSpan);

    internal void Replace(TextSpan span, string text)
    {
        if (span.End <= file.Text.Length && file.Text.ToString(span) != text) _changes.Add(new(span, text));
    }

    internal void Insert(int position, string text) => _changes.Add(new(new(position, 0), text));

    /// <summary>Removes a span, but not the comments within it.</summary>
    internal void Remove(TextSpan span) => Replace(span, file.CommentsIn(span));

    /// <summary>
    /// A type as it is written at the bind: its simple name or an alias if that means it, else the simple name and a using directive, else in full.
    /// </summary>
    /// <param name="fullName">Namespace and name.</param>
    /// <param name="member">The static member it is wanted for; null where the type itself is.</param>
    internal string Name(string fullName, string? member = null)
    {
        var dot = fullName.LastIndexOf('.');
        var simple = fullName.Substring(dot + 1);
        var position = Site?.SpanStart ?? 0;
        var aliases = file.Root.DescendantNodes(static n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<UsingDirectiveSyntax>().Select(static u => u.Alias?.Name.Identifier.ValueText);
        foreach (var name in aliases.Prepend(simple))
            if (name is not null && Means(name)) return Suffixed(name);
        if (!file.Model.LookupSymbols(position, name: simple).IsEmpty) return Suffixed("global::" + fullName);
        Imports.Add(fullName.Substring(0, dot));
        return Suffixed(simple);

        string Suffixed(string name) => member is null ? name : name + "." + member;

        bool Means(string name)
        {
            var expression = SyntaxFactory.ParseExpression(Suffixed(name));
            var binding = member is null ? SpeculativeBindingOption.BindAsTypeOrNamespace : SpeculativeBindingOption.BindAsExpression;
            var info = file.Model.GetSpeculativeSymbolInfo(position, expression, binding);
            var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault(); // a method that is not called is a candidate only
            return (member is null ? symbol : symbol?.ContainingType)?.ToDisplayString() == fullName;
        }
    }

    private SyntaxNode? NodeAt(TextSpan span) => span.End <= file.Text.Length ? file.Root.FindNode(span, getInnermostNodeForTie: true) : null;
}
