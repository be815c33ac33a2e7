using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Values;

/// <summary>
/// The source that values are followed through: the files of a compilation and, where the host has them (an IDE does, the compiler has
/// metadata), those of the projects that it references. Safe for concurrent use.
/// </summary>
internal sealed class SourceCode
{
    // A name that more files than this speak of, together with its type, is a common word: what it is given elsewhere is left unknown.
    private const int MaxFiles = 128;

    // Names are those of the text, whatever they mean: an edit leaves other files' as they are.
    private static readonly ConditionalWeakTable<SyntaxTree, FileNames> s_names = new();

    private readonly Compilation[] _compilations;
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel?> _models = new();
    private readonly ConcurrentDictionary<string, bool> _asked = new(StringComparer.Ordinal);

    internal SourceCode(Compilation compilation)
    {
        _compilations = [compilation, .. compilation.References.OfType<CompilationReference>().Select(static reference => reference.Compilation).Where(static c => c.Language == LanguageNames.CSharp)];
        Dispatch = new(_compilations);
    }

    /// <summary>The compilation, and those of the projects that it references in source.</summary>
    internal IReadOnlyList<Compilation> Compilations => _compilations;

    /// <summary>Whether the compilation is looked at for what other projects may call in it.</summary>
    internal bool IsReferenced { get; init; }

    /// <summary>The names of members and types that values were followed out of their files by.</summary>
    internal IEnumerable<string> NamesAsked => _asked.Keys;

    /// <summary>What interface and virtual calls run.</summary>
    internal Dispatch Dispatch { get; }

    /// <summary>Whether a file belongs to the source.</summary>
    internal bool Contains(SyntaxTree tree) => Find(tree) is not null;

    /// <summary>Whether a file belongs to the compilation itself.</summary>
    internal bool IsOwn(SyntaxTree tree) => _compilations[0].ContainsSyntaxTree(tree);

    /// <summary>Where a node stands, for a diagnostic: it may not point into the source of another compilation, but at a line of its file.</summary>
    internal Location LocationOf(SyntaxNode node) =>
        IsOwn(node.SyntaxTree) ? node.GetLocation() : Location.Create(node.SyntaxTree.FilePath, node.Span, node.SyntaxTree.GetLineSpan(node.Span).Span);

    /// <summary>The declarations of a symbol that belong to the source.</summary>
    internal IEnumerable<SyntaxReference> DeclarationsOf(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Where(reference => Contains(reference.SyntaxTree));

    /// <summary>The model of a file of the source.</summary>
    internal SemanticModel ModelOf(SyntaxTree tree) => Find(tree) ?? throw new ArgumentException("The file is not part of the source.", nameof(tree));

    /// <summary>The names that a file uses.</summary>
    internal FileNames NamesOf(SyntaxTree tree, CancellationToken cancellationToken) =>
        s_names.TryGetValue(tree, out var names) ? names : s_names.GetValue(tree, file => new FileNames(file.GetRoot(cancellationToken)));

    /// <summary>The files that may name a symbol: its own for what cannot be named elsewhere.</summary>
    internal IReadOnlyList<SyntaxTree> FilesNaming(ISymbol symbol, CancellationToken cancellationToken)
    {
        var isLocal = symbol is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction };
        var isPrivate = isLocal || symbol.DeclaredAccessibility == Accessibility.Private;
        var own = DeclarationsOf(isLocal || !isPrivate ? symbol : symbol.ContainingType).Select(static reference => reference.SyntaxTree).Distinct().ToList();
        if (isPrivate) return own;
        var name = symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? symbol.ContainingType.Name : symbol.Name;
        _asked.TryAdd(name, true);
        var all = FilesWith(name, cancellationToken);
        // Start, Create, Address: the files that name the type as well are those that matter.
        if (all.Count > MaxFiles && symbol.ContainingType is { } type) all.RemoveAll(tree => !own.Contains(tree) && !WordFilter.Of(tree, cancellationToken).MayContain(type.Name));
        return all.Count > MaxFiles ? own : all;
    }

    /// <summary>Whether a file of the compilation itself uses a name.</summary>
    internal bool Mentions(string name, CancellationToken cancellationToken) =>
        _compilations[0].SyntaxTrees.Any(tree => WordFilter.Of(tree, cancellationToken).MayContain(name) && NamesOf(tree, cancellationToken).Named(name).Count > 0);

    private List<SyntaxTree> FilesWith(string word, CancellationToken cancellationToken)
    {
        var files = new List<SyntaxTree>();
        foreach (var compilation in _compilations)
        {
            foreach (var tree in compilation.SyntaxTrees)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (WordFilter.Of(tree, cancellationToken).MayContain(word)) files.Add(tree);
            }
        }

        return files;
    }

    // The driver shares its models through the compilation, so that no file is bound twice.
    [SuppressMessage("MicrosoftCodeAnalysisPerformance", "RS1030", Justification = "Only files that a followed value leads to are asked for, once each.")]
    private SemanticModel? Find(SyntaxTree tree)
    {
        if (_models.TryGetValue(tree, out var model)) return model;
        var compilation = Array.Find(_compilations, c => c.ContainsSyntaxTree(tree));
        return _models.GetOrAdd(tree, compilation?.GetSemanticModel(tree));
    }
}

/// <summary>The names of one file by their text, and its object creations.</summary>
internal sealed class FileNames
{
    private readonly Dictionary<string, List<SimpleNameSyntax>> _byText = new(StringComparer.Ordinal);

    internal FileNames(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes())
        {
            switch (node)
            {
                case SimpleNameSyntax name:
                    var text = name.Identifier.ValueText;
                    if (!_byText.TryGetValue(text, out var list)) _byText.Add(text, list = []);
                    list.Add(name);
                    break;
                case BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax:
                    Creations.Add(node);
                    break;
                case UsingDirectiveSyntax { Alias: not null }:
                    HasAlias = true;
                    break;
            }
        }
    }

    /// <summary>The nodes that call a constructor, in source order.</summary>
    internal List<SyntaxNode> Creations { get; } = [];

    /// <summary>Whether a type may go by another name.</summary>
    internal bool HasAlias { get; }

    /// <summary>All uses of a name, whatever they refer to, in source order.</summary>
    internal IReadOnlyList<SimpleNameSyntax> Named(string name) => _byText.TryGetValue(name, out var uses) ? uses : [];
}
