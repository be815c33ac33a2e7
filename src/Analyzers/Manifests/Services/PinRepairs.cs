using BindCheck.Files;
using BindCheck.Manifests.Objects;

namespace BindCheck.Manifests.Services;

/// <summary>Repairs of the fields that pin addresses, which several rules offer.</summary>
internal static class PinRepairs
{
    /// <summary>Takes a pin out; of an annotation that is the only one, all annotations.</summary>
    internal static Repair Remove(ServiceView service, YamlEntry pin, string recipe, string title)
    {
        var editor = new YamlEditor(service.File.Text);
        if (service.Spec.Entries.Contains(pin)) editor.Remove(service.Spec, pin);
        else if (service.Annotations!.Entries.Length > 1) editor.Remove(service.Annotations, pin);
        else editor.Remove(service.Metadata!, service.Metadata!.Entry("annotations")!);
        return new(recipe, title, editor.Changes);
    }
}
