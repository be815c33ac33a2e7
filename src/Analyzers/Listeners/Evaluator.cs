using System.Net;
using BindCheck.Listeners.Facts;
using BindCheck.Listeners.Values;
using BindCheck.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BindCheck.Listeners;

/// <summary>
/// Evaluates the sites of one file: every value that may reach a bind, through the callers of the method that binds where the value is
/// a parameter, in whatever file they are.
/// </summary>
internal sealed class Evaluator(SymbolUses symbols, ValueFlow flow, CancellationToken cancellationToken)
{
    // Bounds for wrappers of wrappers.
    private const int MaxCallers = 8, MaxEvaluations = 4000;

    // A type that does not bind itself and is created in more places than this, or of several addresses, carries data, of peers as of listeners.
    private const int MaxCreations = 8;

    private readonly ValueReader _reader = new(flow);
    private readonly PortReader _ports = new(flow);
    private readonly CallFinder _calls = new(symbols, cancellationToken);
    private readonly HashSet<(BindSite, SyntaxNode, bool IsForPort)> _entered = [];
    private readonly Dictionary<SyntaxNode, SocketFacts> _sockets = [];
    private int _evaluations;

    /// <summary>The verdicts of a site. Values from callers come after those written at the site itself.</summary>
    internal List<Verdict> Evaluate(BindSite site)
    {
        var verdicts = new List<Verdict>();
        Evaluate(site, null, verdicts);
        return verdicts;
    }

    private void Evaluate(BindSite site, Frame? frame, List<Verdict> verdicts)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (++_evaluations > MaxEvaluations) return;
        switch (site.Api.Notation)
        {
            case Notation.None:
                verdicts.Add(new(site, site.Api.Fixed, site.Operation, frame, null, null, null) { Port = _ports.Read(site.Port, frame) });
                if (site.Api.Fixed.Scope == Scope.Any) FollowPort(site, frame, site.Port, site.Syntax, [], verdicts);
                break;
            case Notation.Family:
                foreach (var origin in flow.Origins(site.Value!, frame))
                {
                    var reach = origin.Operation.ConstantValue is { HasValue: true, Value: int family } ? OfFamily(family) : ClientReach.Unknown;
                    Add(site, frame, verdicts, new Reading<string>(ReadingKindOf(origin.Operation, reach), "", origin.Operation, origin.Frame, origin.Set), _ => reach, null);
                }

                break;
            // A library that takes an address as text too, in an overload of the same names.
            case Notation.Address when site.Value!.Type?.SpecialType == SpecialType.System_String:
                foreach (var reading in _reader.Texts(site.Value, frame))
                    Add(site, frame, verdicts, reading, text => EndPointText.ParseAddress(text) is { } address ? site.Api.Map(address) : ClientReach.Unknown, null);
                break;
            case Notation.Address:
                AddAddresses(site, frame, verdicts, _reader.Addresses);
                break;
            case Notation.EndPoint:
                AddAddresses(site, frame, verdicts, _reader.EndPoints);
                break;
            case Notation.Url or Notation.Host:
                _reader.TakeOpenParameters();
                var readings = Each(site.Value!, frame, _reader.Texts).ToList();
                var holes = _reader.TakeOpenParameters();
                foreach (var reading in readings)
                {
                    if (site.Api.Notation == Notation.Url) AddUrls(site, frame, verdicts, reading, holes);
                    else AddHost(site, frame, verdicts, reading, holes);
                }

                break;
        }
    }

    // One value, or several that are all bound: a params array, a list.
    private IEnumerable<Reading<T>> Each<T>(IOperation value, Frame? frame, Func<IOperation, Frame?, IEnumerable<Reading<T>>> read) =>
        value.Type is { SpecialType: not SpecialType.System_String } type && type.AllInterfaces.Any(static i => i.SpecialType == SpecialType.System_Collections_IEnumerable)
            ? flow.Elements(value, frame).SelectMany(e => read(e.Operation, e.Frame).Select(r => r with { Set = r.Set ?? e.Set }))
            : read(value, frame);

    private void AddAddresses(BindSite site, Frame? frame, List<Verdict> verdicts, Func<IOperation, Frame?, IEnumerable<Reading<IPAddress?>>> read)
    {
        var socket = site.Api.Server == Server.Socket ? SocketOf(site) : null;
        var map = socket is null ? site.Api.Map : socket.Reach;
        _reader.TakeOpenParameters();
        var readings = Each(site.Value!, frame, read).ToList();
        var holes = _reader.TakeOpenParameters();
        foreach (var reading in readings) Add(site, frame, verdicts, reading, address => map(address!), socket);
        if (readings.Exists(static reading => reading.Kind == ReadingKind.Unknown))
            foreach (var hole in holes) FollowCallers(site, frame, hole, verdicts);
        var given = readings.Select(static r => r.Place).OfType<IParameterReferenceOperation>().Select(static p => p.Parameter).ToList();
        foreach (var reading in readings)
            if (reading.Kind == ReadingKind.Known && IsNews(reading.Frame, frame) && map(reading.Value!).Scope == Scope.Any && !readings.Exists(other => IsChoice(reading, other)))
                FollowPort(site, frame, site.Port ?? reading.Port, reading.Place.Syntax, given, verdicts);

        // Code that has another value in mind beside it leaves the choice to something that is not seen.
        static bool IsChoice(Reading<IPAddress?> known, Reading<IPAddress?> other) =>
            other.Kind == ReadingKind.Unknown && HostPrecedence.BodyOf(other.Place.Syntax) == HostPrecedence.BodyOf(known.Place.Syntax);
    }

    private void AddHost(BindSite site, Frame? frame, List<Verdict> verdicts, Reading<string> reading, List<IParameterSymbol> holes)
    {
        string? port = null;
        var host = reading.Kind == ReadingKind.Known ? EndPointText.HostOf(reading.Value, out port) : "";
        if (!Pattern.IsKnown(host))
            foreach (var hole in holes) FollowCallers(site, frame, hole, verdicts);
        Add(site, frame, verdicts, reading, _ => site.Api.UrlMap(host), null, PortReader.InText(port, reading));
    }

    private void AddUrls(BindSite site, Frame? frame, List<Verdict> verdicts, Reading<string> reading, List<IParameterSymbol> holes)
    {
        if (reading.Kind != ReadingKind.Known)
        {
            Add(site, frame, verdicts, reading, static _ => ClientReach.Unknown, null);
            return;
        }

        foreach (var url in reading.Value.Split(';'))
        {
            var port = UrlText.TrySplit(url, out var parts, anyScheme: true) ? parts.Port : null;
            if (!Pattern.IsKnown(parts.Host ?? url))
                foreach (var hole in holes) FollowCallers(site, frame, hole, verdicts);
            Add(site, frame, verdicts, reading with { Value = url, Set = reading.Set ?? reading.Place.Syntax }, site.Api.UrlMap, null, PortReader.InText(port, reading));
        }
    }

    private void Add<T>(BindSite site, Frame? frame, List<Verdict> verdicts, Reading<T> reading, Func<T, ClientReach> map, SocketFacts? socket, string? port = null)
    {
        if (!IsNews(reading.Frame, frame)) return;
        if (reading.Kind == ReadingKind.Null) return;
        if (reading.Kind == ReadingKind.Parameter && reading.Place is IParameterReferenceOperation { Parameter: var parameter }) FollowCallers(site, frame, parameter, verdicts);
        var reach = reading.Kind switch
        {
            ReadingKind.Known => map(reading.Value),
            ReadingKind.NoSocket => ClientReach.NoSocket,
            _ => ClientReach.Unknown,
        };
        // Only a wildcard is worth a word where a call leaves the address to the library.
        if (Frame.IsForPortOnly(frame) && !(reach.IsKnown && reach.Scope == Scope.Any)) return;
        var verdict = new Verdict(site, reach, reading.Place, frame, reading.Set, reading.Value?.ToString(), socket) { Port = port ?? _ports.Read(site.Port ?? reading.Port, frame) };
        // A socket of unknown DualMode on :: accepts IPv6 at least.
        verdicts.Add(reading.Value is IPAddress value && value.Equals(IPAddress.IPv6Any) ? verdict with { Covered = verdict.Covered | Families.IPv6 } : verdict);
    }

    // What lies within the callers was evaluated already, without the last of them; or what lies outside, without regard to the port.
    private static bool IsNews(Frame? reading, Frame? frame) => Frame.IsInsideCallers(reading) == Frame.IsForPortOnly(frame);

    private void FollowCallers(BindSite site, Frame? frame, IParameterSymbol parameter, List<Verdict> verdicts)
    {
        if (Frame.Depth(frame) >= MaxCallers || parameter.ContainingSymbol is not IMethodSymbol method) return;
        var calls = _calls.To(method.OriginalDefinition, parameter).ToList();
        if (Creates(method) && (calls.Count > MaxCreations || method.Parameters.Count(IsAddress) > 1) && !IsBuiltInto(site, method.ContainingType)) return;
        foreach (var call in calls)
            if (IsOfOneLine(site, frame, call.Syntax) && _entered.Add((site, call.Syntax, false)))
                Evaluate(site, Frame.Within(frame, new(method.OriginalDefinition, call, null, IsCaller: true)), verdicts);
    }

    private static bool Creates(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Constructor || method.IsStatic && method.ReturnType.IsSameAs(method.ContainingType);

    private static bool IsAddress(IParameterSymbol parameter) => parameter.Type.Name is "IPAddress" or "IPEndPoint" or "EndPoint";

    // The type that binds, or one that it derives from or stands in.
    private bool IsBuiltInto(BindSite site, INamedTypeSymbol type)
    {
        for (var own = symbols.ModelOf(site.Syntax).GetEnclosingSymbol(site.Syntax.SpanStart, cancellationToken)?.ContainingType; own is not null; own = own.ContainingType)
        {
            if (DerivesFrom(own, type) || DerivesFrom(type, own)) return true;
        }

        return false;
    }

    // What one derived type passes to its base is not what another derived type, which binds, finds there.
    private bool IsOfOneLine(BindSite site, Frame? frame, SyntaxNode call)
    {
        if (call is not (ConstructorInitializerSyntax { RawKind: (int)SyntaxKind.BaseConstructorInitializer } or PrimaryConstructorBaseTypeSyntax)) return true;
        if (TypeAround(call) is not { BaseType: { } common } passing || !IsOfLine(site.Syntax)) return false;
        for (; frame is not null; frame = frame.Outer)
            if (!IsOfLine(frame.Call.Syntax)) return false;
        return true;

        bool IsOfLine(SyntaxNode node) => TypeAround(node) is not { } binding || !DerivesFrom(binding, common) || DerivesFrom(passing, binding) || DerivesFrom(binding, passing);
    }

    private INamedTypeSymbol? TypeAround(SyntaxNode node) =>
        node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration ? symbols.DeclaredBy(declaration) as INamedTypeSymbol : null;

    private static bool DerivesFrom(INamedTypeSymbol? type, INamedTypeSymbol from)
    {
        for (; type is not null; type = type.BaseType)
            if (type.IsSameAs(from)) return true;
        return false;
    }

    // A library that chooses the address itself, and asks for a port: what calls it from outside chooses that address with it.
    private void FollowPort(BindSite site, Frame? frame, IOperation? port, SyntaxNode address, List<IParameterSymbol> given, List<Verdict> verdicts)
    {
        if (port is null || symbols.Source.IsOwn(site.Syntax.SyntaxTree) && !symbols.Source.IsReferenced) return;
        if (Frame.Depth(frame) >= MaxCallers) return;
        foreach (var origin in flow.Origins(port, frame))
        {
            if (origin.Operation is not IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter }) continue;
            // A port of options that whoever else reads says nothing of this bind.
            if (!IsBuiltInto(site, method.ContainingType) && !Encloses(method, Frame.Outermost(frame)?.Call.Syntax ?? address)) continue;
            foreach (var call in _calls.To(method.OriginalDefinition, parameter))
                if (!given.Exists(address => Frame.Passes(call, method, address)) && _entered.Add((site, call.Syntax, true)))
                    Evaluate(site, Frame.Within(frame, new(method.OriginalDefinition, call, null, IsCaller: true, IsForPort: true)), verdicts);
        }
    }

    private bool Encloses(IMethodSymbol method, SyntaxNode node) =>
        symbols.Source.DeclarationsOf(method).Any(declaration => declaration.SyntaxTree == node.SyntaxTree && declaration.Span.Contains(node.Span));

    private SocketFacts SocketOf(BindSite site)
    {
        if (!_sockets.TryGetValue(site.Syntax, out var facts))
            _sockets.Add(site.Syntax, facts = SocketFacts.Of(site.Receiver, site.Syntax, flow, symbols, cancellationToken));
        return facts;
    }

    private static ReadingKind ReadingKindOf(IOperation operation, ClientReach reach) => reach.IsKnown ? ReadingKind.Known : ValueReader.KindOf(operation);

    private static ClientReach OfFamily(int family) => (System.Net.Sockets.AddressFamily)family switch
    {
        System.Net.Sockets.AddressFamily.InterNetwork => ClientReach.Of(Families.IPv4, Scope.Any),
        System.Net.Sockets.AddressFamily.InterNetworkV6 => ClientReach.Of(Families.IPv6, Scope.Any),
        _ => ClientReach.Unknown,
    };
}
