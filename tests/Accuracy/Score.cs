// Labels, matching of diagnostics to labels, and the report.
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

sealed class Label
{
    public required Dictionary<string, string> Row { get; init; }
    public string this[string column] => Row.GetValueOrDefault(column, "");
    public int Line => int.Parse(this["line"], CultureInfo.InvariantCulture);
    public string Defect => this["defect_group"] is { Length: > 0 } g ? g : this["id"];
    public LineState State;
    public readonly SortedSet<string> Hits = new(StringComparer.Ordinal), Additional = new(StringComparer.Ordinal);
    public string Message = "";

    public static List<Label> Read(string file)
    {
        var rows = Csv.Parse(File.ReadAllText(file)); var head = rows[0];
        return rows.Skip(1).Where(r => r.Count == head.Count).Select(r => new Label { Row = head.Zip(r).ToDictionary(x => x.First, x => x.Second) }).ToList();
    }
}

sealed record Finding(string Repo, string Path, int Line, int End, string Id, string Severity, string Message, string Source);

sealed class RepoResult
{
    public int Compilations, Referenced, Files, EvaluationErrors;
    public readonly Dictionary<string, int> Errors = [];
}

static class Csv
{
    public static List<List<string>> Parse(string text)
    {
        var rows = new List<List<string>>(); var row = new List<string>(); var field = new StringBuilder(); var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted) { if (c != '"') field.Append(c); else if (i + 1 < text.Length && text[i + 1] == '"') { field.Append('"'); i++; } else quoted = false; }
            else if (c == '"') quoted = true;
            else if (c == ',') { row.Add(field.ToString()); field.Clear(); }
            else if (c == '\n') { row.Add(field.ToString()); field.Clear(); rows.Add(row); row = []; }
            else if (c is not ('\r' or '\uFEFF')) field.Append(c);
        }
        if (field.Length > 0 || row.Count > 0) { row.Add(field.ToString()); rows.Add(row); }
        return rows;
    }
    public static void Write(string file, string head, IEnumerable<IEnumerable<string>> rows) =>
        File.WriteAllLines(file, rows.Select(r => string.Join(',', r.Select(f => f.AsSpan().IndexOfAny(",\"\n\r") < 0 ? f : '"' + f.Replace("\"", "\"\"") + '"'))).Prepend(head));
}

static class Matching
{
    /// <summary>The one label that a location hits: of the labelled lines in its span the nearest to its anchor, else (within
    /// <paramref name="slack"/> lines) the nearest labelled line of the same statement or lambda.</summary>
    public static Label? Find(List<Label> labels, Location location, int slack)
    {
        var span = location.GetLineSpan(); int start = span.StartLinePosition.Line + 1, end = span.EndLinePosition.Line + 1;
        var near = labels.Where(l => Distance(l) <= slack).ToList();
        if (near.Count == 0) return null;
        var tree = location.SourceTree!; var node = tree.GetRoot().FindNode(location.SourceSpan, getInnermostNodeForTie: true);
        var anchor = tree.GetText().Lines.GetLineFromPosition(Binding.Anchor(node)).LineNumber + 1;
        if (near.Where(l => Distance(l) == 0).OrderBy(l => Math.Abs(l.Line - anchor)).ThenBy(l => l.Line).FirstOrDefault() is { } exact) return exact;
        var whole = tree.GetLineSpan((node.FirstAncestorOrSelf<SyntaxNode>(n => n is StatementSyntax and not BlockSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax) ?? node).Span);
        return near.OrderBy(Distance).ThenBy(l => l.Line).FirstOrDefault(l => l.Line - 1 >= whole.StartLinePosition.Line && l.Line - 1 <= whole.EndLinePosition.Line);
        int Distance(Label l) => l.Line < start ? start - l.Line : Math.Max(0, l.Line - end);
    }
}

/// <summary>Counts over a set of labels; the two lines of a defect group are one positive.</summary>
sealed class Tally
{
    public readonly int Positives, Hit, Resolvable, ResolvableHit, Negatives, FalsePositives;
    readonly SortedDictionary<string, (int Hit, int All)> _apart = new(StringComparer.Ordinal);
    public static readonly string[] Apart = ["flag-or-suppress", "loopback-policy", "flag-info"];

    public Tally(IEnumerable<Label> labels, string? id = null)
    {
        bool IsHit(Label l) => id is null ? l.Hits.Count > 0 : l.Hits.Contains(id);
        var all = labels.ToList();
        foreach (var group in all.Where(l => l["expect"] == "flag").GroupBy(l => l.Defect))
        {
            var hit = group.Any(IsHit); var resolvable = group.Any(l => l.State == LineState.Resolved);
            Positives++; if (hit) Hit++; if (resolvable) { Resolvable++; if (hit) ResolvableHit++; }
        }
        Negatives = all.Count(l => l["expect"] == "no-flag"); FalsePositives = all.Count(l => l["expect"] == "no-flag" && IsHit(l));
        foreach (var e in Apart) _apart[e] = (all.Count(l => l["expect"] == e && IsHit(l)), all.Count(l => l["expect"] == e));
    }

    public const string Head = "positives | TP | FN | negatives | FP | precision | recall | F1 | recall among resolvable | flag-or-suppress | loopback-policy | flag-info |";
    public const string Rule = "---|---|---|---|---|---|---|---|---|---|---|---|";
    public double Precision => Ratio(Hit, Hit + FalsePositives);
    public double Recall => Ratio(Hit, Positives);
    static double Ratio(int a, int b) => b == 0 ? double.NaN : (double)a / b;
    public static string Show(double d) => double.IsNaN(d) ? "-" : d.ToString("0.000", CultureInfo.InvariantCulture);
    public override string ToString() =>
        $"{Positives} | {Hit} | {Positives - Hit} | {Negatives} | {FalsePositives} | {Show(Precision)} | {Show(Recall)} | {Show(2 * Precision * Recall / (Precision + Recall))} | {Show(Ratio(ResolvableHit, Resolvable))} ({ResolvableHit}/{Resolvable}) | "
        + string.Join(" | ", Apart.Select(e => $"{_apart[e].Hit}/{_apart[e].All}")) + " |";
}

/// <summary>Collects the diagnostics and writes the results.</summary>
sealed class Report(Options options, AnalyzerHost host, List<Label> labels)
{
    public readonly SortedDictionary<string, RepoResult> Repos = new(StringComparer.Ordinal);
    public readonly List<string> Crashes = [];
    public TimeSpan EvaluationTime, RestoreTime, CompileTime, AnalysisTime;
    public string Packages = "";
    readonly HashSet<Finding> _seen = [];
    readonly List<Finding> _unlabelled = [];
    readonly SortedSet<string> _errors = new(StringComparer.Ordinal);
    int _suppressed;
    readonly Dictionary<string, HashSet<string>>? _map = options.Map is null ? null : File.ReadLines(options.Map).Select(l => l.Split('#')[0].Split([' ', '\t', '=', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
        .Where(p => p.Length > 1).GroupBy(p => p[0]).ToDictionary(g => g.Key, g => g.SelectMany(p => p.Skip(1)).ToHashSet());

    public void Add(string repo, Func<string, string> relative, Dictionary<string, List<Label>> mine, Diagnostic d)
    {
        if (!d.Location.IsInSource) return;
        var span = d.Location.GetLineSpan(); var path = relative(span.Path);
        var finding = new Finding(repo, path, span.StartLinePosition.Line + 1, span.EndLinePosition.Line + 1, d.Id, d.Severity.ToString(), d.GetMessage(), d.Location.SourceTree!.GetText().Lines[span.StartLinePosition.Line].ToString().Trim());
        foreach (var other in d.IsSuppressed ? [] : d.AdditionalLocations.Where(a => a.IsInSource))
            if (mine.TryGetValue(relative(other.GetLineSpan().Path), out var there) && Matching.Find(there, other, options.Slack) is { } label) label.Additional.Add(d.Id);
        if (!_seen.Add(finding)) return; // a file in two compilations
        if (d.IsSuppressed) { _suppressed++; return; }
        if (mine.TryGetValue(path, out var here) && Matching.Find(here, d.Location, options.Slack) is { } hit)
        {
            if (hit.Hits.Add(d.Id)) hit.Message = hit.Message == "" ? finding.Message : hit.Message + " | " + finding.Message;
        }
        else _unlabelled.Add(finding);
    }

    public void AddError(string repo, Func<string, string> relative, Dictionary<string, List<Label>> mine, Diagnostic d)
    {
        var errors = Repos[repo].Errors; errors[d.Id] = errors.GetValueOrDefault(d.Id) + 1;
        var span = d.Location.GetLineSpan();
        if (d.Location.IsInSource && mine.ContainsKey(relative(span.Path))) _errors.Add($"{repo} {relative(span.Path)}:{span.StartLinePosition.Line + 1} {d.Id} {d.GetMessage()}");
    }

    bool Fits(Label l) => _map is null || l.Hits.Any(id => _map.TryGetValue(id, out var verdicts) && verdicts.Contains(l["verdict"]));

    public void Write()
    {
        Directory.CreateDirectory(options.Out);
        string Out(string name) => Path.Combine(options.Out, name);
        var head = labels.FirstOrDefault()?.Row.Keys.ToArray() ?? [];
        IEnumerable<string> Row(Label l) => head.Select(h => l[h]).Concat([l.State.ToString(), string.Join(' ', l.Hits), string.Join(' ', l.Additional), l.Hits.Count == 0 || _map is null ? "" : Fits(l) ? "yes" : "no", l.Message]);
        var columns = string.Join(',', head) + ",state,hits,additional_hits,id_fits_verdict,message";
        var hitGroups = labels.Where(l => l.Hits.Count > 0).Select(l => l.Defect).ToHashSet();
        var misses = labels.Where(l => l["expect"] == "flag" && !hitGroups.Contains(l.Defect)).ToList();
        Csv.Write(Out("sites.csv"), columns, labels.Select(Row));
        Csv.Write(Out("misses.csv"), columns, misses.Select(Row));
        Csv.Write(Out("false-positives.csv"), columns, labels.Where(l => l["expect"] == "no-flag" && l.Hits.Count > 0).Select(Row));
        var unlabelled = _unlabelled.OrderBy(f => f.Repo, StringComparer.Ordinal).ThenBy(f => f.Path, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Id, StringComparer.Ordinal).ThenBy(f => f.Message, StringComparer.Ordinal).ToList();
        Csv.Write(Out("unlabelled.csv"), "repo,path,line,end,id,severity,message,source", unlabelled.Select(f => new[] { f.Repo, f.Path, f.Line.ToString(), f.End.ToString(), f.Id, f.Severity, f.Message, f.Source }));

        File.WriteAllLines(Out("errors.txt"), _errors);

        var b = new StringBuilder(); var all = new Tally(labels);
        b.AppendLine($"# Score\n\n{Path.GetFileName(options.Labels)}: {labels.Count} sites in {Repos.Count} repositories; {host.Analyzers.Length} analyzers, {host.Rules.Count} rules; slack {options.Slack}. {Packages}.");
        b.AppendLine($"\nTime: evaluation {EvaluationTime.TotalSeconds:F0} s, restore {RestoreTime.TotalSeconds:F0} s, compilation set-up {CompileTime.TotalSeconds:F0} s, analysis {AnalysisTime.TotalSeconds:F0} s. AD0001: {Crashes.Count}. Suppressed in source or by a suppressor: {_suppressed}. Unlabelled: {unlabelled.Count}.");
        foreach (var g in Crashes.GroupBy(c => c).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(5)) b.AppendLine($"- AD0001 x{g.Count()} {g.Key}");
        b.AppendLine("\n## Coverage of the labels\n\n| | sites | in a compilation | active code | resolvable |\n|---|---|---|---|---|");
        foreach (var (name, set) in new[] { ("all", labels), ("expect flag", labels.Where(l => l["expect"] == "flag").ToList()), ("prod", labels.Where(l => l["context"] == "prod").ToList()) })
        {
            string Share(LineState least) => set.Count(l => l.State >= least) is var n && set.Count > 0 ? $"{n} ({100.0 * n / set.Count:F1}%)" : "-";
            b.AppendLine($"| {name} | {set.Count} | {Share(LineState.Inactive)} | {Share(LineState.Unresolved)} | {Share(LineState.Resolved)} |");
        }
        void Table(string title, IEnumerable<(string Name, Tally Tally)> rows)
        {
            b.AppendLine($"\n## {title}\n\n| | {Tally.Head}\n|---|{Tally.Rule}");
            foreach (var (name, tally) in rows) b.AppendLine($"| {name} | {tally}");
        }
        IEnumerable<(string, Tally)> By(string column) => labels.GroupBy(l => l[column]).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, new Tally(g)));
        Table("Overall", [("all", all)]);
        Table("By context", By("context"));
        Table("By decidable level", By("decidable"));
        Table("By verdict", By("verdict"));
        var prod = labels.Where(l => l["context"] == "prod").ToList();
        var ids = labels.SelectMany(l => l.Hits).Concat(unlabelled.Select(f => f.Id)).Concat(host.Rules.Count <= 40 ? host.Rules.Keys : []).Distinct().Order(StringComparer.Ordinal).ToList();
        Table("By rule", ids.Select(id => (id, new Tally(labels, id))));
        Table("By rule, prod only", ids.Select(id => (id, new Tally(prod, id))));
        b.AppendLine();
        if (_map is not null)
        {
            var hits = labels.Where(l => l.Hits.Count > 0 && l["expect"] != "no-flag").ToList();
            b.AppendLine($"Rule id fits the verdict (of hit sites that are not no-flag): {hits.Count(Fits)}/{hits.Count}; the others: {string.Join(", ", hits.Where(l => !Fits(l)).Select(l => $"{l["id"]} {l["verdict"]} {string.Join('+', l.Hits)}").Take(20))}");
        }
        b.AppendLine($"Misses that an additional location of a diagnostic names: {misses.Count(l => l.Additional.Count > 0)}.");
        b.AppendLine("\n## By repository\n\n| repository | compilations (+ referenced) | files | compiler errors | most frequent | evaluation errors | sites | resolvable | TP | FN | FP | unlabelled |\n|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (name, r) in Repos)
        {
            var mine = labels.Where(l => l["repo"] == name).ToList(); var t = new Tally(mine);
            b.AppendLine($"| {name} | {r.Compilations} (+{r.Referenced}) | {r.Files} | {r.Errors.Values.Sum()} | {string.Join(' ', r.Errors.OrderByDescending(e => e.Value).ThenBy(e => e.Key, StringComparer.Ordinal).Take(3).Select(e => $"{e.Key}:{e.Value}"))} | {r.EvaluationErrors} | {mine.Count} | {mine.Count(l => l.State == LineState.Resolved)} | {t.Hit} | {t.Positives - t.Hit} | {t.FalsePositives} | {unlabelled.Count(f => f.Repo == name)} |");
        }
        if (options.Document is not null) AccuracyDocument.Write(options.Document, labels, unlabelled, Crashes.Count);
        File.WriteAllText(Out("summary.md"), b.ToString());
        Console.WriteLine(b.ToString()[..b.ToString().IndexOf("\n## By repository", StringComparison.Ordinal)]);
    }
}
