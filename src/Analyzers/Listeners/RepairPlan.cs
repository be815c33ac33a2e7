using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners;

/// <summary>What a code fix needs to know of a finding; it travels in the diagnostic's properties and additional locations.</summary>
/// <param name="Repair">The repair that is safe here; <see cref="Listeners.Repair.None"/> for none.</param>
/// <param name="Spots">The places it changes beside the bind itself, which is the first additional location.</param>
internal sealed record RepairPlan(Repair Repair, ImmutableArray<Location> Spots)
{
    internal const string Key = "BindCheck.Repair";

    internal static readonly RepairPlan None = new(Repair.None, ImmutableArray<Location>.Empty);

    internal ImmutableDictionary<string, string?> ToProperties() =>
        ImmutableDictionary<string, string?>.Empty.Add(Key, Repair.ToString());

    /// <summary>The repair of a diagnostic, as <see cref="ToProperties"/> wrote it.</summary>
    internal static Repair Of(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(Key, out var name) && Enum.TryParse<Repair>(name, out var repair) ? repair : Repair.None;
}
