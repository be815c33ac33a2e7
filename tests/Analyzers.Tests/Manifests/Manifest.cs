namespace BindCheck.Analyzers.Tests.Manifests;

/// <summary>Manifests as people write them, to be varied by tests.</summary>
internal static class Manifest
{
    internal const string Nrp = "bindcheck.cluster_profile = nrp";

    /// <summary>A LoadBalancer Service with a selector and one port, and further fields of spec, one a line.</summary>
    internal static string LoadBalancer(string fields = "", string annotation = "", string name = "web", string ports = "- port: 443\n  targetPort: 8443") =>
        Service("type: LoadBalancer\n" + fields, annotation, name, ports);

    /// <summary>A Service with the fields of spec, one a line, before its selector and ports.</summary>
    internal static string Service(string fields, string annotation = "", string name = "web", string ports = "- port: 443\n  targetPort: 8443") =>
        $"apiVersion: v1\nkind: Service\nmetadata:\n  name: {name}\n" + (annotation.Length > 0 ? $"  annotations:\n    {annotation}\n" : "")
        + "spec:\n" + Indented(fields) + "  selector:\n    app: web\n  ports:\n" + Indented(ports);

    internal static string Pool(string name, string addresses, string fields = "") =>
        $"apiVersion: metallb.io/v1beta1\nkind: IPAddressPool\nmetadata:\n  name: {name}\n  namespace: metallb-system\nspec:\n  addresses:\n" + Indented(addresses) + Indented(fields);

    internal static string Advertisement(string fields, string kind = "BGPAdvertisement") =>
        $"apiVersion: metallb.io/v1beta1\nkind: {kind}\nmetadata:\n  name: adv\n  namespace: metallb-system\nspec:\n" + Indented(fields);

    internal static string Deployment(string ports = "- name: web\n  containerPort: 8443", string labels = "app: web", string head = "") =>
        $"apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n{head}spec:\n  template:\n    metadata:\n      labels:\n        {labels}\n    spec:\n      containers:\n      - name: web\n        image: web:1\n"
        + (ports.Length > 0 ? "        ports:\n" + string.Concat(ports.Split('\n').Select(line => "        " + line + "\n")) : "");

    private static string Indented(string lines) => string.Concat(lines.Split('\n').Where(line => line.Length > 0).Select(line => "  " + line + "\n"));
}
