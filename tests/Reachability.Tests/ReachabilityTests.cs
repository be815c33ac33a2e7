using BindCheck.Reachability.Tests.Rows;
using BindCheck.Reachability.Tests.Stages;

namespace BindCheck.Reachability.Tests;

/// <summary>What the API table claims, checked by running programs and connecting to them.</summary>
public abstract class ReachabilityTests
{
    private protected static Row RowOf(string name) => AllRows.ByName[name];

    private protected static Scenario ScenarioOf(string name) => Scenario.All.Single(s => s.Name == name);

    private protected static void Equal(ClientReach expected, Reached actual, string program) =>
        Assert.True(expected == actual.Reach, $"Expected {expected}\nObserved {actual.Reach}\n({actual.Evidence})\n\n{program}");
}

/// <summary>Programs as people write them.</summary>
public sealed class BeforeRepair : ReachabilityTests
{
    public static IEnumerable<object[]> Claims => AllRows.Of(r => r.Reach.Scenarios.Select(s => new object[] { r.Name, s.Name }));

    public static TheoryData<string> Names => new(AllRows.ByName.Keys);

    [SkippableTheory(DisplayName = "The program reaches what the table claims")]
    [MemberData(nameof(Claims))]
    public async Task Reaches(string row, string scenario)
    {
        var sample = new Sample(RowOf(row));
        Equal(RowOf(row).Reach.On(ScenarioOf(scenario)), await sample.RunAsync(sample.Project, ScenarioOf(scenario)), sample.Text);
    }

    [Theory(DisplayName = "BindCheck reports it at its place, or is silent")]
    [MemberData(nameof(Names))]
    public async Task Reports(string row)
    {
        var sample = new Sample(RowOf(row));
        Assert.Equal(string.Join('\n', sample.Marks), string.Join('\n', await Sample.ReportsAsync(sample.Project)));
    }
}

/// <summary>Programs after the real code fix.</summary>
public sealed class AfterRepair : ReachabilityTests
{
    public static TheoryData<string> Reported => new(AllRows.ByName.Values.Where(r => r.Program.Contains("{|")).Select(r => r.Name));

    public static IEnumerable<object[]> Repairs => AllRows.Of(r => r.Repairs.Select((_, i) => new object[] { r.Name, i }));

    /// <summary>Each repair on the hosts of which it speaks; one of a kind in each family on all hosts.</summary>
    public static IEnumerable<object[]> Claims => AllRows.Families.SelectMany(rows =>
    {
        var ran = new HashSet<string>();
        return rows.SelectMany(r => r.Repairs.SelectMany((repair, i) =>
        {
            var isFirst = repair.Reach.Scenarios.Contains(Scenario.All[^1]) && ran.Add(repair.Title);
            return repair.Reach.Scenarios.Where(s => isFirst || repair.SpeaksOf(s)).Select(s => new object[] { r.Name, i, s.Name });
        }));
    });

    [Theory(DisplayName = "Just these repairs are offered, the safest first")]
    [MemberData(nameof(Reported))]
    public async Task Offers(string row)
    {
        var titles = await new Sample(RowOf(row)).OffersAsync();
        var expected = RowOf(row).Repairs;
        Assert.True(
            titles.Length == expected.Length && expected.Zip(titles).All(p => p.Second.Contains(p.First.Title, StringComparison.OrdinalIgnoreCase)),
            $"Expected: {string.Join(" | ", expected.Select(r => r.Title))}\nOffered: {string.Join(" | ", titles)}");
    }

    [SkippableTheory(DisplayName = "The repaired program compiles and reaches what the repair promises")]
    [MemberData(nameof(Claims))]
    public async Task Reaches(string row, int repair, string scenario)
    {
        var sample = new Sample(RowOf(row));
        var repaired = await sample.RepairedAsync(repair);
        var reached = await sample.RunAsync(repaired, ScenarioOf(scenario));
        Equal(RowOf(row).Repairs[repair].Reach.On(ScenarioOf(scenario)), reached, await Sample.TextOf(repaired));
    }

    [Theory(DisplayName = "After the repair nothing is left to repair in that way")]
    [MemberData(nameof(Repairs))]
    public async Task Settles(string row, int repair)
    {
        var repaired = await new Sample(RowOf(row)).RepairedAsync(repair);
        var left = await Sample.ReportsAsync(repaired);
        Assert.Equal(string.Join(' ', RowOf(row).Repairs[repair].Leaves), string.Join(' ', left.Select(l => l.Split(' ')[0])));
    }
}
