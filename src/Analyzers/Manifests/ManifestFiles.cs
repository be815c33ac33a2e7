using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Manifests;

/// <summary>Everything that is wrong with the manifests among the additional files.</summary>
internal static class ManifestFiles
{
    private static readonly ManifestRule[] s_rules =
    [
        new VipFamilyMismatch(),
    ];

    /// <summary>The descriptors of all that <see cref="Check"/> may find.</summary>
    internal static ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        s_rules.Select(rule => rule.Descriptor).Append(MetaRules.FileNotAnalyzed).ToImmutableArray();

    /// <summary>The findings of a file in the order of its text; none where it is no manifest.</summary>
    internal static ImmutableArray<Finding> Check(AdditionalText file, AnalyzerOptions options, CancellationToken cancellation)
    {
        var settings = new FileSettings(options.AnalyzerConfigOptionsProvider, file);
        if (file.GetText(cancellation) is not { } text || FileKinds.Of(file.Path, settings.Metadata, text) != FileKind.Manifest)
            return ImmutableArray<Finding>.Empty;
        if (IsChartTemplate(file, options.AdditionalFiles))
            return ImmutableArray.Create(YamlFile.NotAnalyzed("it is a template of a Helm chart; add the rendered manifest to AdditionalFiles instead"));

        var yaml = YamlFile.Of(text);
        var profile = ClusterProfile.From(settings);
        var isPatch = Kustomization.IsPatch(file, options.AdditionalFiles, cancellation);
        var isEditable = text.IsEditable();
        var findings =
            from document in yaml.Documents
            from service in ServiceView.In(document, isPatch)
            from rule in s_rules
            from finding in rule.Check(service, profile, text)
            select isEditable ? finding : finding with { Repairs = ImmutableArray<Repair>.Empty };
        return findings.Concat(yaml.Problems).OrderBy(finding => finding.Span.Start).ToImmutableArray();
    }

    /// <summary>Whether a file lies under templates/ beside a Chart.yaml: Helm renders all of these, whether or not they hold an expression.</summary>
    private static bool IsChartTemplate(AdditionalText file, ImmutableArray<AdditionalText> files)
    {
        var path = FilePath.Normalize(file.Path);
        var templates = path.LastIndexOf("/templates/", StringComparison.Ordinal);
        if (templates < 0) return false;
        var chart = path.Substring(0, templates) + "/Chart.yaml";
        return files.Any(other => FilePath.IsNamed(other.Path, "Chart.yaml") && FilePath.Normalize(other.Path) == chart);
    }
}
