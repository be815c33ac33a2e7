using BindCheck.Files;
using BindCheck.Manifests.Objects;

namespace BindCheck.Manifests.Services;

/// <summary>Changes of a Service's annotations.</summary>
internal static class AnnotationEdits
{
    /// <summary>Adds an annotation to a Service in block style; impossible, and so without changes, in any other.</summary>
    internal static bool Add(YamlEditor editor, ServiceView service, string key, string value)
    {
        if (service.Metadata is not { IsFlow: false } metadata || metadata.Entry("name") is not { } name) return false;
        if (service.Annotations is { Entries.IsEmpty: false, IsFlow: false } annotations) editor.Insert(annotations, annotations.Entries[0], [(key, [value], false)]);
        else if (metadata.Entry("annotations") is null) editor.InsertMapping(name, "annotations", key, value);
        else return false;
        return true;
    }
}
