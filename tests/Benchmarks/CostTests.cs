using Xunit.Abstractions;

namespace BindCheck.Benchmarks;

/// <summary>The promises about cost, held as ratios of allocated bytes; the figures are in the test output.</summary>
public class CostTests(ITestOutputHelper output)
{
    private const int Edits = 50;

    [Fact(DisplayName = "Where nothing listens, all analyzers together add at most 1.1 times what an analyzer adds that registers nothing")]
    public void WithoutListeners()
    {
        var project = SourceProject.WithoutListeners(60);
        Assert.Empty(project.Compile().GetDiagnostics().Where(static d => d.Severity > 0));
        var compiler = Cost.OfBuild(project, Cost.None);
        var floor = Cost.OfBuild(project, Cost.Floor) - compiler;
        var added = Cost.OfBuild(project, Cost.BindCheck) - compiler;
        AssertRatio(added, floor, 1.1);
    }

    [Fact(DisplayName = "What a build with a listener costs per file does not grow with the number of files")]
    public void PerFile()
    {
        var perFile = new[] { 20, 40, 80 }.Select(static count =>
        {
            var project = SourceProject.WithListener(count);
            var found = Cost.DiagnosticsOf(project.Compile(), Cost.BindCheck).Where(static d => d.Severity > 0);
            Assert.Equal([("BIND1001", SourceProject.AddressFile)], found.Select(static d => (d.Id, d.Location.SourceTree!.FilePath)));
            return (Cost.OfBuild(project, Cost.BindCheck) - Cost.OfBuild(project, Cost.None)) / project.Count;
        }).ToList();
        AssertRatio(perFile[1], perFile[0], 1.1);
        AssertRatio(perFile[2], perFile[0], 1.1);
    }

    [Theory(DisplayName = "After an edit of a file without an address nothing is analysed, and else only what binds, however many files there are")]
    [InlineData(SourceProject.PlainFile, 1.1)]
    [InlineData(SourceProject.AddressFile, 2)]
    [InlineData(SourceProject.BindingFile, 2)]
    public void PerEdit(string file, double most)
    {
        var (few, many) = (SourceProject.WithListener(15), SourceProject.WithListener(60));
        var (floorOfFew, floorOfMany) = (Cost.OfEdits(few, file, Edits, Cost.FloorOfEdits), Cost.OfEdits(many, file, Edits, Cost.FloorOfEdits));
        var (ofFew, ofMany) = (Cost.OfEdits(few, file, Edits, Cost.Listeners), Cost.OfEdits(many, file, Edits, Cost.Listeners));
        AssertRatio(ofFew, floorOfFew, most);
        AssertRatio(ofMany, floorOfMany, most);
    }

    private void AssertRatio(long bytes, long than, double most)
    {
        var ratio = (double)bytes / than;
        output.WriteLine($"{bytes / 1024:N0} KB / {than / 1024:N0} KB = {ratio:F3}, at most {most}");
        Assert.True(ratio <= most, $"{bytes:N0} bytes are {ratio:F3} times {than:N0} bytes; {most} are allowed.");
    }
}
