using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners.Repairs;

/// <summary>One action that a finding offers.</summary>
internal enum Recipe
{
    /// <summary>Accept both families, in the form that still works on a host without IPv6.</summary>
    Dual,
    /// <summary>Accept both families through IPv6Any, which throws on a host without IPv6.</summary>
    IPv6Any,
    /// <summary>Accept loopback clients of both families.</summary>
    Localhost,
    /// <summary>Open a loopback listener to the network: never done in bulk unless the project asks for it.</summary>
    Widen,
    /// <summary>Make the socket of a restart dual-mode again, where it is an IPv6 one.</summary>
    Restart,
    /// <summary>Take a mapped address for the IPv4 address that it is.</summary>
    Normalise,
    /// <summary>Remove a bind that another one makes superfluous.</summary>
    Remove,
    /// <summary>Set an option before the bind instead of after it.</summary>
    Reorder,
}

/// <summary>What a spot of a plan is.</summary>
internal enum Role
{
    /// <summary>The argument of the bind that carries the address, end point or family.</summary>
    Value,
    /// <summary>The port within an end point that is created or parsed in place.</summary>
    Port,
    /// <summary>The address expression to replace.</summary>
    Address,
    /// <summary>The creation of the socket that is bound.</summary>
    Creation,
    /// <summary>The family that a socket is created for.</summary>
    Family,
    /// <summary>The IPv6Any of an end point that tells a receive call the family of its sender.</summary>
    Template,
    /// <summary>A host name or address within a text, or the whole URL with its semicolon where that goes.</summary>
    Host,
    /// <summary>The statement that creates, binds or starts the listener: what the repair adds stands next to it. Where statements change places, both in their order.</summary>
    Statement,
    /// <summary>The type or file that a helper method may be added to.</summary>
    Owner,
}

/// <summary>A place that a repair reads or changes.</summary>
internal readonly record struct Spot(Role Role, Location Location);

/// <summary>
/// What the analyzer has decided about the repair of a finding. It travels in the diagnostic's properties and additional locations, of
/// which the first is the bind itself and those after the spots are the calls in between, so that the code fix edits and never judges.
/// </summary>
/// <param name="Repair">How the finding is repaired; <see cref="Repair.None"/> where nothing is safe.</param>
/// <param name="Recipes">The actions that are safe, the one for bulk repairs first.</param>
/// <param name="Spots">The places it concerns beside the bind.</param>
internal sealed record RepairPlan(Repair Repair, ImmutableArray<Recipe> Recipes, ImmutableArray<Spot> Spots)
{
    internal static readonly RepairPlan None = new(Repair.None, ImmutableArray<Recipe>.Empty, ImmutableArray<Spot>.Empty);

    /// <summary>None yet: checks of peers would fail after it, which BIND1009 reports.</summary>
    internal static readonly RepairPlan PeersFirst = None with { AwaitsPeers = true };

    private const string RepairKey = "BindCheck.Repair", RecipesKey = "BindCheck.Recipes", RolesKey = "BindCheck.Spots";

    /// <summary>Whether checks of peers have to be mended before a repair is offered.</summary>
    internal bool AwaitsPeers { get; init; }

    internal ImmutableDictionary<string, string?> ToProperties() => Repair == Repair.None
        ? ImmutableDictionary<string, string?>.Empty
        : ImmutableDictionary<string, string?>.Empty
            .Add(RepairKey, Repair.ToString())
            .Add(RecipesKey, string.Join(",", Recipes))
            .Add(RolesKey, string.Join(",", Spots.Select(spot => spot.Role)));

    /// <summary>The plan of a diagnostic, as <see cref="ToProperties"/> wrote it; <see cref="None"/> for any other diagnostic.</summary>
    internal static RepairPlan Of(Diagnostic diagnostic)
    {
        var repairs = Names<Repair>(diagnostic, RepairKey);
        var recipes = Names<Recipe>(diagnostic, RecipesKey);
        var roles = Names<Role>(diagnostic, RolesKey);
        var locations = diagnostic.AdditionalLocations;
        if (repairs.Length != 1 || recipes.IsEmpty || locations.Count <= roles.Length) return None;
        return new(repairs[0], recipes, roles.Select((role, i) => new Spot(role, locations[i + 1])).ToImmutableArray());
    }

    private static ImmutableArray<T> Names<T>(Diagnostic diagnostic, string key) where T : struct
    {
        var names = ImmutableArray.CreateBuilder<T>();
        if (diagnostic.Properties.TryGetValue(key, out var text) && text is not null)
            foreach (var name in text.Split(','))
                if (Enum.TryParse<T>(name, out var value)) names.Add(value);
        return names.ToImmutable();
    }
}
