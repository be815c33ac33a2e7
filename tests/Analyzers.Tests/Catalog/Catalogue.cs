using System.Reflection;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Analyzers.Tests.Catalog;

/// <summary>What the assembly contains, found by looking at it: nothing here is a list to be kept up by hand.</summary>
internal static class Catalogue
{
    private static readonly Assembly s_assembly = typeof(Rule).Assembly;

    /// <summary>Every descriptor declared in the folder Rules, by id.</summary>
    internal static IReadOnlyList<DiagnosticDescriptor> Rules { get; } =
    [
        .. s_assembly.GetTypes()
            .Where(type => type.Namespace == typeof(Rule).Namespace)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(field => (DiagnosticDescriptor)field.GetValue(null)!)
            .OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];

    /// <summary>One of each analyzer of the assembly.</summary>
    internal static IReadOnlyList<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. s_assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>The assemblies that the analyzers' own assembly asks the host for.</summary>
    internal static IEnumerable<string> ReferencedAssemblies => s_assembly.GetReferencedAssemblies().Select(name => name.Name!);

    /// <summary>The ids of all rules, for theories.</summary>
    internal static TheoryData<string> RuleIds => [.. Rules.Select(rule => rule.Id)];

    internal static DiagnosticDescriptor RuleOf(string id) => Rules.Single(rule => rule.Id == id);
}
