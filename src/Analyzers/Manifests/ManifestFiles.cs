using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Manifests.Objects;
using BindCheck.Manifests.Pools;
using BindCheck.Manifests.Services;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Manifests;

/// <summary>Everything that is wrong with the manifests among the additional files.</summary>
internal static class ManifestFiles
{
    private static readonly ManifestRule[] s_rules =
    [
        new VipAddressInvalid(),
        new VipFamilyMismatch(),
        new DualStackAcrossPools(),
        new VipOutsidePools(),
        new VipPinnedTwice(),
        new VipsOfOneFamily(),
        new LoadBalancerIPDeprecated(),
        new MetalLBAnnotationWrong(),
        new VipFieldsWithoutLoadBalancer(),
        new LoadBalancerClassNotMetalLB(),
        new TwoFamiliesSingleStack(),
        new IPFamilyValue(),
        new HeadlessLoadBalancer(),
        new ExternalNameWithFamilies(),
        new TrafficPolicyMisuse(),
        new SourceRangesOneFamily(),
        new PortNames(),
        new PortValue(),
        new ProtocolUnsupported(),
        new VipPortNotPermitted(),
        new ServiceFieldUnknown(),
        new ServiceFlattened(),
        new YamlDuplicateKey(),
        new IcmpCheckOnVip(),
        new VipAddressConflict(),
        new PoolExhausted(),
        new TargetPortNameUnresolved(),
        new TargetPortNotDeclared(),
        new SelectorMatchesNothing(),
        new PoolInvalid(),
        new PoolOverlap(),
        new AdvertisementUnknownPool(),
        new PoolNotAdvertised(),
        new AggregationNotHostRoute(),
        new AggregationWiderThanPool(),
        new MetalLBNamespace(),
    ];

    /// <summary>The descriptors of all that <see cref="Check"/> may find.</summary>
    internal static ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        s_rules.Select(rule => rule.Descriptor).Concat([ManifestRules.YamlSyntax, MetaRules.FileNotAnalyzed, MetaRules.UnusedSuppression]).ToImmutableArray();

    /// <summary>The findings of a file in the order of its text; none where it is no manifest.</summary>
    internal static ImmutableArray<Finding> Check(AdditionalText source, AnalyzerOptions options, CancellationToken cancellation)
    {
        var project = ManifestProject.Of(options, cancellation);
        if (project.FileAt(source.Path) is not { } file) return CheckTemplate(source, project.Layout, options, cancellation);

        var scope = project.ScopeOf(file);
        var findings = s_rules.SelectMany(rule => rule.Check(file, scope)).Concat(file.Yaml.Problems.Select(problem => ServiceFlattened.InsteadOf(problem, file.Text))).ToArray();
        var isEditable = file.Text.IsEditable();
        return findings
            .Concat(UnusedSuppressions.In(file, findings))
            .Select(finding => FileSeverities.Grade(isEditable ? finding : finding with { Repairs = ImmutableArray<Repair>.Empty }, file.Settings))
            .OfType<Finding>()
            .OrderBy(static finding => finding.Span.Start)
            .ToImmutableArray();
    }

    private static ImmutableArray<Finding> CheckTemplate(AdditionalText source, FileLayout layout, AnalyzerOptions options, CancellationToken cancellation)
    {
        var isTemplate = layout.IsTemplate(source.Path)
            && source.GetText(cancellation) is { } text
            && FileKinds.Of(source.Path, new FileSettings(options.AnalyzerConfigOptionsProvider, source).Metadata, text) == FileKind.Manifest;
        return isTemplate
            ? ImmutableArray.Create(YamlFile.NotAnalyzed("it is a template of a Helm chart; add the rendered manifest to AdditionalFiles instead"))
            : ImmutableArray<Finding>.Empty;
    }
}
