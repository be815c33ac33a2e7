namespace BindCheck.Reachability.Tests.Rows;

/// <summary>Every row of every API family.</summary>
internal static class AllRows
{
    /// <summary>Those of one family each.</summary>
    internal static readonly Row[][] Families =
    [
        AddressRows.All, TcpListenerRows.All, SocketRows.All, UdpClientRows.All,
        KestrelRows.All, UrlRows.All, PrecedenceRows.All, HttpListenerRows.All, PeerRows.All, UnreachableRows.All,
    ];

    internal static readonly IReadOnlyDictionary<string, Row> ByName = Families.SelectMany(rows => rows).ToDictionary(row => row.Name);

    internal static IEnumerable<T> Of<T>(Func<Row, IEnumerable<T>> select) => ByName.Values.SelectMany(select);
}
