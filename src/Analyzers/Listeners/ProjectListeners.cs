using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BindCheck.Listeners.Apis;
using BindCheck.Listeners.Checks;
using BindCheck.Listeners.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Listeners;

/// <summary>
/// The listeners of one compilation. A file is analysed when it may bind; what is found then is often to be said in another file, where the
/// address is written. So each file is analysed once, by whoever asks first, and each diagnostic is reported with the file it stands in
/// (docs/decisions/0007).
/// </summary>
internal sealed class ProjectListeners
{
    private static readonly IListenerCheck[] s_checks = [new ReachCheck(), new RestartCheck(), new ConflictCheck(), new ThrowingBindCheck(), new PeerCheck()];
    private static readonly ConditionalWeakTable<Compilation, HashSet<string>> s_entries = new();

    private readonly bool _isWindowsOnly;
    private readonly ImmutableArray<ListenerApi> _more;
    private readonly SourceCode _source;
    private readonly ConcurrentDictionary<SyntaxTree, Analysis> _analyses = new();
    // Looked up when the first file mentions a word of the table: most projects have none.
    private readonly Lazy<ListenerTable?>[] _tables;
    // Whether any file has a word of the table: known from the texts alone, which keep it.
    private readonly Lazy<bool> _mayListen;
    private ImmutableArray<(SyntaxTree File, ListenerTable Table)> _binding;

    /// <summary>Looks at nothing yet.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="isWindowsOnly">Whether the project runs on Windows only.</param>
    /// <param name="more">Rows beside the built-in ones.</param>
    internal ProjectListeners(Compilation compilation, bool isWindowsOnly, ImmutableArray<ListenerApi> more)
        : this(new SourceCode(compilation), isWindowsOnly, more)
    {
    }

    private ProjectListeners(SourceCode source, bool isWindowsOnly, ImmutableArray<ListenerApi> more)
    {
        _isWindowsOnly = isWindowsOnly;
        _source = source;
        _more = more;
        _mayListen = new(() => !more.IsEmpty || source.Compilations.Any(static c => c.SyntaxTrees.Any(static file => !NameGate.WordsIn(file, CancellationToken.None).IsEmpty)));
        _tables = [.. _source.Compilations.Select(c => new Lazy<ListenerTable?>(() => ListenerTable.For(c, more)))];
    }

    /// <summary>What is to be said in a file.</summary>
    internal IEnumerable<Diagnostic> FindingsIn(SyntaxTree file, CancellationToken cancellationToken)
    {
        // What looks at the file's text alone comes first: an edit of a file that has no part in a listener ends here.
        if (!_mayListen.Value) yield break;
        if (!MayBind(file, 0, cancellationToken) && !AddressGate.MaySpellAddress(file, cancellationToken) && !MayEnter(file, cancellationToken)) yield break;
        var binding = FilesThatMayBind(cancellationToken);
        if (binding.IsEmpty) yield break;
        // One address may be bound in several ways, and is mended once. Own files come first: the row of a library, before what its source does.
        var said = new HashSet<(string, TextSpan)>();
        foreach (var (other, table) in binding)
        {
            foreach (var diagnostic in FindingsFrom(other, table, cancellationToken))
                if (diagnostic.Location.SourceTree == file && said.Add((diagnostic.Id, diagnostic.Location.SourceSpan))) yield return diagnostic;
        }
    }

    private bool MayBind(SyntaxTree file, int compilation, CancellationToken cancellationToken) =>
        (!_more.IsEmpty || !NameGate.WordsIn(file, cancellationToken).IsEmpty)
        && _tables[compilation].Value is { } table && table.MayOccurIn(file, cancellationToken);

    // A call into a project that chooses the address itself spells none.
    private bool MayEnter(SyntaxTree file, CancellationToken cancellationToken)
    {
        if (_source.Compilations.Count == 1) return false; // as in every build
        var words = WordFilter.Of(file, cancellationToken);
        return _source.Compilations.Skip(1).Any(project => EntriesOf(project, cancellationToken).Any(words.MayContain));
    }

    // Found once for a project, whoever references it.
    private HashSet<string> EntriesOf(Compilation project, CancellationToken cancellationToken) =>
        s_entries.TryGetValue(project, out var entries) ? entries
        : s_entries.GetValue(project, _ => OfReferenced(project, _isWindowsOnly, _more).NamesAsked(cancellationToken));

    /// <summary>A project, looked at for what others may call in it.</summary>
    internal static ProjectListeners OfReferenced(Compilation compilation, bool isWindowsOnly, ImmutableArray<ListenerApi> more) =>
        new(new SourceCode(compilation) { IsReferenced = true }, isWindowsOnly, more);

    /// <summary>The names of members and types by which values come to the listeners of the project's own files.</summary>
    internal HashSet<string> NamesAsked(CancellationToken cancellationToken)
    {
        foreach (var (file, table) in FilesThatMayBind(cancellationToken))
            if (_source.IsOwn(file)) FindingsFrom(file, table, cancellationToken);
        return new(_source.NamesAsked, StringComparer.Ordinal);
    }

    /// <summary>The listeners of the project's own files.</summary>
    internal IEnumerable<FileListeners> OwnFiles(CancellationToken cancellationToken) => FilesThatMayBind(cancellationToken)
        .Where(entry => _source.IsOwn(entry.File)).Select(entry => ListenersOf(entry.File, entry.Table, cancellationToken)).OfType<FileListeners>();

    private ImmutableArray<(SyntaxTree File, ListenerTable Table)> FilesThatMayBind(CancellationToken cancellationToken)
    {
        if (_binding.IsDefault)
        {
            _binding = _source.Compilations
                .SelectMany((compilation, i) => compilation.SyntaxTrees
                    .Where(file => MayBind(file, i, cancellationToken) && !GeneratedCode.IsGenerated(file, cancellationToken))
                    .Select(file => (file, _tables[i].Value!)))
                .ToImmutableArray();
        }

        return _binding;
    }

    private ImmutableArray<Diagnostic> FindingsFrom(SyntaxTree file, ListenerTable table, CancellationToken cancellationToken)
    {
        var analysis = _analyses.GetOrAdd(file, static _ => new());
        lock (analysis)
        {
            // A cancelled analysis leaves nothing: the next one begins anew.
            if (analysis.Findings.IsDefault) analysis.Findings = Analyze(file, table, cancellationToken);
            return analysis.Findings;
        }
    }

    private ImmutableArray<Diagnostic> Analyze(SyntaxTree file, ListenerTable table, CancellationToken cancellationToken)
    {
        return ListenersOf(file, table, cancellationToken) is { } listeners
            ? s_checks.SelectMany(check => check.Run(listeners)).ToImmutableArray()
            : ImmutableArray<Diagnostic>.Empty;
    }

    private FileListeners? ListenersOf(SyntaxTree file, ListenerTable table, CancellationToken cancellationToken)
    {
        var sites = new BindSiteFinder(_source.ModelOf(file), table, cancellationToken).Find(file.GetRoot(cancellationToken));
        return sites.Count == 0 ? null : new(sites, file, _source, _isWindowsOnly, cancellationToken);
    }

    private sealed class Analysis
    {
        internal ImmutableArray<Diagnostic> Findings { get; set; }
    }
}
