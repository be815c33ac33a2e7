using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Files;

/// <summary>A broken rule in a file that is not C#.</summary>
/// <param name="Rule">The rule, whose message format is "{0}".</param>
/// <param name="Span">The text that a person would change to mend it.</param>
/// <param name="Message">What happens to which clients, and what to do.</param>
internal sealed record Finding(DiagnosticDescriptor Rule, TextSpan Span, string Message)
{
    /// <summary>How serious this one is, where a rule grades its findings or a project does; else as serious as the rule.</summary>
    internal DiagnosticSeverity Severity { get; init; } = Rule.DefaultSeverity;

    /// <summary>Other places of the same file that have a part in it.</summary>
    internal ImmutableArray<TextSpan> Related { get; init; } = ImmutableArray<TextSpan>.Empty;

    /// <summary>Places of other files that have a part in it.</summary>
    internal ImmutableArray<FilePlace> Elsewhere { get; init; } = ImmutableArray<FilePlace>.Empty;

    /// <summary>Ways to mend it, the safest first. Empty where only a person can decide.</summary>
    internal ImmutableArray<Repair> Repairs { get; init; } = ImmutableArray<Repair>.Empty;

    /// <summary>The repair that is applied in bulk: the safest one, if a machine may choose it.</summary>
    internal Repair? BulkRepair => Repairs.IsEmpty || Repairs[0].IsManual ? null : Repairs[0];

    /// <summary>The same finding with those of some repairs that are possible and change something.</summary>
    internal Finding Offer(bool isRepairable, params Repair?[] repairs) =>
        isRepairable ? this with { Repairs = repairs.OfType<Repair>().Where(static repair => !repair.Changes.IsEmpty).ToImmutableArray() } : this;

    internal Diagnostic ToDiagnostic(string path, SourceText text)
    {
        var others = Related.Select(span => Place(path, text, span)).Concat(Elsewhere.Select(other => Place(other.Path, other.Text, other.Span)));
        return Diagnostic.Create(Rule, Place(path, text, Span), Severity, others, properties: null, Message);
    }

    /// <summary>A span as a location. Line and column come from the text itself: a parser may count other line ends.</summary>
    internal static Location Place(string path, SourceText text, TextSpan span) =>
        Location.Create(path, span, text.Lines.GetLinePositionSpan(span));
}

/// <summary>A place in a file.</summary>
internal readonly record struct FilePlace(string Path, SourceText Text, TextSpan Span);

/// <summary>One way to mend a finding, as changes of the smallest spans: a file is never printed anew.</summary>
/// <param name="Recipe">A word for this kind of repair, the same wherever it is offered; not shown.</param>
/// <param name="Title">What it does, for the light-bulb menu.</param>
/// <param name="Changes">Changes that do not overlap, at least one.</param>
internal sealed record Repair(string Recipe, string Title, ImmutableArray<TextChange> Changes)
{
    /// <summary>Whether only a person may choose it, because it gives up something or opens something: never applied in bulk.</summary>
    internal bool IsManual { get; init; }
}
