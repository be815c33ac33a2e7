using BindCheck.Reach;

namespace BindCheck.Listeners.Apis;

/// <summary>Kestrel endpoints in code, and ASP.NET Core's connection listeners (KestrelServerOptions.cs, KestrelConfigurationLoader.cs, SocketTransportOptions.cs).</summary>
internal static class KestrelApis
{
    private const string
        Options = "Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions",
        Loader = "Microsoft.AspNetCore.Server.Kestrel.KestrelConfigurationLoader",
        Sockets = "Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets.",
        Connections = "Microsoft.AspNetCore.Connections.";

    private static readonly ClientReach s_bothLoopbacks = ClientReach.Of(Families.Both, Scope.Loopback);

    internal static readonly ListenerApi[] Rows =
    [
        new(Options, "Listen", "*address,port,configure?", Notation.Address, Server.Kestrel, Repair.KestrelListen) { Map = AddressMaps.Kestrel },
        new(Options, "Listen", "*endPoint,configure?", Notation.EndPoint, Server.Kestrel, Repair.KestrelListen) { Map = AddressMaps.Kestrel },
        new(Options, "ListenLocalhost", "port,configure?", Notation.None, Server.Kestrel, Repair.KestrelListen) { Fixed = s_bothLoopbacks },
        new(Options, "ListenAnyIP", "port,configure?", Notation.None, Server.Kestrel) { Fixed = ClientReach.Dual },
        new(Loader, "Endpoint", "*address,port,configure?", Notation.Address, Server.Kestrel, Repair.KestrelEndpoint) { Map = AddressMaps.Kestrel },
        new(Loader, "Endpoint", "*endPoint,configure?", Notation.EndPoint, Server.Kestrel, Repair.KestrelEndpoint) { Map = AddressMaps.Kestrel },
        new(Loader, "LocalhostEndpoint", "port,configure?", Notation.None, Server.Kestrel, Repair.KestrelEndpoint) { Fixed = s_bothLoopbacks },
        new(Loader, "AnyIPEndpoint", "port,configure?", Notation.None, Server.Kestrel) { Fixed = ClientReach.Dual },
        new(Sockets + "SocketTransportOptions", "CreateDefaultBoundListenSocket", "*endpoint", Notation.EndPoint, Server.Connections, Repair.Address) { Map = AddressMaps.Kestrel },
        new(Sockets + "SocketTransportFactory", "BindAsync", "*endpoint,cancellationToken", Notation.EndPoint, Server.Connections, Repair.Address) { Map = AddressMaps.Kestrel },
        new(Connections + "IConnectionListenerFactory", "BindAsync", "*endpoint,cancellationToken", Notation.EndPoint, Server.Connections, Repair.Address) { Map = AddressMaps.Kestrel },
        new(Connections + "IMultiplexedConnectionListenerFactory", "BindAsync", "*endpoint,features,cancellationToken", Notation.EndPoint, Server.Connections, Repair.Address) { Map = AddressMaps.Kestrel },
    ];
}
