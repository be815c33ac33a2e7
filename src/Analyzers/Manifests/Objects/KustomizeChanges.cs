namespace BindCheck.Manifests.Objects;

/// <summary>What kustomizations change of the objects that pass through them, so that the cluster does not get what the manifest says.</summary>
[Flags]
internal enum KustomizeChanges
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>Their names.</summary>
    Names = 1,
    /// <summary>Their namespaces.</summary>
    Namespaces = 2,
    /// <summary>Their labels.</summary>
    Labels = 4,
    /// <summary>Any of their fields.</summary>
    Fields = 8,
    /// <summary>There are more objects than the manifests at hand have.</summary>
    Objects = 16,
    /// <summary>Anything.</summary>
    All = Names | Namespaces | Labels | Fields | Objects,
}
