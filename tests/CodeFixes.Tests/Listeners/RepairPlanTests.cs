using System.Collections.Immutable;
using BindCheck.CodeFixes.Listeners;
using BindCheck.Listeners;
using BindCheck.Listeners.Repairs;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.CodeFixes.Tests.Listeners;

/// <summary>The data that travels from analyzer to code fix.</summary>
public class RepairPlanTests
{
    private static readonly SyntaxTree s_tree = CSharpSyntaxTree.ParseText("class Server { }");

    public static TheoryData<string, string, string> Plans => new()
    {
        { nameof(Repair.TcpListener), "Dual", "" },
        { nameof(Repair.KestrelListen), "Localhost,Widen", "Value,Port" },
        { nameof(Repair.Url), "Dual,IPv6Any", "Host,Host,Host" },
    };

    [Theory(DisplayName = "A plan survives the way through a diagnostic")]
    [MemberData(nameof(Plans))]
    public void RoundTrip(string repair, string recipes, string roles)
    {
        var plan = new RepairPlan(
            Enum.Parse<Repair>(repair),
            [.. recipes.Split(',').Select(Enum.Parse<Recipe>)],
            [.. roles.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(static (role, i) => new Spot(Enum.Parse<Role>(role), At(i)))]);
        var read = RepairPlan.Of(Diagnostic.Create(ListenerRules.Ipv4Only, At(0), [At(9), .. plan.Spots.Select(static spot => spot.Location)], plan.ToProperties()));
        Assert.Equal(plan.Repair, read.Repair);
        Assert.Equal(plan.Recipes.AsEnumerable(), read.Recipes);
        Assert.Equal(plan.Spots.AsEnumerable(), read.Spots);
    }

    [Theory(DisplayName = "Properties that are not a plan's offer nothing")]
    [InlineData("", "", "")]
    [InlineData("TcpListener", "", "")]
    [InlineData("NoSuchRepair", "Dual", "")]
    [InlineData("TcpListener", "NoSuchRecipe", "")]
    [InlineData("TcpListener", "Dual", "Value")]
    public void Foreign(string repair, string recipes, string roles)
    {
        var properties = ImmutableDictionary<string, string?>.Empty.Add("BindCheck.Repair", repair).Add("BindCheck.Recipes", recipes).Add("BindCheck.Spots", roles);
        Assert.Same(RepairPlan.None, RepairPlan.Of(Diagnostic.Create(ListenerRules.Ipv4Only, At(0), [At(9)], properties)));
        Assert.Same(RepairPlan.None, RepairPlan.Of(Diagnostic.Create(ListenerRules.Ipv4Only, At(0))));
    }

    [Fact(DisplayName = "Every kind of repair of a bind has a code fix, whose titles differ by recipe")]
    public void EveryRepair()
    {
        foreach (var repair in Enum.GetValues<Repair>().Where(static repair => repair is not (Repair.None or Repair.Restart or Repair.Peer or Repair.Conflict or Repair.DualModeOrder)))
        {
            var titles = ListenerRepair.All[repair];
            Assert.NotEqual(titles.Title(Recipe.Dual), titles.Title(Recipe.IPv6Any));
        }
    }

    [Fact(DisplayName = "The keys of actions are rule and recipe")]
    public void Keys() => Assert.Equal(
        ["BIND1001:dual", "BIND1001:ipv6any", "BIND1001:localhost", "BIND1001:widen", "BIND1001:restart", "BIND1001:normalise", "BIND1001:remove", "BIND1001:reorder"],
        Enum.GetValues<Recipe>().Select(static recipe => ListenerCodeFixProvider.EquivalenceKey("BIND1001", recipe)));

    private static Location At(int position) => Location.Create(s_tree, new TextSpan(position, 1));
}
