using BindCheck.Listeners.Apis;
using BindCheck.Listeners.Facts;
using BindCheck.Listeners.Peers;
using BindCheck.Listeners.Values;
using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners;

/// <summary>What is known of the listeners of one file: the ground on which every rule of BIND1xxx stands.</summary>
internal sealed class FileListeners
{
    private PeerListeners? _peers;

    internal FileListeners(List<BindSite> sites, SyntaxTree file, SourceCode source, bool isWindowsOnly, CancellationToken cancellationToken)
    {
        Sites = sites;
        IsWindowsOnly = isWindowsOnly;
        CancellationToken = cancellationToken;
        Symbols = new(source, file, cancellationToken);
        Writes = new(Symbols, cancellationToken);
        Flow = new(Symbols, Writes, cancellationToken);
        Facts = new(Symbols, cancellationToken);
        var evaluator = new Evaluator(Symbols, Flow, cancellationToken);
        Verdicts = sites.ConvertAll(site => Facts.Refine(site, evaluator.Evaluate(site)));
        Dead = HostPrecedence.DeadSites(sites);
        Coverage = new(Verdicts.SelectMany(v => v).Where(v => !Dead.Contains(v.Site)).ToList());
    }

    /// <summary>The binds, in source order.</summary>
    internal List<BindSite> Sites { get; }

    /// <summary>For each site, what each value that may reach it makes of it.</summary>
    internal List<List<Verdict>> Verdicts { get; }

    /// <summary>The sites that another one overrides.</summary>
    internal HashSet<BindSite> Dead { get; }

    internal Coverage Coverage { get; }

    internal ListenerFacts Facts { get; }

    internal SymbolUses Symbols { get; }

    internal Writes Writes { get; }

    internal ValueFlow Flow { get; }

    /// <summary>The dual-mode listeners, and whose peers are checked.</summary>
    internal PeerListeners Peers => _peers ??= new(this);

    /// <summary>Whether the project runs on Windows only.</summary>
    internal bool IsWindowsOnly { get; }

    internal CancellationToken CancellationToken { get; }
}
