namespace BindCheck.Analyzers.Tests.Manifests;

/// <summary>BIND2020. That the default set is about the VIP's port follows from the quick start of the profile's source: 443 to 8443, "no extra fields".</summary>
public sealed class VipPortNotPermittedTests
{
    private const string Nrp = "bindcheck.cluster_profile = nrp";

    public static TheoryData<string, string, string> Reported => new()
    {
        { "HTTP", Nrp, Service("  - port: {|BIND2020:80|}\n    targetPort: 8080\n") },
        { "the pods' port is not looked at", Nrp, Service("  - port: {|BIND2020:8443|}\n    targetPort: 443\n") },
        { "one of several", Nrp, Service("  - name: a\n    port: 443\n  - name: b\n    port: {|BIND2020:8443|}\n  - name: c\n    port: 22\n") },
        { "UDP, which the default set does not name", Nrp, Service("  - name: a\n    port: 443\n  - name: b\n    port: {|BIND2020:443|}\n    protocol: UDP\n") },
        { "another UDP port", Nrp, Service("  - port: {|BIND2020:53|}\n    protocol: UDP\n") },
        { "a set of one's own", Nrp + "\nbindcheck.inbound_ports = 8443", Service("  - port: {|BIND2020:443|}\n") },
        { "flow style", Nrp, Service("  - {port: {|BIND2020:80|}, targetPort: 8080}\n") },
        { "JSON", Nrp, """{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "spec": {"type": "LoadBalancer", "selector": {"app": "web"}, "ports": [{"port": {|BIND2020:80|}, "targetPort": 8080}]}}""" },
        { "an item of a List", Nrp, "apiVersion: v1\nkind: List\nitems:\n- " + Service("  - port: {|BIND2020:80|}\n").Replace("\n", "\n  ", StringComparison.Ordinal).TrimEnd() + "\n" },
    };

    [Theory(DisplayName = "A port of a VIP outside the default set is marked")]
    [MemberData(nameof(Reported))]
    public void Spans(string form, string config, string marked)
    {
        Assert.NotNull(form);
        ManifestSet.Verify(config, ("/k8s/a.yaml", marked));
    }

    public static TheoryData<string, string, string> Silent => new()
    {
        { "HTTPS and SSH", Nrp, Service("  - name: a\n    port: 443\n    targetPort: 8443\n  - name: b\n    port: 22\n    targetPort: 2222\n") },
        { "an unknown cluster", "", Service("  - port: 8080\n") },
        { "a port that administrators opened", Nrp + "\nbindcheck.inbound_ports = 443, 22, 8080", Service("  - port: 8080\n") },
        { "another type", Nrp, Service("  - port: 8080\n").Replace("LoadBalancer", "ClusterIP", StringComparison.Ordinal) },
        { "another controller's class", Nrp, Service("  - port: 8080\n").Replace("  ports:", "  loadBalancerClass: tailscale\n  ports:", StringComparison.Ordinal) },
        { "a placeholder", Nrp, Service("  - port: ${PORT}\n") },
        { "a comment", Nrp, Service("  - port: 443\n    # port: 80\n") },
    };

    [Theory(DisplayName = "What is in the set, or unknown, is not reported")]
    [MemberData(nameof(Silent))]
    public void NotReported(string form, string config, string text)
    {
        Assert.NotNull(form);
        Assert.DoesNotContain(new ManifestSet(config, ("/k8s/a.yaml", text)).Check(), finding => finding.Rule.Id == "BIND2020");
    }

    // The procedure of Calico's documentation: policies by order, rules in order, the first that matches decides.
    [Theory(DisplayName = "A policy silences the rule only where it may let the port in")]
    [InlineData("preDNAT: true\n  applyOnForward: true\n  ingress: [{action: Allow, protocol: TCP, destination: {ports: [8080]}}]", true)]
    [InlineData("preDNAT: true\n  ingress: [{action: Allow, protocol: TCP, destination: {ports: [9090]}}]", false)]
    [InlineData("ingress: [{action: Allow, protocol: TCP, destination: {ports: [9090]}}]", true)]
    [InlineData("ingress: [{action: Allow, protocol: TCP, destination: {ports: [8080]}}]", false)]
    [InlineData("preDNAT: true\n  ingress: [{action: Allow, protocol: TCP, destination: {ports: ['8080']}}]", true)]
    [InlineData("preDNAT: true\n  ingress: [{action: Allow, protocol: TCP, destination: {ports: ['8000:8100']}}]", true)]
    [InlineData("preDNAT: true\n  ingress: [{action: Allow, protocol: TCP, destination: {ports: ['8081:8100', 443]}}]", false)]
    [InlineData("preDNAT: true\n  ingress: [{action: Allow, protocol: TCP, destination: {ports: [web]}}]", true)]
    [InlineData("preDNAT: true\n  ingress: [{action: Allow, protocol: TCP, destination: {notPorts: [8080]}}]", false)]
    [InlineData("preDNAT: true\n  ingress: [{action: Allow, protocol: TCP, destination: {notPorts: [22]}}]", true)]
    [InlineData("preDNAT: true\n  ingress: [{action: Allow, protocol: UDP, destination: {ports: [8080]}}]", false)]
    [InlineData("preDNAT: true\n  ingress: [{action: Allow, protocol: 6}]", true)]
    [InlineData("preDNAT: true\n  ingress: [{action: Allow}]", true)]
    [InlineData("preDNAT: true\n  ingress: [{action: Allow, source: {nets: [10.0.0.0/8]}}]", true)]
    [InlineData("preDNAT: true\n  ingress: [{action: Allow, ipVersion: 6}]", false)]
    [InlineData("preDNAT: true\n  ingress: [{action: Allow, ipVersion: 4}]", true)]
    [InlineData("preDNAT: true\n  ingress: [{action: Allow, destination: {nets: [67.58.49.64/27]}}]", true)]
    [InlineData("preDNAT: true\n  ingress: [{action: Allow, destination: {nets: [192.0.2.0/24]}}]", false)]
    [InlineData("preDNAT: true\n  ingress: [{action: Deny, destination: {nets: [192.0.2.0/24]}}, {action: Allow}]", true)]
    [InlineData("preDNAT: true\n  ingress: [{action: Deny, destination: {ports: [ssh]}}, {action: Allow}]", true)]
    [InlineData("preDNAT: true\n  ingress: [{action: Deny, ipVersion: 6}, {action: Allow}]", true)]
    [InlineData("preDNAT: true\n  ingress: [{action: Deny, protocol: 17}, {action: Allow}]", true)]
    [InlineData("preDNAT: true\n  ingress: [{action: Deny, notProtocol: TCP}, {action: Allow}]", true)]
    [InlineData("doNotTrack: true\n  ingress: [{action: Allow, protocol: TCP, destination: {ports: [8080]}}]", true)]
    [InlineData("ingress: ${RULES}", true)]
    [InlineData("preDNAT: true\n  ingress: [{action: Deny}, {action: Allow}]", false)]
    [InlineData("preDNAT: true\n  ingress: [{action: Deny, source: {nets: [10.0.0.0/8]}}, {action: Allow}]", true)]
    [InlineData("preDNAT: true\n  ingress: [{action: Log}, {action: Deny}]", false)]
    [InlineData("preDNAT: true\n  ingress: [{action: Pass}]", true)]
    [InlineData("preDNAT: true\n  ingress: ['{{ .Values.rule }}']", true)]
    [InlineData("selector: app == 'web'\n  ingress: [{action: Allow}]", true)]
    [InlineData("selector: app == 'other' && tier == 'front'\n  ingress: [{action: Allow}]", false)]
    [InlineData("selector: app != 'web'\n  ingress: [{action: Allow}]", false)]
    [InlineData("selector: app == 'other' || tier == 'front'\n  ingress: [{action: Allow}]", true)]
    [InlineData("selector: \"!(app == 'web' && app == 'other')\"\n  ingress: [{action: Allow}]", true)]
    [InlineData("selector: tier == 'front'\n  ingress: [{action: Allow}]", true)]
    [InlineData("selector: app == 'other'\n  preDNAT: true\n  ingress: [{action: Allow}]", true)]
    [InlineData("types: [Egress]\n  ingress: [{action: Allow}]", false)]
    [InlineData("types: [Ingress]", false)]
    [InlineData("egress: [{action: Allow}]", false)]
    public void Policies(string spec, bool isSilent)
    {
        foreach (var group in new[] { "projectcalico.org/v3", "crd.projectcalico.org/v1" })
        {
            var policy = $"apiVersion: {group}\nkind: GlobalNetworkPolicy\nmetadata:\n  name: allow\nspec:\n  {spec}\n";
            var found = new ManifestSet(Nrp, ("/k8s/a.yaml", Service("  - port: 8080\n    targetPort: 9090\n")), ("/k8s/b.yaml", policy)).Check("/k8s/a.yaml");
            Assert.Equal(isSilent, found.IsEmpty);
        }
    }

    [Theory(DisplayName = "Policies that cannot open a host's filter, and other kinds, do not silence the rule")]
    [InlineData("projectcalico.org/v3", "NetworkPolicy")]
    [InlineData("networking.k8s.io/v1", "NetworkPolicy")]
    [InlineData("projectcalico.org/v3", "StagedGlobalNetworkPolicy")]
    [InlineData("example.org/v1", "GlobalNetworkPolicy")]
    public void OtherPolicies(string version, string kind) => ManifestSet.Verify(
        Nrp, ("/k8s/a.yaml", Service("  - port: {|BIND2020:8080|}\n") + $"---\napiVersion: {version}\nkind: {kind}\nmetadata:\n  name: allow\nspec:\n  ingress:\n  - action: Allow\n"));

    [Theory(DisplayName = "The repair publishes on 443 and keeps the pods' port, and is not applied in bulk")]
    [InlineData("  - port: 8443 # TLS\n    targetPort: 9443\n", "  - port: 443 # TLS\n    targetPort: 9443\n")]
    [InlineData("  - port: 8443 # TLS\n", "  - port: 443 # TLS\n    targetPort: 8443\n")]
    [InlineData("  - name: web\n    port: 8443\n    protocol: TCP\n", "  - name: web\n    port: 443\n    targetPort: 8443\n    protocol: TCP\n")]
    [InlineData("  - port: 8443\n    targetPort:\n", "  - port: 443\n    targetPort: 8443\n")]
    [InlineData("  - {port: 8443}\n", "  - {port: 443, targetPort: 8443}\n")]
    [InlineData("  - {\"port\": 8443, \"targetPort\": \"web\"}\n", "  - {\"port\": 443, \"targetPort\": \"web\"}\n")]
    [InlineData("  - {\"port\": 8443}\n", "  - {\"port\": 443, \"targetPort\": 8443}\n")]
    public void Repair(string before, string after)
    {
        ManifestSet.Repair(Nrp, "BIND2020", Service(before), Service(after));
        Assert.DoesNotContain(new ManifestSet(Nrp, ("/k8s/a.yaml", Service(before))).Check().SelectMany(finding => finding.Repairs), repair => !repair.IsManual);
    }

    [Theory(DisplayName = "There is no repair where 443 is taken or unknown, or the port is shared")]
    [InlineData("  - name: a\n    port: 443\n  - name: b\n    port: 8443\n")]
    [InlineData("  - name: a\n    port: ${PORT}\n  - name: b\n    port: 8443\n")]
    [InlineData("  - &port\n    port: 8443\n")]
    public void NoRepair(string ports) =>
        Assert.Empty(Assert.Single(new ManifestSet(Nrp, ("/k8s/a.yaml", Service(ports))).Check(), finding => finding.Rule.Id == "BIND2020").Repairs);

    private static string Service(string ports) =>
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: LoadBalancer\n  selector:\n    app: web\n  ports:\n" + ports;
}
