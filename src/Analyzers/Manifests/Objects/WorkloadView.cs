using System.Collections.Immutable;
using BindCheck.Files;

namespace BindCheck.Manifests.Objects;

/// <summary>A port that a container declares.</summary>
/// <param name="Name">Its name; null where it has none.</param>
/// <param name="Number">Its number.</param>
/// <param name="Protocol">Its protocol, TCP by default.</param>
internal sealed record ContainerPort(string? Name, long Number, string Protocol);

/// <summary>An object that makes pods, or is one: what a Service's selector and target ports refer to.</summary>
internal sealed class WorkloadView
{
    private static readonly Dictionary<string, string[]> s_templates = new(StringComparer.Ordinal)
    {
        ["Pod"] = [],
        ["Deployment"] = ["spec", "template"],
        ["StatefulSet"] = ["spec", "template"],
        ["DaemonSet"] = ["spec", "template"],
        ["ReplicaSet"] = ["spec", "template"],
        ["ReplicationController"] = ["spec", "template"],
        ["Job"] = ["spec", "template"],
        ["CronJob"] = ["spec", "jobTemplate", "spec", "template"],
    };

    private static readonly string[] s_injectors = ["dapr.io/", "sidecar.istio.io/", "linkerd.io/", "config.linkerd.io/", "consul.hashicorp.com/"];

    private WorkloadView(KubernetesObject item, YamlMapping? template)
    {
        Object = item;
        Labels = template is { HasMerge: false } && !item.File.IsPatch && template["metadata"] is YamlMapping metadata ? KubernetesObject.Texts(metadata["labels"]) : null;
        Ports = template?["spec"] is YamlMapping spec && !item.File.IsPatch && !IsInjected(template) && !IsInjected(item.Root) ? ReadPorts(spec) : null;
    }

    internal KubernetesObject Object { get; }

    /// <summary>The labels of its pods; null where some are unknown.</summary>
    internal ImmutableDictionary<string, string>? Labels { get; }

    /// <summary>The ports that its containers declare, sidecars included; null where some are unknown.</summary>
    internal ImmutableArray<ContainerPort>? Ports { get; }

    /// <summary>The view of an object; null where it is no workload.</summary>
    internal static WorkloadView? Of(KubernetesObject item)
    {
        if (!s_templates.TryGetValue(item.Kind, out var path) || item.Group is not ("" or "apps" or "batch")) return null;
        return new(item, path.Aggregate((YamlMapping?)item.Root, static (mapping, key) => mapping?[key] as YamlMapping));
    }

    // What a mesh adds to a pod may have any port. Istio looks at labels as well.
    private static bool IsInjected(YamlMapping holder) =>
        holder["metadata"] is YamlMapping metadata
        && new[] { metadata["annotations"], metadata["labels"] }.OfType<YamlMapping>().SelectMany(static texts => texts.Entries)
            .Any(static entry => s_injectors.Any(prefix => entry.Key.Value.StartsWith(prefix, StringComparison.Ordinal)));

    private static ImmutableArray<ContainerPort>? ReadPorts(YamlMapping spec)
    {
        if (spec["containers"] is not YamlSequence containers || spec.HasMerge) return null;
        // An init container that is restarted always is a sidecar.
        var sidecars = ((spec["initContainers"] as YamlSequence)?.Items ?? ImmutableArray<YamlNode>.Empty)
            .Where(static node => node.Target is YamlMapping mapping && mapping["restartPolicy"] is YamlScalar { Value: "Always" });
        var ports = ImmutableArray.CreateBuilder<ContainerPort>();
        foreach (var container in containers.Items.Concat(sidecars))
        {
            if (container.Target is not YamlMapping { HasMerge: false } mapping) return null;
            if (mapping["ports"] is null or YamlScalar { IsNull: true }) continue;
            if (mapping["ports"] is not YamlSequence list) return null;
            foreach (var node in list.Items)
            {
                if (node.Target is not YamlMapping { HasMerge: false } port || port["containerPort"] is not YamlScalar scalar || YamlValue.IntegerOf(scalar) is not { } number) return null;
                var protocol = port["protocol"] is null ? "TCP" : KubernetesObject.TextOf(port["protocol"]);
                if (protocol is null || (port["name"] is { } name && KubernetesObject.TextOf(name) is null)) return null;
                ports.Add(new(KubernetesObject.TextOf(port["name"]), number, protocol));
            }
        }

        return ports.ToImmutable();
    }
}
