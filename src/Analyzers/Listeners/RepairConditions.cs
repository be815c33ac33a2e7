using BindCheck.Listeners.Facts;
using BindCheck.Listeners.Values;

namespace BindCheck.Listeners;

/// <summary>When a repair may be offered: only where its result is certain to accept more clients and to lose none.</summary>
internal static class RepairConditions
{
    internal static RepairPlan Allow(Verdict verdict, List<Verdict> sameSite, ListenerFacts facts, SymbolUses symbols) => RepairPlan.None;
}
