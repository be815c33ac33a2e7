using BindCheck.Listeners;
using BindCheck.Listeners.Repairs;

namespace BindCheck.CodeFixes.Listeners;

/// <summary>How one kind of finding is repaired.</summary>
internal interface IListenerRepair
{
    /// <summary>The title of the action: what happens.</summary>
    string Title(Recipe recipe);

    /// <summary>Writes the changes of a recipe.</summary>
    void Edit(RepairEdit edit, Recipe recipe);
}

/// <summary>The repairs by kind.</summary>
internal static class ListenerRepair
{
    internal const string WithoutIPv6 = " (fails on hosts without IPv6)";

    internal static readonly IReadOnlyDictionary<Repair, IListenerRepair> All = new Dictionary<Repair, IListenerRepair>
    {
        [Repair.TcpListener] = new TcpListenerRepair(),
        [Repair.DerivedTcpListener] = new DerivedTcpListenerRepair(),
        [Repair.Socket] = new SocketRepair(),
        [Repair.UdpClient] = new UdpClientRepair(),
        [Repair.KestrelListen] = new KestrelRepair("ListenAnyIP", "ListenLocalhost"),
        [Repair.KestrelEndpoint] = new KestrelRepair("AnyIPEndpoint", "LocalhostEndpoint"),
        [Repair.Url] = new UrlRepair(),
        [Repair.Address] = new AddressRepair(hasFallback: true),
        [Repair.IPv6Any] = new AddressRepair(hasFallback: false),
        [Repair.Restart] = new RestartRepair(),
        [Repair.Peer] = new PeerRepair(),
        [Repair.Conflict] = new ConflictRepair(),
        [Repair.DualModeOrder] = new DualModeOrderRepair(),
    };
}
