namespace BindCheck.Package.Tests;

/// <summary>Files that several consumers share. What must be reported is announced beside it.</summary>
internal static class Sources
{
    internal const string Listener = """
        using System.Net;
        using System.Net.Sockets;

        var orders = new TcpListener(IPAddress.Any, 9000); // BIND1001
        orders.Start();
        using var client = orders.AcceptTcpClient();
        """;

    /// <summary>Pins an IPv4 address, asks for IPv6: MetalLB assigns neither.</summary>
    internal const string MismatchedService = """
        apiVersion: v1
        kind: Service
        metadata:
          name: orders
        spec:
          type: LoadBalancer
          loadBalancerIP: 67.58.49.70 # BIND2002
          ipFamilyPolicy: SingleStack
          ipFamilies:
            - IPv6
          selector:
            app: orders
          ports:
            - port: 443
              targetPort: 9000
        """;

    /// <summary>The same, repaired: the address is what the author chose by hand, so the families follow it.</summary>
    internal static readonly string RepairedService = MismatchedService.Replace("- IPv6", "- IPv4");

    /// <summary>Nothing is known to be wrong here unless the cluster's default family is: IPv4 on the cluster profile "nrp".</summary>
    internal const string Ipv6ServiceWithoutFamilies = """
        apiVersion: v1
        kind: Service
        metadata:
          name: orders
        spec:
          type: LoadBalancer
          loadBalancerIP: 2607:f720:1720:e100::10
          ports:
            - port: 443
        """;
}
