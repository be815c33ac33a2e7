using static BindCheck.Analyzers.Tests.Manifests.Manifest;

namespace BindCheck.Analyzers.Tests.Manifests;

/// <summary>BIND2008, BIND2020, BIND2025: annotations that MetalLB does not read, ports that the cluster does not let in, and pings of VIPs.</summary>
public sealed class PolicyRuleTests
{
    private static readonly string s_port80 = LoadBalancer(ports: "- port: 80\n  targetPort: 8080"), s_marked80 = LoadBalancer(ports: "- port: {|BIND2020:80|}\n  targetPort: 8080");

    public static TheoryData<string, string, string> Cases => new()
    {
        { "443 to 8443", Nrp, LoadBalancer() },
        { "22", Nrp, LoadBalancer(ports: "- port: 22") },
        { "80", Nrp, s_marked80 },
        { "8443", Nrp, LoadBalancer(ports: "- port: {|BIND2020:8443|}") },
        { "443 over UDP, which the set does not name", Nrp, LoadBalancer(ports: "- port: {|BIND2020:443|}\n  protocol: UDP") },
        { "a ClusterIP", Nrp, Service("type: ClusterIP", ports: "- port: 80") },
        { "another class", Nrp, LoadBalancer("loadBalancerClass: tailscale", ports: "- port: 80") },
        { "nothing known of the cluster", "", s_port80 },
        { "a wider set", Nrp + "\nbindcheck.inbound_ports = 443, 80", s_port80 },
        { "a templated port", Nrp, LoadBalancer(ports: "- port: ${PORT}") },

        // Decision procedure: libcalico-go's matching, of which the unknown parts permit.
        { "a policy that opens the port before the address is translated", Nrp, s_port80 + Policy("preDNAT: true\n  applyOnForward: true\n  ingress:\n  - action: Allow\n    protocol: TCP\n    destination:\n      ports: [80]") },
        { "a policy that opens the pods' port", Nrp, s_port80 + Policy("ingress:\n  - action: Allow\n    protocol: TCP\n    destination:\n      ports: ['8000:8999']") },
        { "a policy that opens another port", Nrp, s_marked80 + Policy("preDNAT: true\n  ingress:\n  - action: Allow\n    protocol: TCP\n    destination:\n      ports: [8080]") },
        { "a policy of another protocol", Nrp, s_marked80 + Policy("ingress:\n  - action: Allow\n    protocol: UDP") },
        { "a policy of a named port, which may be this one", Nrp, s_port80 + Policy("ingress:\n  - action: Allow\n    protocol: TCP\n    destination:\n      ports: [web]") },
        { "a policy that denies first", Nrp, s_marked80 + Policy("ingress:\n  - action: Deny\n  - action: Allow") },
        { "a policy for egress", Nrp, s_marked80 + Policy("types: [Egress]\n  ingress:\n  - action: Allow") },
        { "a policy with excluded ports", Nrp, s_marked80 + Policy("preDNAT: true\n  ingress:\n  - action: Allow\n    destination:\n      notPorts: [80]") },
        { "a policy for another address", Nrp, LoadBalancer("loadBalancerIP: 67.58.49.70", ports: "- port: {|BIND2020:80|}") + Policy("ingress:\n  - action: Allow\n    destination:\n      nets: [67.58.49.48/28]") },
        { "a NetworkPolicy, which opens nothing at the edge", Nrp, s_marked80 + "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: a\nspec:\n  ingress: [{}]\n" },

        { "a misspelt annotation", "", LoadBalancer(annotation: "{|BIND2008:metallb.io/loadbalancerIPs|}: 67.58.49.70") },
        { "an annotation of a distribution", "", LoadBalancer(annotation: "{|BIND2008:metallb.universe.tf/pool-name|}: default") },
        { "an annotation that resembles none", "", LoadBalancer(annotation: "{|BIND2008:metallb.io/color|}: blue") },
        { "a label", "", LoadBalancer().Replace("  name: web\n", "  name: web\n  labels:\n    {|BIND2008:metallb.io/allow-shared-ip|}: a\n", StringComparison.Ordinal) },
        { "annotations under spec", "", LoadBalancer("annotations:\n  {|BIND2008:metallb.io/address-pool|}: default") },
        { "annotations at the top level", "", "annotations:\n  {|BIND2008:metallb.io/address-pool|}: default\n" + LoadBalancer() },
        { "a number", "", LoadBalancer(annotation: "metallb.io/allow-shared-ip: {|BIND2008:443|}") },
        { "a boolean of YAML 1.1", "", LoadBalancer(annotation: "metallb.io/allow-shared-ip: {|BIND2008:yes|}") },
        { "a quoted boolean", "", LoadBalancer(annotation: "metallb.io/allow-shared-ip: 'yes'") },
        { "a list", "", LoadBalancer(annotation: "metallb.io/loadBalancerIPs: {|BIND2008:[67.58.49.70]|}") },
        { "what MetalLB writes itself", "", LoadBalancer(annotation: "{|BIND2008:metallb.io/ip-allocated-from-pool|}: default") },
        { "the new prefix on an old MetalLB", "bindcheck.metallb_version = 0.14.8", LoadBalancer(annotation: "{|BIND2008:metallb.io/address-pool|}: default") },
        { "the old prefix on an old MetalLB", "bindcheck.metallb_version = 0.14.8", LoadBalancer(annotation: "metallb.universe.tf/address-pool: default") },
        { "a key of MetalLB's own objects", "", "apiVersion: metallb.io/v1beta1\nkind: ServiceBGPStatus\nmetadata:\n  name: a\n  labels:\n    metallb.io/service-name: web\n" },

        { "ping of an address of a pool", Nrp, Pod("command: [ping, -c, '1', {|BIND2025:67.58.49.70|}]") },
        { "ping in a shell", Nrp, Pod("args:\n    - sh\n    - -c\n    - \"while ! /bin/ping6 -c1 {|BIND2025:2607:f720:1720:e100::10|}; do sleep 1; done\"") },
        { "ping in a probe", Nrp, Pod("livenessProbe:\n      exec:\n        command: [fping, {|BIND2025:67.58.49.70|}]") },
        { "ping of a pinned address", "", Pod("command: [ping, {|BIND2025:192.0.2.9|}]") + "---\n" + LoadBalancer("loadBalancerIP: 192.0.2.9").Replace("  selector:", "  {|BIND2031:selector|}:", StringComparison.Ordinal) },
        { "ping of another address", Nrp, Pod("command: [ping, 8.8.8.8]") },
        { "another command", Nrp, Pod("command: [nc, -zv, 67.58.49.70, '443']") },
        { "a probe of Prometheus", Nrp, "apiVersion: monitoring.coreos.com/v1\nkind: Probe\nmetadata:\n  name: a\nspec:\n  module: icmp_v4\n  targets:\n    staticConfig:\n      static: [{|BIND2025:67.58.49.70|}, example.org]\n" },
        { "a probe of Prometheus by TCP", Nrp, "apiVersion: monitoring.coreos.com/v1\nkind: Probe\nmetadata:\n  name: a\nspec:\n  module: tcp_connect\n  targets:\n    staticConfig:\n      static: [67.58.49.70]\n" },
    };

    [Theory(DisplayName = "Annotations, ports and checks are reported where they do not do what they are for")]
    [MemberData(nameof(Cases))]
    public void Reported(string form, string config, string marked)
    {
        Assert.NotEmpty(form);
        ManifestSet.Verify(config, ("/k8s/a.yaml", marked));
    }

    public static TheoryData<string, string, string, string, string?> Repairs => new()
    {
        { "BIND2008", "", LoadBalancer(annotation: "metallb.universe.tf/pool-name: default # p"), LoadBalancer(annotation: "metallb.universe.tf/address-pool: default # p"), null },
        { "BIND2008", "", LoadBalancer(annotation: "metallb.io/allow-shared-ip: true"), LoadBalancer(annotation: "metallb.io/allow-shared-ip: \"true\""), null },
        { "BIND2008", "bindcheck.metallb_version = 0.13.12", LoadBalancer(annotation: "metallb.io/address-pool: default"), LoadBalancer(annotation: "metallb.universe.tf/address-pool: default"), null },
        { "BIND2020", Nrp, LoadBalancer(ports: "- port: 8080"), LoadBalancer(ports: "- port: 443\n  targetPort: 8080"), "publish" },
        { "BIND2020", Nrp, LoadBalancer(ports: "- port: 80 # web\n  targetPort: http"), LoadBalancer(ports: "- port: 443 # web\n  targetPort: http"), "publish" },
    };

    [Theory(DisplayName = "A repair of an annotation or a port changes the least")]
    [MemberData(nameof(Repairs))]
    public void Repaired(string id, string config, string before, string after, string? recipe) => ManifestSet.Repair(config, id, before, after, recipe);

    [Fact(DisplayName = "A policy counts from another file, but not if two clusters' policies are among the files")]
    public void Policies()
    {
        var policy = Policy("ingress:\n  - action: Allow")["---\n".Length..];
        ManifestSet.Verify(Nrp, ("/k8s/web.yaml", s_port80), ("/k8s/policy.yaml", policy));
        ManifestSet.Verify(Nrp, ("/web/kustomization.yaml", "resources: [a.yaml]"), ("/web/a.yaml", s_port80), ("/net/kustomization.yaml", "resources: [a.yaml]"), ("/net/a.yaml", policy));
    }

    private static string Policy(string spec) => "---\napiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata:\n  name: open\nspec:\n  " + spec + "\n";

    private static string Pod(string container) => "apiVersion: v1\nkind: Pod\nmetadata:\n  name: check\nspec:\n  containers:\n  - name: check\n    " + container + "\n";
}
