using static BindCheck.Analyzers.Tests.Manifests.Manifest;

namespace BindCheck.Analyzers.Tests.Manifests;

/// <summary>BIND2011 to BIND2019, BIND2021 to BIND2024: what the API server refuses (pkg/apis/core/validation), and texts that do not mean what they look like.</summary>
public sealed class ServiceRuleTests
{
    public static TheoryData<string, string> Cases => new()
    {
        // pkg/registry/core/service/storage/alloc.go, initIPFamilyFields
        { "two families without a policy", LoadBalancer("{|BIND2011:ipFamilies|}: [IPv4, IPv6]") },
        { "two families and one stack", LoadBalancer("ipFamilyPolicy: {|BIND2011:SingleStack|}\nipFamilies: [IPv6, IPv4]") },
        { "two cluster IPs", LoadBalancer("{|BIND2011:clusterIPs|}: [10.0.0.1, 'fd00::1']") },
        { "two families, preferred", LoadBalancer("ipFamilyPolicy: PreferDualStack\nipFamilies: [IPv4, IPv6]") },
        { "two families of a headless Service with a selector", Service("clusterIP: None\n{|BIND2011:ipFamilies|}: [IPv4, IPv6]") },
        { "two families of a headless Service without one", Service("clusterIP: None\nipFamilies: [IPv4, IPv6]").Replace("  selector:\n    app: web\n", "", StringComparison.Ordinal) },
        { "two families in a patch", "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ipFamilies: [IPv4, IPv6]\n" },
        { "two families and a templated policy", LoadBalancer("ipFamilyPolicy: ${POLICY}\nipFamilies: [IPv4, IPv6]") },

        // ValidateServiceClusterIPsRelatedFields
        { "families in the wrong case", LoadBalancer("ipFamilies: [{|BIND2012:ipv6|}]") },
        { "an unknown family", LoadBalancer("ipFamilies:\n- {|BIND2012:IPv5|}") },
        { "a family twice", LoadBalancer("ipFamilies: [IPv4, {|BIND2012:IPv4|}]") },
        { "families as a text", LoadBalancer("ipFamilies: {|BIND2012:IPv6|}") },
        { "a policy in the wrong case", LoadBalancer("ipFamilyPolicy: {|BIND2012:preferDualStack|}") },
        { "a policy that is none", LoadBalancer("ipFamilyPolicy: {|BIND2012:DualStack|}") },
        { "a policy as a list", LoadBalancer("ipFamilyPolicy: {|BIND2012:[SingleStack]|}") },
        { "the obsolete field", LoadBalancer("{|BIND2012:ipFamily|}: IPv6") },
        { "templated families", LoadBalancer("ipFamilies: ['{{ .Values.family }}']\nipFamilyPolicy: $(POLICY)") },
        { "empty families", LoadBalancer("ipFamilies: []\nipFamilyPolicy:") },
        { "a family twice, in two cases", LoadBalancer("ipFamilies: [IPv4, {|BIND2012:ipv4|}]") },
        { "two families, one in the wrong case, without a policy", LoadBalancer("{|BIND2011:ipFamilies|}: [IPv4, {|BIND2012:ipv6|}]") },

        // ValidateService
        { "a headless LoadBalancer", LoadBalancer("clusterIP: {|BIND2013:None|}") },
        { "a headless NodePort by list", Service("type: NodePort\nclusterIPs: [{|BIND2013:None|}]") },
        { "a headless ClusterIP", Service("clusterIP: None") },
        { "an ExternalName with families", Service("type: ExternalName\nexternalName: db.example\n{|BIND2014:ipFamilies|}: [IPv4]\n{|BIND2014:clusterIP|}: 10.0.0.1") },
        { "an ExternalName without a name", Service("type: {|BIND2014:ExternalName|}") },
        { "an ExternalName", Service("type: ExternalName\nexternalName: db.example\nclusterIP: ''") },

        // validateServiceExternalTrafficPolicy
        { "a traffic policy in the wrong case", LoadBalancer("externalTrafficPolicy: {|BIND2015:local|}") },
        { "an internal traffic policy that is none", LoadBalancer("internalTrafficPolicy: {|BIND2015:Node|}") },
        { "a traffic policy of a ClusterIP", Service("type: ClusterIP\n{|BIND2015:externalTrafficPolicy|}: Local") },
        { "a traffic policy of a ClusterIP with external IPs", Service("externalIPs: [192.0.2.1]\nexternalTrafficPolicy: Local") },
        { "a health port without Local", LoadBalancer("{|BIND2015:healthCheckNodePort|}: 30000") },
        { "a health port with Local", LoadBalancer("healthCheckNodePort: 30000\nexternalTrafficPolicy: Local") },
        { "a node port of a ClusterIP", Service("type: ClusterIP", ports: "- port: 80\n  {|BIND2015:nodePort|}: 30080") },
        { "a node port of a NodePort", Service("type: NodePort", ports: "- port: 80\n  nodePort: 30080") },
        { "a node port of an ExternalName, which is not forbidden", Service("type: ExternalName\nexternalName: db.example", ports: "- port: 80\n  nodePort: 30080") },

        // pkg/proxy/serviceport.go, newBaseServiceInfo
        { "ranges of the other family", LoadBalancer("ipFamilies: [IPv6]\n{|BIND2016:loadBalancerSourceRanges|}: [10.0.0.0/8]") },
        { "ranges of one family of two", LoadBalancer("ipFamilyPolicy: RequireDualStack\n{|BIND2016:loadBalancerSourceRanges|}:\n- ' 10.0.0.0/8 '") },
        { "ranges of both families", LoadBalancer("ipFamilyPolicy: RequireDualStack\nloadBalancerSourceRanges: [10.0.0.0/8, '2001:db8::/32']") },
        { "ranges, and families that only the cluster knows", LoadBalancer("loadBalancerSourceRanges: [10.0.0.0/8]") },
        { "ranges that are no CIDRs", LoadBalancer("ipFamilies: [IPv6]\nloadBalancerSourceRanges: [10.0.0.0/8, '${OFFICE}']") },

        // validateServicePort
        { "two ports, one without a name", LoadBalancer(ports: "- name: https\n  port: 443\n- {|BIND2017:port|}: 22") },
        { "one port without a name", LoadBalancer(ports: "- port: 443") },
        { "a name that is no label", LoadBalancer(ports: "- name: {|BIND2017:HTTPS|}\n  port: 443") },
        { "a name that is a number", LoadBalancer(ports: "- name: {|BIND2017:443|}\n  port: 443") },
        { "a name twice", LoadBalancer(ports: "- name: web\n  port: 443\n- name: {|BIND2017:web|}\n  port: 80") },

        // ValidatePortNumOrName, IsValidPortName; measured with sigs.k8s.io/yaml
        { "a port in quotes", LoadBalancer(ports: "- port: {|BIND2018:\"443\"|}\n  targetPort: 8443") },
        { "a target port in quotes", LoadBalancer(ports: "- port: 443\n  targetPort: {|BIND2018:'8443'|}") },
        { "an octal port", LoadBalancer(ports: "- port: {|BIND2018:0443|}") },
        { "a leading zero that changes nothing, since 8 and 9 are not octal", LoadBalancer(ports: "- port: 0899") },
        { "a hexadecimal port", LoadBalancer(ports: "- port: 0x1bb") },
        { "a port with an underscore and one with a fraction", LoadBalancer(ports: "- name: a\n  port: 1_443\n- name: b\n  port: 443.0") },
        { "an empty port", LoadBalancer(ports: "- {|BIND2018:port|}:") },
        { "two ports in one", LoadBalancer(ports: "- port: {|BIND2018:443:8443|}") },
        { "a sexagesimal", LoadBalancer(ports: "- port: {|BIND2018:22:22|}") },
        { "a port out of range", LoadBalancer(ports: "- port: {|BIND2018:70000|}") },
        { "port 0", LoadBalancer(ports: "- port: {|BIND2018:0|}") },
        { "target port 0, which is the port", LoadBalancer(ports: "- port: 443\n  targetPort: 0") },
        { "an empty target port, which is the port (SetDefaults_Service)", LoadBalancer(ports: "- port: 443\n  targetPort: ''") },
        { "a target port that is a boolean", LoadBalancer(ports: "- port: 443\n  targetPort: {|BIND2018:yes|}") },
        { "numbers of other notations", LoadBalancer(ports: "- name: a\n  port: 0X1BB\n- name: b\n  port: 1e3\n  targetPort: 8e3\n- name: c\n  port: !!int '445'") },
        { "a number where a mapping belongs", LoadBalancer(ports: "- {|BIND2018:443|}") },
        { "a port twice, the protocol in two cases", LoadBalancer(ports: "- name: a\n  port: 53\n- name: b\n  port: {|BIND2018:53|}\n  protocol: {|BIND2019:tcp|}") },
        { "a port twice", LoadBalancer(ports: "- name: a\n  port: 443\n- name: b\n  port: {|BIND2018:443|}") },
        { "a port over two protocols", LoadBalancer(ports: "- name: a\n  port: 443\n- name: b\n  port: 443\n  protocol: UDP") },
        { "a node port twice", Service("type: NodePort", ports: "- name: a\n  port: 80\n  nodePort: 30080\n- name: b\n  port: 81\n  nodePort: {|BIND2018:30080|}") },
        { "names of target ports", LoadBalancer(ports: "- name: a\n  port: 1\n  targetPort: https\n- name: b\n  port: 2\n  targetPort: {|BIND2018:https_port|}\n- name: c\n  port: 3\n  targetPort: {|BIND2018:a-very-long-name-of-a-port|}\n- name: d\n  port: 4\n  targetPort: 8-443x") },
        { "ports as a mapping", Service("type: ClusterIP", ports: "port: 443").Replace("  ports:", "  {|BIND2018:ports|}:", StringComparison.Ordinal).Replace("  port: 443", "    port: 443", StringComparison.Ordinal) },
        { "an entry without a port", LoadBalancer(ports: "- {|BIND2018:targetPort|}: 8443") },
        { "templated ports", LoadBalancer(ports: "- port: ${PORT}\n  targetPort: '{{ .Values.port }}'") },

        { "a protocol in the wrong case", LoadBalancer(ports: "- port: 443\n  protocol: {|BIND2019:tcp|}") },
        { "ICMP", LoadBalancer(ports: "- port: 443\n  protocol: {|BIND2019:ICMP|}") },
        { "SCTP where nobody says that it does not arrive", LoadBalancer(ports: "- port: 443\n  protocol: SCTP") },

        { "a field in the wrong case", LoadBalancer("{|BIND2021:loadbalancerIP|}: 67.58.49.70") },
        { "a field with a letter too many", LoadBalancer("{|BIND2021:ipFamiliess|}: [IPv6]") },
        { "a field of a port", LoadBalancer(ports: "- port: 443\n  {|BIND2021:targetport|}: 8443") },
        { "fields that resemble none", LoadBalancer("someNewField: true\nx-note: a") },

        { "a flat manifest", "apiVersion: v1\nkind: Service\nmetadata:\n{|BIND2022:name|}: web\nspec:\ntype: LoadBalancer\nports:\n- port: 443\ntargetPort: 8443\n" },
        { "a flat manifest whose labels and selector have one key", "apiVersion: v1\nkind: Service\nmetadata:\n{|BIND2022:name|}: web\nlabels:\napp: web\nspec:\nselector:\napp: web\nports:\n- name: https\nport: 443\n" },
        { "a flat manifest of two ports, which is no YAML", "apiVersion: v1\nkind: Service\nmetadata:\n{|BIND2022:name|}: web\nspec:\nselector:\napp: web\nports:\n- name: a\nport: 443\n- name: b\nport: 22\n" },
        { "a flat object of another kind", "apiVersion: v1\nkind: Pod\nmetadata:\nname: web\nspec:\nports:\n- port: 443\n" },
        { "a Service with nothing but a name", "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n" },

        { "a key twice", LoadBalancer("{|BIND2023:externalTrafficPolicy|}: Local\nexternalTrafficPolicy: Cluster") },
        { "a key twice in another object", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  {|BIND2023:a|}: 1\n  a: 2\n" },
        { "a merged key that is overridden", "apiVersion: v1\nkind: ConfigMap\nx: &x {a: 1}\ndata:\n  <<: *x\n  a: 2\n" },

        { "two merges", "apiVersion: v1\nkind: ConfigMap\nx: &x {a: 1}\ny: &y {b: 1}\ndata:\n  <<: *x\n  <<: *y\n" },
        { "an address that ends in a colon", "apiVersion: v1\nkind: Service\nspec:\n  loadBalancerIP: {|BIND2024:2607:f720:1720:e100::|} # first\n  type: LoadBalancer\n" },
        { "a tab", "apiVersion: v1\nkind: Service\nspec:\n{|BIND2024:\t|}type: LoadBalancer\n" },
        { "a mistake above a script with tabs", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a{|BIND2024::|} b\ndata:\n  Makefile: |\n    all:\n    \tmake\n" },
        { "one broken document of two", "apiVersion: v1\nkind: Service\nspec: a: {|BIND2024:|}b\n---\n" + LoadBalancer("{|BIND2011:ipFamilies|}: [IPv4, IPv6]") },
    };

    [Theory(DisplayName = "What the API server refuses, or reads otherwise than it looks, is reported exactly")]
    [MemberData(nameof(Cases))]
    public void Reported(string form, string marked)
    {
        Assert.NotEmpty(form);
        if (form == "one broken document of two")
        {
            Assert.Equal(["BIND2024", "BIND2011"], new ManifestSet("", ("/k8s/a.yaml", marked.Replace("{|BIND2024:|}", "", StringComparison.Ordinal).Replace("{|BIND2011:ipFamilies|}", "ipFamilies", StringComparison.Ordinal))).Check().Select(finding => finding.Rule.Id));
            return;
        }

        ManifestSet.Verify("", ("/k8s/a.yaml", marked));
    }

    public static TheoryData<string, string, string> Repairs => new()
    {
        { "BIND2011", LoadBalancer("ipFamilies: [IPv4, IPv6]"), LoadBalancer("ipFamilyPolicy: PreferDualStack\nipFamilies: [IPv4, IPv6]") },
        { "BIND2011", LoadBalancer("ipFamilyPolicy: SingleStack # s\nipFamilies: [IPv4, IPv6]"), LoadBalancer("ipFamilyPolicy: PreferDualStack # s\nipFamilies: [IPv4, IPv6]") },
        { "BIND2011", LoadBalancer("loadBalancerIP: 2607:f720::1\nipFamilies: [IPv4, IPv6]"), LoadBalancer("loadBalancerIP: 2607:f720::1\nipFamilies: [IPv6]") },
        { "BIND2012", LoadBalancer("ipFamilies: [\"ipv6\"] # six"), LoadBalancer("ipFamilies: [\"IPv6\"] # six") },
        { "BIND2012", LoadBalancer("ipFamilies: ipv6"), LoadBalancer("ipFamilies: [IPv6]") },
        { "BIND2012", LoadBalancer("ipFamilies: 'ipv6'"), LoadBalancer("ipFamilies: ['IPv6']") },
        { "BIND2012", LoadBalancer("ipFamilies: IPv4,ipv6\nipFamilyPolicy: PreferDualStack"), LoadBalancer("ipFamilies: [IPv4, IPv6]\nipFamilyPolicy: PreferDualStack") },
        { "BIND2012", LoadBalancer("ipFamily: IPv6"), LoadBalancer("ipFamilies: [IPv6]") },
        { "BIND2012", LoadBalancer("ipFamilyPolicy: singlestack"), LoadBalancer("ipFamilyPolicy: SingleStack") },
        { "BIND2014", "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  type: ExternalName\n  ipFamilies: # none\n  - IPv4\n  externalName: db.example\n", "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  type: ExternalName\n  externalName: db.example\n" },
        { "BIND2015", LoadBalancer("externalTrafficPolicy: 'local'"), LoadBalancer("externalTrafficPolicy: 'Local'") },
        { "BIND2015", Service("type: ClusterIP\nexternalTrafficPolicy: Local"), Service("type: ClusterIP") },
        { "BIND2017", LoadBalancer(ports: "- name: https\n  port: 443\n- port: 22\n  targetPort: 2222"), LoadBalancer(ports: "- name: https\n  port: 443\n- port: 22\n  name: tcp-22\n  targetPort: 2222") },
        { "BIND2017", LoadBalancer(ports: "- name: Web_UI # ui\n  port: 443"), LoadBalancer(ports: "- name: web-ui # ui\n  port: 443") },
        { "BIND2017", LoadBalancer(ports: "- name: 443\n  port: 443"), LoadBalancer(ports: "- name: \"443\"\n  port: 443") },
        { "BIND2017", LoadBalancer(ports: "- name: a\n  port: 53\n- name:\n  port: 54"), LoadBalancer(ports: "- name: a\n  port: 53\n- name: tcp-54\n  port: 54") },
        { "BIND2017", LoadBalancer(ports: "- name: a\n  port: 53\n- name: ''\n  port: 54"), LoadBalancer(ports: "- name: a\n  port: 53\n- name: 'tcp-54'\n  port: 54") },
        { "BIND2018", LoadBalancer(ports: "- port: \"443\" # tls\n  targetPort: 8443"), LoadBalancer(ports: "- port: 443 # tls\n  targetPort: 8443") },
        { "BIND2018", LoadBalancer(ports: "- {port: 443, targetPort: '8443'}"), LoadBalancer(ports: "- {port: 443, targetPort: 8443}") },
        { "BIND2019", LoadBalancer(ports: "- port: 443\n  protocol: \"udp\""), LoadBalancer(ports: "- port: 443\n  protocol: \"UDP\"") },
        { "BIND2021", LoadBalancer("ipfamilies: [IPv6]"), LoadBalancer("ipFamilies: [IPv6]") },
        { "BIND2021", """{"apiVersion": "v1", "kind": "Service", "spec": {"type": "LoadBalancer", "ports": [{"port": 443, "targetport": 8443}]}}""", """{"apiVersion": "v1", "kind": "Service", "spec": {"type": "LoadBalancer", "ports": [{"port": 443, "targetPort": 8443}]}}""" },
        { "BIND2022", "apiVersion: v1\nkind: Service\nmetadata:\nname: web\nlabels:\nname: web # label\nspec:\n# public\ntype: LoadBalancer\nselector:\nname: web\nports:\n- name: a\nport: 443\n- name: b\nport: 22\n", "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  labels:\n    name: web # label\nspec:\n# public\n  type: LoadBalancer\n  selector:\n    name: web\n  ports:\n  - name: a\n    port: 443\n  - name: b\n    port: 22\n" },
        { "BIND2024", LoadBalancer(annotation: "metallb.io/loadBalancerIPs: 67.58.49.70,2607:f720:1720:e100::", fields: "ipFamilyPolicy: PreferDualStack"), LoadBalancer(annotation: "metallb.io/loadBalancerIPs: \"67.58.49.70,2607:f720:1720:e100::\"", fields: "ipFamilyPolicy: PreferDualStack") },
        { "BIND2024", "apiVersion: v1\nkind: Service\nspec:\n  loadBalancerIP: 2607:f720::\n  type: LoadBalancer\n", "apiVersion: v1\nkind: Service\nspec:\n  loadBalancerIP: \"2607:f720::\"\n  type: LoadBalancer\n" },
    };

    [Theory(DisplayName = "A repair changes the least, and leaves nothing to report")]
    [MemberData(nameof(Repairs))]
    public void Repaired(string id, string before, string after) => ManifestSet.Repair("", id, before, after);

    [Fact(DisplayName = "SCTP is reported where VIPs of the cluster do not carry it")]
    public void Protocols() => ManifestSet.Verify(Nrp, ("/k8s/a.yaml", LoadBalancer(ports: "- port: 443\n  protocol: {|BIND2019:SCTP|}")));

    [Theory(DisplayName = "No repair is offered that would leave the Service refused or pending for another reason")]
    [InlineData("BIND2009", "loadBalancerIP: 67.58.49.70\nclusterIP: None", "- port: 443")]
    [InlineData("BIND2011", "type: LoadBalancer\nloadBalancerIP: ${VIP}\nipFamilies: [IPv4, IPv6]", "- port: 443")]
    [InlineData("BIND2012", "type: LoadBalancer\nipFamilies: IPv4,IPv6", "- port: 443")]
    [InlineData("BIND2018", "type: LoadBalancer", "- port: '70000'")]
    public void NotRepaired(string id, string fields, string ports) =>
        Assert.Empty(Assert.Single(new ManifestSet("", ("/k8s/a.yaml", Service(fields, ports: ports))).Check(), finding => finding.Rule.Id == id).Repairs);

    [Fact(DisplayName = "Two names that become one label are not both corrected to it")]
    public void NamesStayUnique() =>
        Assert.Equal([1, 0], new ManifestSet("", ("/k8s/a.yaml", LoadBalancer(ports: "- name: WEB\n  port: 1\n- name: Web\n  port: 2"))).Check().Select(finding => finding.Repairs.Length));

    [Theory(DisplayName = "A rename that would give a key twice, or a list a single value, is not offered")]
    [InlineData("BIND2008", "metadata: {name: a, annotations: {metallb.io/address-pool: a, metallb.universe.tf/address-pool: a}}\nspec: {ports: [{port: 443}]}\n")]
    [InlineData("BIND2021", "metadata: {name: a}\nspec: {type: ClusterIP, port: 443}\n")]
    [InlineData("BIND2022", "metadata:\nname: web\nspec:\ntype: ClusterIP\nports:\n- port: 443\nport: 80\n")]
    public void NotOffered(string id, string fields) => Assert.Empty(Assert.Single(
        new ManifestSet("bindcheck.metallb_version = 0.14.8", ("/k8s/a.yaml", "apiVersion: v1\nkind: Service\n" + fields)).Check(), finding => finding.Rule.Id == id).Repairs);

    [Theory(DisplayName = "A ping of a VIP is reported, a ping of something else beside a VIP is not")]
    [InlineData("command: [ping, -c, '1', {|BIND2025:67.58.49.70|}]")]
    [InlineData("command: [/bin/ping6]\n    args: [-c1, '{|BIND2025:2607:f720:1720:e100::10|}']")]
    [InlineData("command: [sh, -c, 'set -e; timeout 5 ping -c1 {|BIND2025:67.58.49.70|} && nc -z 67.58.49.71 443']")]
    [InlineData("command: [mysqladmin, ping, -h, 67.58.49.70]")]
    [InlineData("command: [sh, -c, 'ping -c1 10.0.0.1 && nc -z 67.58.49.70 443']")]
    [InlineData("command: [sh, -c, 'redis-cli ping; nc -z 67.58.49.70 443']")]
    [InlineData("command: [echo, no ping of 67.58.49.70]")]
    [InlineData("command: [ping, 192.0.2.1]")]
    public void Pings(string command) => ManifestSet.Verify(
        Nrp, ("/k8s/a.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: a\n    image: a:1\n    " + command + "\n"));
}
