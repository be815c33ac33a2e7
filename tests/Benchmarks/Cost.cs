using System.Collections.Immutable;
using BindCheck.Listeners;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace BindCheck.Benchmarks;

/// <summary>
/// What analyzers cost, in bytes allocated by the process. Bytes hardly vary between runs, unlike time, so that a busy machine fails no gate.
/// Each figure is the least of several rounds after one that warms up.
/// </summary>
internal static class Cost
{
    // One round of a build in some is 2 % too high (a collection empties the compiler's weak caches), which a difference of two builds shows
    // as a third; the many steps of an edit level that out.
    private const int RoundsOfBuild = 6;
    private const int RoundsOfEdits = 2;

    private static readonly CompilationWithAnalyzersOptions s_options = new(
        new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false);

    /// <summary>No analyzer: the compiler alone.</summary>
    internal static readonly ImmutableArray<DiagnosticAnalyzer> None = [];

    /// <summary>The analyzer that registers nothing.</summary>
    internal static readonly ImmutableArray<DiagnosticAnalyzer> Floor = [new Floor()];

    /// <summary>The analyzer that asks to see each file, and does not look.</summary>
    internal static readonly ImmutableArray<DiagnosticAnalyzer> FloorOfEdits = [new FloorOfEdits()];

    /// <summary>The analyzer of listeners alone: what the driver spends on each analyzer of a new compilation is not its own.</summary>
    internal static readonly ImmutableArray<DiagnosticAnalyzer> Listeners = [new ListenerAnalyzer()];

    /// <summary>All analyzers of the product, as a project gets them.</summary>
    internal static readonly ImmutableArray<DiagnosticAnalyzer> BindCheck =
    [
        .. typeof(ListenerAnalyzer).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>The bytes that one build of a project allocates.</summary>
    internal static long OfBuild(SourceProject project, ImmutableArray<DiagnosticAnalyzer> analyzers) => Least(() =>
    {
        var compilation = project.Compile();
        return (() => DiagnosticsOf(compilation, analyzers), static () => { });
    }, RoundsOfBuild);

    /// <summary>The bytes that an IDE's questions about one file allocate, over many edits of it.</summary>
    internal static long OfEdits(SourceProject project, string file, int edits, ImmutableArray<DiagnosticAnalyzer> analyzers) => Least(() =>
    {
        var compilation = project.Compile();
        var tree = compilation.SyntaxTrees.Single(tree => tree.FilePath == file);
        DiagnosticsOf(compilation, tree, analyzers);
        var next = tree;
        void Edit() => next = tree.WithChangedText(tree.GetText().Replace(tree.Length, 0, "\n// typed"));
        Edit();
        return (() =>
        {
            compilation = compilation.ReplaceSyntaxTree(tree, next);
            tree = next;
            DiagnosticsOf(compilation, tree, analyzers);
        }, Edit);
    }, RoundsOfEdits, edits);

    /// <summary>What the analyzers report about a whole project.</summary>
    internal static ImmutableArray<Diagnostic> DiagnosticsOf(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers) =>
        analyzers.IsEmpty ? compilation.GetDiagnostics() : compilation.WithAnalyzers(analyzers, s_options).GetAllDiagnosticsAsync().GetAwaiter().GetResult();

    // An IDE asks the compiler, too, and for the file in view only.
    private static void DiagnosticsOf(CSharpCompilation compilation, SyntaxTree file, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var driver = compilation.WithAnalyzers(analyzers, s_options);
        var model = driver.Compilation.GetSemanticModel(file);
        model.GetDiagnostics();
        driver.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None).GetAwaiter().GetResult();
    }

    // Each round prepares itself, and before each step after the first again: neither is counted.
    private static long Least(Func<(Action Step, Action Prepare)> round, int rounds, int steps = 1)
    {
        var least = long.MaxValue;
        for (var i = 0; i <= rounds; i++)
        {
            var (step, prepare) = round();
            long sum = 0;
            for (var k = 0; k < steps; k++)
            {
                if (k > 0) prepare();
                var before = GC.GetTotalAllocatedBytes(precise: true);
                step();
                sum += GC.GetTotalAllocatedBytes(precise: true) - before;
            }

            if (i > 0) least = Math.Min(least, sum);
        }

        return least;
    }
}
