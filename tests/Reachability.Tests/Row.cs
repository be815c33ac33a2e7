using BindCheck.Reachability.Tests.Stages;

namespace BindCheck.Reachability.Tests;

/// <summary>
/// One claim of the API table, as a program.
/// </summary>
/// <param name="Name">The API and the value; unique.</param>
/// <param name="Program">
/// A whole C# program. It listens at port 5000, or at the port in <c>args[0]</c>, and calls <c>Ready()</c> once it does; 5001 stands for a second port.
/// <c>{|BIND1001:IPAddress.Any|}</c> marks where BindCheck has to report what. A program without a mark is one of which it has to be silent.
/// </param>
/// <param name="Reach">What it reaches as it stands.</param>
/// <param name="Repairs">What is offered at the first mark, in this order, and nothing else.</param>
internal sealed record Row(string Name, string Program, Expectation Reach, params Repair[] Repairs)
{
    internal Protocol Protocol { get; init; }

    /// <summary>Whether the program is one of ASP.NET Core; a console program otherwise.</summary>
    internal bool IsWeb { get; init; }

    /// <summary>Why it cannot be run here; null where it can.</summary>
    internal string? Unreachable { get; init; }
}

/// <summary>A repair as a row expects it.</summary>
/// <param name="Title">Part of its title.</param>
/// <param name="Reach">What the repaired program reaches.</param>
/// <param name="Leaves">The ids still reported afterwards.</param>
internal sealed record Repair(string Title, Expectation Reach, params string[] Leaves)
{
    /// <summary>Whether the repair promises something of its own for a kind of host: to work without IPv6, in any of the ways of being without, or to fail.</summary>
    internal bool SpeaksOf(Scenario scenario) =>
        scenario == Scenario.DualStack || scenario == Scenario.WithoutIPv6 || Scenario.Fallbacks.Contains(scenario) && Reach.On(Scenario.WithoutIPv6).IsKnown;
}
