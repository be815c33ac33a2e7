using BindCheck.Reachability.Tests.Stages;

namespace BindCheck.Reachability.Tests;

/// <summary>
/// What a program is claimed to reach. One cell for each scenario, in the order of <see cref="Scenario.All"/>; a single cell speaks of the dual-stack host alone.
/// A cell is <c>46</c>, <c>4-</c>, <c>-6</c>, <c>--</c> (bound, but nobody gets through), <c>throws</c>, or <c>none</c> (no IP socket).
/// </summary>
internal sealed record Expectation(string Cells, Scope Scope = Scope.Any)
{
    private readonly string[] _cells = Cells.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static implicit operator Expectation(string cells) => new(cells);

    /// <summary>The scenarios of which something is claimed.</summary>
    internal IEnumerable<Scenario> Scenarios => Scenario.All.Take(_cells.Length);

    internal ClientReach On(Scenario scenario) => _cells[Array.IndexOf(Scenario.All, scenario)] switch
    {
        "46" => ClientReach.Of(Families.Both, Scope),
        "4-" => ClientReach.Of(Families.IPv4, Scope),
        "-6" => ClientReach.Of(Families.IPv6, Scope),
        "--" => ClientReach.Of(Families.None, Scope),
        "throws" => ClientReach.Throws,
        "none" => ClientReach.NoSocket,
        var cell => throw new FormatException($"'{cell}' is no cell."),
    };
}
