using System.Collections.Immutable;
using BindCheck.Files;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Manifests.Objects;

/// <summary>A manifest among the additional files, read once.</summary>
internal sealed class ManifestFile
{
    private readonly Lazy<KustomizeChanges> _changes;
    private readonly string? _namespace;

    internal ManifestFile(AdditionalText source, SourceText text, FileSettings settings, FileLayout layout)
    {
        Source = source;
        Text = text;
        Settings = settings;
        IsPatch = layout.IsPatch(source.Path);
        Root = layout.RootOf(source.Path);
        _changes = new(() => layout.Kustomizations.ChangesTo(source.Path, Root));
        Layout = layout;
        var kustomization = layout.KustomizationOf(Root);
        IsRelabelled = kustomization?.IsRelabelling == true;
        _namespace = kustomization?.Namespace;
        Yaml = YamlFile.Of(text);
        Objects = Yaml.Documents.SelectMany(document => KubernetesObject.In(document, this)).ToImmutableArray();
        Services = Objects.Select(ServiceView.Of).OfType<ServiceView>().ToImmutableArray();
    }

    /// <summary>What the kustomizations and charts of the project say.</summary>
    internal FileLayout Layout { get; }

    internal AdditionalText Source { get; }

    internal string Path => Source.Path;

    internal SourceText Text { get; }

    internal FileSettings Settings { get; }

    /// <summary>Whether a kustomization applies it as a patch: what it leaves out is in the object that it patches.</summary>
    internal bool IsPatch { get; }

    /// <summary>The folder that is applied as a whole: the nearest one above with a kustomization or a chart; empty where there is none.</summary>
    internal string Root { get; }

    /// <summary>What kustomizations change of its objects on their way to the cluster, those of overlays included.</summary>
    internal KustomizeChanges Changes => _changes.Value;

    /// <summary>Whether the kustomization of its folder may change labels or contents of pods and selectors, rather than names and namespaces alone.</summary>
    internal bool IsRelabelled { get; }

    internal YamlFile Yaml { get; }

    /// <summary>All its objects, in the order of the text.</summary>
    internal ImmutableArray<KubernetesObject> Objects { get; }

    /// <summary>Those of its objects that are Services.</summary>
    internal ImmutableArray<ServiceView> Services { get; }

    /// <summary>A finding of this file with the place of another file, or of this one, that has a part in it.</summary>
    internal Finding PointTo(Finding finding, ManifestFile other, TextSpan span) => other == this
        ? finding with { Related = ImmutableArray.Create(span) }
        : finding with { Elsewhere = ImmutableArray.Create(new FilePlace(other.Path, other.Text, span)) };

    /// <summary>The namespace that one of its objects gets, as written, be it a placeholder; empty where the command line or the default decides.</summary>
    internal string NamespaceOf(KubernetesObject item) =>
        _namespace ?? (item.Metadata?["namespace"] switch
        {
            null or YamlScalar { IsNull: true } => "",
            YamlScalar scalar => scalar.Value,
            _ => "<unknown>",
        });
}
