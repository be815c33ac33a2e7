using BindCheck.Files;

namespace BindCheck.Manifests.Objects;

/// <summary>An entry of a Service's spec.ports.</summary>
/// <param name="Mapping">Its fields.</param>
internal sealed record ServicePort(YamlMapping Mapping)
{
    /// <summary>The port of the VIP; null where it is absent, unknown or no number.</summary>
    internal long? Port => Number("port");

    /// <summary>The protocol as written, TCP where it is absent (SetDefaults_Service); null where it is unknown.</summary>
    internal string? Protocol => Mapping["protocol"] is null or YamlScalar { IsNull: true } ? "TCP" : KubernetesObject.TextOf(Mapping["protocol"]);

    /// <summary>The number of the pods' port: targetPort or, where that is absent, port; null where it is a name or unknown.</summary>
    internal long? TargetPort => IsTargetAbsent ? Port : Number("targetPort");

    /// <summary>The name of the pods' port; null where it is a number, absent or unknown.</summary>
    internal string? TargetName =>
        Mapping["targetPort"] is YamlScalar { IsNull: false } scalar && YamlValue.IntegerOf(scalar) is null ? KubernetesObject.TextOf(scalar) : null;

    /// <summary>Whether targetPort is left to its default, the port of the VIP.</summary>
    internal bool IsTargetAbsent => Mapping["targetPort"] is null or YamlScalar { IsNull: true };

    internal static ServicePort? Of(YamlNode node) => node.Target is YamlMapping mapping ? new(mapping) : null;

    private long? Number(string field) => Mapping[field] is YamlScalar scalar ? YamlValue.IntegerOf(scalar) : null;
}
