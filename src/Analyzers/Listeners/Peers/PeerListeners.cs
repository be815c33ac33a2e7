using BindCheck.Listeners.Checks;
using BindCheck.Listeners.Values;
using BindCheck.Reach;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BindCheck.Listeners.Peers;

/// <summary>The listeners of a file that are dual-mode, or would be after a repair: those whose IPv4 peers have mapped addresses.</summary>
internal sealed class PeerListeners
{
    private const int MaxDepth = 8;

    private readonly FileListeners _file;
    private readonly CallFinder _calls;
    // What creates each listener object.
    private readonly Dictionary<SyntaxNode, BindSite> _objects = [];
    private readonly BindSite? _web;

    internal PeerListeners(FileListeners file)
    {
        _file = file;
        _calls = new(file.Symbols, file.CancellationToken);
        foreach (var verdict in Dual(file))
        {
            switch (verdict.Site.Api.Server)
            {
                case var _ when IsWeb(verdict.Site):
                    _web ??= verdict.Site;
                    break;
                case Server.TcpListener or Server.UdpClient:
                    _objects[verdict.Site.Syntax] = verdict.Site;
                    break;
                case Server.Socket when verdict.Socket?.Creation is { } creation:
                    _objects[creation.Syntax] = verdict.Site;
                    break;
            }
        }
    }

    /// <summary>Whether there is any.</summary>
    internal bool Any => _web is not null || _objects.Count > 0;

    /// <summary>The listener whose peer it is; null where that is not seen, or the peer is one that the code itself connected to.</summary>
    internal BindSite? Of(PeerSource peer) => peer.Via switch
    {
        PeerVia.Request => _web,
        PeerVia.Socket when _objects.Count > 0 => AcceptedBy(_file.Symbols.OperationOf(peer.Owner), 0),
        PeerVia.Datagram when _objects.Count > 0 => ReceivedBy(_file.Symbols.OperationOf(peer.Owner), 0),
        _ => null,
    };

    /// <summary>
    /// Whether checks of its peers, anywhere in the compilation, would stop working once a listener is dual-mode. Listeners of a file often
    /// share what serves their clients: what is the peer of one is taken for the peer of each.
    /// </summary>
    internal bool WouldHurt(BindSite site) => PeerChecks.InCompilation(_file.Symbols.Source, _file.CancellationToken)
        .Any(place => PeerHazards.EffectOf(place.Hazard) is not null && PeerHazards.HurtsIpv4(place.Hazard) && Of(place.Source) is { } listener && IsWeb(listener) == IsWeb(site));

    private static bool IsWeb(BindSite site) => site.Api.Server is Server.Kestrel or Server.HostUrls or Server.Connections;

    private static IEnumerable<Verdict> Dual(FileListeners file)
    {
        for (var i = 0; i < file.Sites.Count; i++)
        {
            if (file.Dead.Contains(file.Sites[i])) continue;
            foreach (var verdict in file.Verdicts[i])
                if (verdict.Reach == ClientReach.Dual && file.Facts.IsServer(verdict)) yield return verdict;
        }

        foreach (var (rule, verdict, _) in ReachCheck.Broken(file))
            if (rule == ListenerRules.Ipv4Only && verdict.Site.Api.Repair != Repair.None) yield return verdict;
    }

    // The listener that a socket was accepted from.
    private BindSite? AcceptedBy(IOperation? socket, int depth) => Among(socket, depth, (origin, next) => origin switch
    {
        IInvocationOperation { Instance: { } listener, TargetMethod.Name: var name } when name.StartsWith("Accept", StringComparison.Ordinal) || name.StartsWith("EndAccept", StringComparison.Ordinal)
            => ListenerOf(listener, next),
        IPropertyReferenceOperation { Property: { Name: "AcceptSocket", ContainingType.Name: "SocketAsyncEventArgs" } } => _objects.Values.First(),
        IPropertyReferenceOperation { Property: { Name: "Client", ContainingType.Name: "TcpClient" }, Instance: { } client } => AcceptedBy(client, next),
        _ => null,
    }, AcceptedBy);

    // The socket that a datagram was received on: the call itself, or its result.
    private BindSite? ReceivedBy(IOperation? received, int depth) => Among(received, depth, (origin, next) => origin switch
    {
        IInvocationOperation { Instance: { } socket, TargetMethod.Name: var name } when name.IndexOf("Receive", StringComparison.Ordinal) >= 0 => ListenerOf(socket, next),
        _ => null,
    }, ReceivedBy);

    private BindSite? ListenerOf(IOperation listener, int depth) => Among(listener, depth, (origin, next) => origin switch
    {
        _ when _objects.TryGetValue(origin.Syntax, out var site) => site,
        IInstanceReferenceOperation => _objects.Where(pair => pair.Key is ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax && Coverage.TypeOf(pair.Key) == Coverage.TypeOf(origin.Syntax)).Select(static pair => pair.Value).FirstOrDefault(),
        IPropertyReferenceOperation { Property.Name: "Server" or "Client", Instance: { } owner } => ListenerOf(owner, next),
        _ => null,
    }, ListenerOf);

    // The answer for any origin of a value: directly, or for what callers pass.
    private BindSite? Among(IOperation? value, int depth, Func<IOperation, int, BindSite?> answer, Func<IOperation, int, BindSite?> again)
    {
        if (value is null || depth > MaxDepth) return null;
        foreach (var origin in _file.Flow.Origins(Unwrap(value), null))
        {
            var operation = Unwrap(origin.Operation);
            if (answer(operation, depth + 1) is { } site) return site;
            if (operation is IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter })
            {
                foreach (var call in _calls.To(method.OriginalDefinition, parameter))
                    if (Frame.Resolve(new(method.OriginalDefinition, call, null), parameter) is var (argument, _) && again(argument, depth + 1) is { } passed) return passed;
            }
            else if (operation != value && operation is not (IInvocationOperation or IObjectCreationOperation) && again(operation, depth + 1) is { } behind)
            {
                return behind;
            }
        }

        return null;
    }

    // await listener.AcceptTcpClientAsync().ConfigureAwait(false), acceptTask.Result
    private static IOperation Unwrap(IOperation operation) => operation switch
    {
        IConversionOperation conversion => Unwrap(conversion.Operand),
        IAwaitOperation awaited => Unwrap(awaited.Operation),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" or "AsTask", Instance: { } task } => Unwrap(task),
        IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task } => Unwrap(task),
        _ => operation,
    };
}
