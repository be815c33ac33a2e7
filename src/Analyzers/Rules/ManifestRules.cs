using Microsoft.CodeAnalysis;

namespace BindCheck.Rules;

/// <summary>BIND2xxx: Kubernetes manifests. BIND2001 to BIND2031 are about Services, BIND2101 to BIND2107 about MetalLB's own objects.</summary>
internal static class ManifestRules
{
    /// <summary>BIND2001: the text that pins a VIP is no address to Go's net.ParseIP, which MetalLB uses.</summary>
    internal static readonly DiagnosticDescriptor VipAddressInvalid = Create(
        "BIND2001", "Pinned address is not an IP address", DiagnosticSeverity.Warning,
        "MetalLB cannot read a pinned address that is not one by Go's rules and leaves the Service pending; the API server accepts it.");

    /// <summary>BIND2002: the pinned addresses are not of the families that the Service gets.</summary>
    internal static readonly DiagnosticDescriptor VipFamilyMismatch = Create(
        "BIND2002", "Pinned address does not match the Service's IP families", DiagnosticSeverity.Warning,
        "MetalLB assigns pinned addresses only if their families are exactly those of the Service; otherwise the Service stays pending.");

    /// <summary>BIND2003: a dual-stack Service, and no pool that holds both families.</summary>
    internal static readonly DiagnosticDescriptor DualStackAcrossPools = Create(
        "BIND2003", "No address pool has both families of a dual-stack Service", DiagnosticSeverity.Info,
        "MetalLB takes all addresses of a Service from one pool: without one of both families a dual-stack Service gets one address, or none.");

    /// <summary>BIND2004: a pinned address that no pool gives out, or a pool that the Service cannot use.</summary>
    internal static readonly DiagnosticDescriptor VipOutsidePools = Create(
        "BIND2004", "Pinned address is in no address pool", DiagnosticSeverity.Warning,
        "MetalLB assigns an address only if one of its pools has it and the Service may use that pool; otherwise the Service stays pending.");

    /// <summary>BIND2005: spec.loadBalancerIP and MetalLB's annotation are both set.</summary>
    internal static readonly DiagnosticDescriptor VipPinnedTwice = Create(
        "BIND2005", "Addresses are pinned by field and by annotation", DiagnosticSeverity.Warning,
        "MetalLB refuses a Service that has both spec.loadBalancerIP and its own annotation.");

    /// <summary>BIND2006: more than two pinned addresses, or two of one family.</summary>
    internal static readonly DiagnosticDescriptor VipsOfOneFamily = Create(
        "BIND2006", "Pinned addresses are not one of each family", DiagnosticSeverity.Warning,
        "A Service gets at most one address of each family: MetalLB refuses any other set of pinned addresses.");

    /// <summary>BIND2007: spec.loadBalancerIP, which Kubernetes deprecates, instead of MetalLB's annotation.</summary>
    internal static readonly DiagnosticDescriptor LoadBalancerIPDeprecated = Create(
        "BIND2007", "spec.loadBalancerIP is deprecated", DiagnosticSeverity.Hidden,
        "Kubernetes deprecated the field in 1.24, since it holds one address only; MetalLB's annotation holds one of each family.");

    /// <summary>BIND2008: a key in MetalLB's name that MetalLB does not read where, or as, it is written.</summary>
    internal static readonly DiagnosticDescriptor MetalLBAnnotationWrong = Create(
        "BIND2008", "MetalLB does not read this annotation", DiagnosticSeverity.Warning,
        "MetalLB ignores what it does not know: the Service gets another address or pool than the manifest asks for.");

    /// <summary>BIND2009: fields and annotations of load balancers on a Service of another type.</summary>
    internal static readonly DiagnosticDescriptor VipFieldsWithoutLoadBalancer = Create(
        "BIND2009", "Load-balancer fields on a Service that is no LoadBalancer", DiagnosticSeverity.Warning,
        "On a Service of another type nobody assigns a VIP, and the API server refuses some of the fields.");

    /// <summary>BIND2010: a Service that asks MetalLB for an address but names the class of another controller.</summary>
    internal static readonly DiagnosticDescriptor LoadBalancerClassNotMetalLB = Create(
        "BIND2010", "The load-balancer class is not MetalLB's", DiagnosticSeverity.Info,
        "MetalLB serves only the class that it was started with; what the manifest asks it for is ignored.");

    /// <summary>BIND2011: two families, or two cluster IPs, with ipFamilyPolicy SingleStack or without a policy.</summary>
    internal static readonly DiagnosticDescriptor TwoFamiliesSingleStack = Create(
        "BIND2011", "Two IP families on a single-stack Service", DiagnosticSeverity.Warning,
        "The API server refuses to create a single-stack Service with two families.");

    /// <summary>BIND2012: ipFamilies, ipFamilyPolicy or the obsolete ipFamily with a value that the API server refuses.</summary>
    internal static readonly DiagnosticDescriptor IPFamilyValue = Create(
        "BIND2012", "IP families or policy are not valid", DiagnosticSeverity.Warning,
        "The API server knows the families IPv4 and IPv6 and three policies, case and all, and refuses a Service with any other.");

    /// <summary>BIND2013: clusterIP: None on a Service of type LoadBalancer or NodePort.</summary>
    internal static readonly DiagnosticDescriptor HeadlessLoadBalancer = Create(
        "BIND2013", "A headless Service cannot be a LoadBalancer", DiagnosticSeverity.Warning,
        "The API server refuses it: a load balancer needs a cluster IP to send to.");

    /// <summary>BIND2014: cluster IPs or families on an ExternalName Service, or no external name.</summary>
    internal static readonly DiagnosticDescriptor ExternalNameWithFamilies = Create(
        "BIND2014", "An ExternalName Service has no addresses", DiagnosticSeverity.Warning,
        "An ExternalName Service is a DNS alias: the API server refuses cluster IPs and families on it, and an absent name.");

    /// <summary>BIND2015: externalTrafficPolicy, healthCheckNodePort or nodePort on a Service that cannot have them, or with a wrong value.</summary>
    internal static readonly DiagnosticDescriptor TrafficPolicyMisuse = Create(
        "BIND2015", "Traffic policy does not fit the Service", DiagnosticSeverity.Warning,
        "The API server refuses a traffic policy that is unknown, or that a Service of this type cannot have.");

    /// <summary>BIND2016: loadBalancerSourceRanges without a range of one of the Service's families.</summary>
    internal static readonly DiagnosticDescriptor SourceRangesOneFamily = Create(
        "BIND2016", "One family's VIP is open to everyone", DiagnosticSeverity.Warning,
        "kube-proxy filters each family by the ranges of that family, and not at all where there are none.");

    /// <summary>BIND2017: several ports of which one has no name, or names that are not unique DNS labels.</summary>
    internal static readonly DiagnosticDescriptor PortNames = Create(
        "BIND2017", "Port names are missing or not valid", DiagnosticSeverity.Warning,
        "The API server refuses a Service with several ports unless each has a unique name that is a DNS label.");

    /// <summary>BIND2018: ports that are no number, out of range, declared twice, or not the number that they look like.</summary>
    internal static readonly DiagnosticDescriptor PortValue = Create(
        "BIND2018", "Port is not valid", DiagnosticSeverity.Warning,
        "The API server refuses a Service whose ports are not numbers from 1 to 65535, or names of containers' ports.");

    /// <summary>BIND2019: a protocol that Kubernetes does not know, or that VIPs of the cluster do not carry.</summary>
    internal static readonly DiagnosticDescriptor ProtocolUnsupported = Create(
        "BIND2019", "Protocol does not reach the VIP", DiagnosticSeverity.Warning,
        "The API server knows TCP, UDP and SCTP, in capitals; VIPs carry those that the cluster announces.");

    /// <summary>BIND2020: a port of a VIP outside the cluster's default inbound set that no policy opens.</summary>
    internal static readonly DiagnosticDescriptor VipPortNotPermitted = Create(
        "BIND2020", "The cluster does not let this port in", DiagnosticSeverity.Warning,
        "A cluster-wide policy lets in a few ports only: clients of any other port time out until a policy or an exception opens it.");

    /// <summary>BIND2021: a misspelt field of a Service.</summary>
    internal static readonly DiagnosticDescriptor ServiceFieldUnknown = Create(
        "BIND2021", "Field is not one of a Service", DiagnosticSeverity.Warning,
        "The API server drops a field that it does not know, or refuses the Service: what the field was to do is not done.");

    /// <summary>BIND2022: a Service whose fields are all at the top level.</summary>
    internal static readonly DiagnosticDescriptor ServiceFlattened = Create(
        "BIND2022", "The manifest lost its indentation", DiagnosticSeverity.Warning,
        "Pasted without its indentation, a manifest has neither a name nor ports: the API server refuses it.");

    /// <summary>BIND2023: a key that is written twice in one mapping.</summary>
    internal static readonly DiagnosticDescriptor YamlDuplicateKey = Create(
        "BIND2023", "Key is written twice", DiagnosticSeverity.Warning,
        "The last one wins without a word, so that the first is not what the cluster runs.");

    /// <summary>BIND2024: a document that YAML parsers refuse.</summary>
    internal static readonly DiagnosticDescriptor YamlSyntax = Create(
        "BIND2024", "Manifest is not valid YAML", DiagnosticSeverity.Warning,
        "kubectl refuses the file, and nothing else in this document can be checked.");

    /// <summary>BIND2025: a check by ICMP of an address that MetalLB gives out.</summary>
    internal static readonly DiagnosticDescriptor IcmpCheckOnVip = Create(
        "BIND2025", "A VIP does not answer ping", DiagnosticSeverity.Warning,
        "In BGP mode no host owns the VIP's address: it answers the Service's ports only, and a ping fails whether or not the Service is up.");

    /// <summary>BIND2026: an address that another Service has pinned and does not share.</summary>
    internal static readonly DiagnosticDescriptor VipAddressConflict = Create(
        "BIND2026", "Two Services pin one address", DiagnosticSeverity.Warning,
        "MetalLB gives an address to two Services only if both have the same sharing key and different ports; otherwise the later one stays pending.");

    /// <summary>BIND2027: more LoadBalancer Services than the pool has IPv4 addresses.</summary>
    internal static readonly DiagnosticDescriptor PoolExhausted = Create(
        "BIND2027", "More Services than addresses", DiagnosticSeverity.Info,
        "The Services that come last stay pending: 'no available IPs'.");

    /// <summary>BIND2028: a named targetPort that no container of the selected workloads declares.</summary>
    internal static readonly DiagnosticDescriptor TargetPortNameUnresolved = Create(
        "BIND2028", "No container has a port of this name", DiagnosticSeverity.Warning,
        "A named target port is looked up in the selected pods; without one of that name and protocol the Service has no endpoints on this port.");

    /// <summary>BIND2029: a numeric targetPort that is not among the ports that the selected containers declare.</summary>
    internal static readonly DiagnosticDescriptor TargetPortNotDeclared = Create(
        "BIND2029", "No container declares this port", DiagnosticSeverity.Info,
        "Declared ports are documentation only, but one that differs from the Service's target is often a mistake.");

    /// <summary>BIND2031: a selector that no workload among the manifests matches.</summary>
    internal static readonly DiagnosticDescriptor SelectorMatchesNothing = Create(
        "BIND2031", "The selector matches no workload", DiagnosticSeverity.Hidden,
        "A Service without endpoints is not advertised by MetalLB: its VIP reaches nothing.");

    /// <summary>BIND2101: a pool without addresses, or with a text that is neither a CIDR nor a range.</summary>
    internal static readonly DiagnosticDescriptor PoolInvalid = Create(
        "BIND2101", "Address pool is not valid", DiagnosticSeverity.Warning,
        "MetalLB refuses the whole configuration for one pool that it cannot read.");

    /// <summary>BIND2102: ranges of pools that overlap.</summary>
    internal static readonly DiagnosticDescriptor PoolOverlap = Create(
        "BIND2102", "Address pools overlap", DiagnosticSeverity.Warning,
        "MetalLB refuses the whole configuration if an address is in two ranges.");

    /// <summary>BIND2103: an advertisement of a pool that does not exist.</summary>
    internal static readonly DiagnosticDescriptor AdvertisementUnknownPool = Create(
        "BIND2103", "Advertisement names an unknown pool", DiagnosticSeverity.Warning,
        "MetalLB skips a name that it does not know without a word: the pool that was meant is not advertised.");

    /// <summary>BIND2104: a pool that no advertisement selects.</summary>
    internal static readonly DiagnosticDescriptor PoolNotAdvertised = Create(
        "BIND2104", "Address pool is not advertised", DiagnosticSeverity.Warning,
        "Services get addresses of it that no router learns of: no client reaches them.");

    /// <summary>BIND2105: an aggregation length other than /32 and /128 where the cluster expects host routes.</summary>
    internal static readonly DiagnosticDescriptor AggregationNotHostRoute = Create(
        "BIND2105", "Addresses are not advertised as host routes", DiagnosticSeverity.Info,
        "An aggregated prefix attracts traffic for addresses that no Service has, and a check for the VIP's own route fails.");

    /// <summary>BIND2106: an aggregation length that is shorter than a prefix of the pool, or combined with Service selectors.</summary>
    internal static readonly DiagnosticDescriptor AggregationWiderThanPool = Create(
        "BIND2106", "Aggregation is wider than the pool", DiagnosticSeverity.Warning,
        "MetalLB refuses the configuration: it would advertise addresses that are not the pool's.");

    /// <summary>BIND2107: an object of MetalLB outside its namespace.</summary>
    internal static readonly DiagnosticDescriptor MetalLBNamespace = Create(
        "BIND2107", "MetalLB does not look into this namespace", DiagnosticSeverity.Warning,
        "MetalLB reads its configuration from its own namespace only, and its webhook refuses it elsewhere.");

    private static DiagnosticDescriptor Create(string id, string title, DiagnosticSeverity severity, string description) =>
        Rule.Create(id, title, "{0}", Rule.Manifests, severity, description);
}
