using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using BindCheck.Listeners.Apis;
using BindCheck.Listeners.Checks;
using BindCheck.Listeners.Values;
using BindCheck.Reach;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Export;

/// <summary>
/// The rows by which the users of a library learn what its members bind, as a compiler shows them its metadata only. They are found by
/// experiment: code that exists for this alone gives each member one host after the other, and what BindCheck says of that code is the row
/// (docs/decisions/0009).
/// </summary>
internal static class ApiExport
{
    private const string Probe = "BindCheckProbe";

    /// <summary>The rows of a project, one line each, sorted.</summary>
    internal static ImmutableArray<string> RowsOf(Compilation compilation, bool isWindowsOnly, ImmutableArray<ListenerApi> more, CancellationToken cancellationToken)
    {
        var names = ProjectListeners.OfReferenced(compilation, isWindowsOnly, more).NamesAsked(cancellationToken);
        var answers = ExportedMember.In(compilation, names).Select(static member => new Answers(member)).ToList();
        if (answers.Count == 0) return ImmutableArray<string>.Empty;
        var options = compilation.SyntaxTrees.FirstOrDefault()?.Options;
        foreach (var host in ApiRowWriter.Hosts)
        {
            var text = string.Join("\n", answers.Select((answer, i) => answer.Member.Probe(Probe + i, host)));
            var probes = CSharpSyntaxTree.ParseText(text, (CSharpParseOptions?)options, cancellationToken: cancellationToken);
            foreach (var file in ProjectListeners.OfReferenced(compilation.AddSyntaxTrees(probes), isWindowsOnly, more).OwnFiles(cancellationToken)) Listen(file, probes, host, answers);
        }

        // What is told an address says more than what is told a port.
        return answers.Select(static answer => (answer.Member, Row: answer.Row()))
            .Where(static answer => answer.Row is not null)
            .GroupBy(static answer => answer.Member.Member, SymbolEqualityComparer.Default)
            .SelectMany(static rows => rows.Any(static row => row.Member.Notation != Notation.None) ? rows.Where(static row => row.Member.Notation != Notation.None).Take(1) : rows.Take(1))
            .Select(static answer => ApiRowWriter.Write(answer.Row!)).OfType<string>()
            .OrderBy(static row => row, StringComparer.Ordinal).ToImmutableArray();
    }

    private static void Listen(FileListeners file, SyntaxTree probes, string host, List<Answers> answers)
    {
        foreach (var verdict in file.Verdicts.SelectMany(static v => v)) AnswerTo(verdict)?.Add(host, verdict);
        foreach (var (rule, verdict, _) in ReachCheck.Broken(file))
            if (rule != ListenerRules.PossiblyIpv4Only && AnswerTo(verdict) is { } answer) answer.IsReported = true;

        // Of the probe that the value comes from, or the call that leaves it to the library.
        Answers? AnswerTo(Verdict verdict)
        {
            var origin = Frame.Outermost(verdict.Frame)?.Call.Syntax ?? verdict.Place.Syntax;
            if (origin.SyntaxTree != probes || origin.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } probe) return null;
            var answer = answers[int.Parse(probe.Identifier.ValueText.Substring(Probe.Length), CultureInfo.InvariantCulture)];
            return Frame.IsForPortOnly(verdict.Frame) == (answer.Member.Notation == Notation.None) ? answer : null;
        }
    }

    /// <summary>What a member was found to bind.</summary>
    private sealed class Answers(ExportedMember member)
    {
        private readonly Dictionary<string, ClientReach> _reach = new(StringComparer.Ordinal);
        private BindSite? _site;

        internal ExportedMember Member => member;

        /// <summary>Whether any host keeps clients out: a row that never leads to a finding is left out.</summary>
        internal bool IsReported { get; set; }

        internal void Add(string host, Verdict verdict)
        {
            _site ??= verdict.Site;
            // One member that binds twice, in two ways, says nothing.
            _reach[host] = !_reach.TryGetValue(host, out var other) || other == verdict.Reach ? verdict.Reach : ClientReach.Unknown;
        }

        internal ListenerApi? Row()
        {
            if (!IsReported || _site is null) return null;
            var isHttpListener = _site.Api.Server == Server.HttpListener;
            var row = new ListenerApi(
                member.TypeName,
                member.Member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? ".ctor" : member.Member.Name,
                member.Parameters, member.Notation, isHttpListener ? Server.HttpListener : Server.Library)
            {
                Shape = member.Member is IPropertySymbol ? Shape.Set : Shape.Argument,
                Via = _site.Api.Via ?? (_site.Api.Server == Server.Library ? null : _site.Api.TypeName),
                IsExported = true,
            };
            if (member.Notation != Notation.None) return row with { Map = ReachOf, UrlMap = ReachOf };
            var reaches = _reach.Values.Distinct().ToList();
            return reaches.Count == 1 ? row with { Fixed = reaches[0] } : null;
        }

        private ClientReach ReachOf(IPAddress address) => _reach.FirstOrDefault(entry => IPAddress.TryParse(entry.Key, out var host) && host.Equals(address)).Value;

        private ClientReach ReachOf(string text) => _reach.FirstOrDefault(entry => text == entry.Key || text == "http://" + entry.Key + ":1/").Value;
    }
}
