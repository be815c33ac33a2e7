// Precision and recall of Roslyn analyzers on labelled bind sites; writes docs/accuracy.md.
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

Sdk.Use();
return Options.Parse(args) is { } options ? App.Run(options) : 2;

sealed class Options
{
    public string Labels = "", Repos = "", Out = "score-out", Cache = "", Restore = "needed";
    public string? GlobalConfig, Map, Document;
    public List<string> Analyzers = [], Additional = [];
    public Regex Ids = new(""), Repo = new("");
    public int Slack = 1;
    public bool List;

    const string Help = """
        dotnet run -c Release -- --labels sites.csv --repos DIR --analyzers PATH[;PATH]... [options]
          --analyzers PATH[;PATH]   dlls or folders of dlls (repeatable); each PATH has its own load context
          --additional FILE         an additional file for the analyzers (repeatable), e.g. BannedSymbols.txt
          --globalconfig FILE       analyzer options and severities, .globalconfig syntax
          --ids REGEX               only rules whose id matches run and count
          --map FILE                lines "ID verdict[,verdict...]": also checks that the id fits the verdict
          --document FILE           also writes docs/accuracy.md
          --repo REGEX              only these repositories (owner/name)
          --slack N                 lines beside the diagnostic, in the same statement, that still match (1)
          --restore MODE            packages of the projects: none; offline (the global packages folder only); needed (default: offline,
                                    then the configured feeds for projects where a labelled line does not bind); all (the feeds)
          --cache DIR               evaluated projects and restored packages (default: DIR of --repos + "-cache")
          --out DIR                 results (score-out)
          --list                    lists the rules of the analyzers and stops
        """;

    public static Options? Parse(string[] args)
    {
        var o = new Options();
        try
        {
            for (var i = 0; i < args.Length; i++)
            {
                string Next() => ++i < args.Length ? args[i] : throw new ArgumentException($"no value after {args[i - 1]}");
                switch (args[i])
                {
                    case "--labels": o.Labels = Next(); break;
                    case "--repos": o.Repos = Next(); break;
                    case "--analyzers": o.Analyzers.AddRange(Next().Split(';', StringSplitOptions.RemoveEmptyEntries)); break;
                    case "--additional": o.Additional.Add(Next()); break;
                    case "--globalconfig": o.GlobalConfig = Next(); break;
                    case "--ids": o.Ids = new(Next()); break;
                    case "--map": o.Map = Next(); break;
                    case "--document": o.Document = Next(); break;
                    case "--repo": o.Repo = new(Next()); break;
                    case "--slack": o.Slack = int.Parse(Next()); break;
                    case "--restore": o.Restore = Next(); break;
                    case "--cache": o.Cache = Next(); break;
                    case "--out": o.Out = Next(); break;
                    case "--list": o.List = true; break;
                    default: throw new ArgumentException($"unknown argument {args[i]}");
                }
            }
            if (!o.List && (o.Labels == "" || o.Repos == "")) throw new ArgumentException("--labels and --repos are needed");
            if (o.Restore is not ("none" or "offline" or "needed" or "all")) throw new ArgumentException("--restore none|offline|needed|all");
        }
        catch (ArgumentException e) { Console.Error.WriteLine(e.Message + "\n" + Help); return null; }
        if (o.Cache == "" && o.Repos != "") o.Cache = Path.TrimEndingDirectorySeparator(Path.GetFullPath(o.Repos)) + "-cache";
        return o;
    }
}

static class App
{
    public static int Run(Options o)
    {
        var host = new AnalyzerHost(o.Analyzers, o.Additional, o.GlobalConfig, o.Ids);
        foreach (var e in host.Errors) Console.Error.WriteLine("analyzer not loaded: " + e);
        if (o.List)
        {
            foreach (var d in host.Rules.Values.OrderBy(d => d.Id, StringComparer.Ordinal)) Console.WriteLine($"{d.Id} {d.DefaultSeverity}{(d.IsEnabledByDefault ? "" : " (off)")} {d.Title}");
            return 0;
        }
        Console.Error.WriteLine($"{host.Analyzers.Length} analyzers, {host.Rules.Count} rules");
        var labels = Label.Read(o.Labels).Where(l => o.Repo.IsMatch(l["repo"])).ToList();
        var store = o.Restore == "none" ? null : new PackageStore(o.Cache);
        var report = new Report(o, host, labels);
        var online = new HashSet<string>();

        // 1. which projects hold the labelled files, and their packages
        var clock = Stopwatch.StartNew();
        var work = new Queue<(Repository, List<ProjectInfo>, List<string>)>();
        foreach (var group in labels.GroupBy(l => l["repo"]).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var root = Path.Combine(o.Repos, group.Key.Replace('/', '+'));
            if (!Directory.Exists(root)) { Console.Error.WriteLine($"no checkout: {group.Key}"); continue; }
            var repo = new Repository(root, o.Cache); var owners = new SortedDictionary<string, ProjectInfo>(StringComparer.Ordinal); var loose = new List<string>();
            foreach (var file in group.Select(l => Path.GetFullPath(Path.Combine(root, l["path"]))).Distinct().Where(File.Exists))
            {
                var found = repo.Owners(file);
                if (found.Count == 0) loose.Add(file); else foreach (var p in found) owners[p.Path] = p;
            }
            Request(repo, owners.Values);
            repo.Save();
            work.Enqueue((repo, [.. owners.Values], loose));
        }
        report.EvaluationTime = clock.Elapsed; clock.Restart();
        store?.Restore();
        report.RestoreTime = clock.Elapsed; clock.Restart();

        // 2. compile and analyze, one repository at a time
        for (var n = work.Count; work.Count > 0;)
        {
            var (repo, owners, loose) = work.Dequeue(); var name = repo.Name.Replace('+', '/');
            var mine = labels.Where(l => l["repo"] == name).GroupBy(l => l["path"]).ToDictionary(g => g.Key, g => g.ToList());
            var compilations = Compile();
            if (o.Restore == "needed" && owners.Where((_, i) => !SetStates(compilations[i].Compilation)).ToList() is { Count: > 0 } wanting)
            {
                var start = Stopwatch.GetTimestamp();
                online.UnionWith(wanting.SelectMany(p => repo.Closure(p).Prepend(p)).Select(p => p.Path));
                Request(repo, wanting);
                if (store!.Restore()) compilations = Compile();
                report.RestoreTime += Stopwatch.GetElapsedTime(start);
            }
            var result = report.Repos[name] = new() { Compilations = compilations.Count, Files = compilations.Sum(c => c.Compilation.SyntaxTrees.Length), EvaluationErrors = repo.Known.Count(p => p.Error != ""),
                Referenced = owners.SelectMany(repo.Closure).Select(p => p.Path).Except(owners.Select(p => p.Path)).Distinct().Count() };
            foreach (var (compilation, properties) in compilations)
            {
                SetStates(compilation);
                var start = Stopwatch.GetTimestamp(); var diagnostics = host.Run(compilation, properties); report.AnalysisTime += Stopwatch.GetElapsedTime(start);
                foreach (var d in diagnostics.OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan).ThenBy(d => d.Id, StringComparer.Ordinal).ThenBy(d => d.GetMessage(), StringComparer.Ordinal))
                    if (d.Id == "AD0001") report.Crashes.Add($"{name}: {d.GetMessage().Split('\n')[0]}");
                    else if (host.Rules.ContainsKey(d.Id)) report.Add(name, Relative, mine, d);
                    else if (d.Severity == DiagnosticSeverity.Error && d.Id.StartsWith("CS")) report.AddError(name, Relative, mine, d);
            }
            Console.Error.WriteLine($"{n - work.Count}/{n} {name}: {result.Compilations} compilations, {result.Files} files, {result.Errors.Values.Sum()} errors, {clock.Elapsed.TotalSeconds:F0} s");

            List<(CSharpCompilation Compilation, SortedDictionary<string, string> Properties)> Compile()
            {
                var compiler = NewCompiler(repo);
                var list = owners.Select(p => (compiler.Get(p), p.BuildProperties)).ToList();
                if (loose.Count > 0 && compiler.Leftover(loose) is { } leftover) list.Add((leftover, []));
                return list;
            }
            bool SetStates(CSharpCompilation compilation) // true if every labelled line in it binds
            {
                var all = true;
                foreach (var tree in compilation.SyntaxTrees)
                    if (mine.TryGetValue(Relative(tree.FilePath), out var here))
                        foreach (var (label, state) in here.Select(l => (l, Binding.StateOf(compilation.GetSemanticModel(tree), l.Line - 1))))
                        {
                            if (state > label.State) label.State = state;
                            all &= state != LineState.Unresolved;
                        }
                return all;
            }
            string Relative(string path) => path.StartsWith(repo.Root, StringComparison.Ordinal) ? path[(repo.Root.Length + 1)..] : path;
        }
        report.CompileTime = clock.Elapsed - report.AnalysisTime;
        report.Packages = store is null ? "No packages" : $"{store.Sets} package sets ({o.Restore}), {store.Incomplete} of them incomplete";
        report.Write();
        return 0;

        Compiler NewCompiler(Repository repo) => new(repo, store, p => o.Restore == "all" || online.Contains(p.Path));
        void Request(Repository repo, IEnumerable<ProjectInfo> owners)
        {
            var compiler = NewCompiler(repo);
            foreach (var p in owners.SelectMany(p => repo.Closure(p).Prepend(p)).ToList()) compiler.Request(p);
        }
    }
}
