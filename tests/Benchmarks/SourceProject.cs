using BindCheck.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BindCheck.Benchmarks;

/// <summary>A generated project: files of the size and the words of ordinary business code, and the files of a listener if there is one.</summary>
internal sealed class SourceProject
{
    /// <summary>A file that neither binds nor spells an address.</summary>
    internal const string PlainFile = "/Orders0.cs";

    /// <summary>The file that spells the address which <see cref="BindingFile"/> binds.</summary>
    internal const string AddressFile = "/ServerOptions.cs";

    /// <summary>The file that binds.</summary>
    internal const string BindingFile = "/Server.cs";

    // Shared, so that what the references cost is paid once.
    private static readonly CSharpCompilation s_empty = CSharpCompilation.Create(
        "Project", references: References.Web, options: new(OutputKind.DynamicallyLinkedLibrary, concurrentBuild: false, nullableContextOptions: NullableContextOptions.Enable));

    private readonly List<(string Path, string Text)> _files;

    private SourceProject(IEnumerable<(string, string)> files) => _files = [.. files];

    /// <summary>The number of files.</summary>
    internal int Count => _files.Count;

    /// <summary>A project in which nothing listens.</summary>
    internal static SourceProject WithoutListeners(int files) => new(Enumerable.Range(0, files).Select(static i => ($"/Orders{i}.cs", Plain(i))));

    /// <summary>A project with one listener, whose address comes from another file.</summary>
    internal static SourceProject WithListener(int files) =>
        new([.. WithoutListeners(files - 3)._files, (AddressFile, ServerOptions), (BindingFile, Server), ("/Startup.cs", Startup)]);

    /// <summary>The project, parsed anew: nothing that analyzers keep with a syntax tree survives.</summary>
    internal CSharpCompilation Compile() => s_empty.AddSyntaxTrees(_files.Select(static file => CSharpSyntaxTree.ParseText(file.Text, path: file.Path)));

    private static string Plain(int i) => Orders.Replace("Orders0", $"Orders{i}", StringComparison.Ordinal);

    private const string ServerOptions = """
        using System.Net;

        namespace Shop.Hosting;

        public sealed class ServerOptions
        {
            public IPAddress Address { get; set; } = IPAddress.Any;
            public int Port { get; set; } = 7000;
        }
        """;

    private const string Server = """
        using System.Net.Sockets;
        using System.Threading;
        using System.Threading.Tasks;

        namespace Shop.Hosting;

        public sealed class Server(ServerOptions options)
        {
            public async Task RunAsync(CancellationToken cancellationToken)
            {
                var listener = new TcpListener(options.Address, options.Port);
                listener.Start();
                while (!cancellationToken.IsCancellationRequested)
                {
                    using var client = await listener.AcceptTcpClientAsync(cancellationToken);
                    await client.GetStream().WriteAsync(new byte[] { 1 }, cancellationToken);
                }
            }
        }
        """;

    private const string Startup = """
        using System.Threading;
        using System.Threading.Tasks;

        namespace Shop.Hosting;

        public static class Startup
        {
            public static Task StartAsync(int port, CancellationToken cancellationToken) => new Server(new ServerOptions { Port = port }).RunAsync(cancellationToken);
        }
        """;

    // The words of the API table that are common (Start, Run, Address, Port, Host, Url ...) occur, as they do in real code.
    private const string Orders = """
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        using System.Linq;
        using System.Net.Http;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;

        namespace Shop.Orders0
        {
            /// <summary>An order as it is stored; see https://shop.example/docs/orders.</summary>
            public sealed record Order(int Id, string Customer, DateTime Placed, IReadOnlyList<OrderLine> Lines, Address Address)
            {
                public decimal Total => Lines.Sum(line => line.Price * line.Quantity);

                public bool IsOpen { get; init; } = true;
            }

            public sealed record OrderLine(string Product, int Quantity, decimal Price);

            public sealed record Address(string Street, string City, string Country);

            public interface IOrderStore
            {
                Task<Order?> FindAsync(int id, CancellationToken cancellationToken = default);

                Task SaveAsync(Order order, CancellationToken cancellationToken = default);

                IAsyncEnumerable<Order> OpenAsync(DateTime since);
            }

            public sealed class OrderServiceSettings
            {
                public string Host { get; set; } = "orders.shop.example";
                public int Port { get; set; } = 443;
                public string Url => $"https://{Host}:{Port}/api/";
                public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
            }

            public sealed class OrderService
            {
                private readonly IOrderStore _store;
                private readonly HttpClient _client;
                private readonly OrderServiceSettings _settings;
                private readonly Dictionary<string, List<Order>> _byCustomer = new(StringComparer.OrdinalIgnoreCase);
                private int _started;

                public OrderService(IOrderStore store, HttpClient client, OrderServiceSettings settings)
                {
                    _store = store ?? throw new ArgumentNullException(nameof(store));
                    _client = client;
                    _settings = settings;
                    _client.BaseAddress = new Uri(settings.Url);
                }

                public event EventHandler<Order>? Changed;

                public void Start()
                {
                    if (Interlocked.Exchange(ref _started, 1) == 1) throw new InvalidOperationException("The service runs already.");
                    _client.Timeout = _settings.Timeout;
                }

                public async Task RunAsync(CancellationToken cancellationToken)
                {
                    Start();
                    await foreach (var order in _store.OpenAsync(DateTime.UtcNow.AddDays(-1)).WithCancellation(cancellationToken))
                    {
                        if (!_byCustomer.TryGetValue(order.Customer, out var orders)) _byCustomer.Add(order.Customer, orders = new List<Order>());
                        orders.Add(order);
                        Changed?.Invoke(this, order);
                    }
                }

                public async Task<Order> CloseAsync(int id, CancellationToken cancellationToken)
                {
                    var order = await _store.FindAsync(id, cancellationToken) ?? throw new KeyNotFoundException($"There is no order {id}.");
                    try
                    {
                        var answer = await _client.PostAsync($"orders/{id}/close", new StringContent(Describe(order), Encoding.UTF8, "text/plain"), cancellationToken);
                        answer.EnsureSuccessStatusCode();
                    }
                    catch (HttpRequestException e) when (e.StatusCode is System.Net.HttpStatusCode.NotFound)
                    {
                        return order with { IsOpen = false };
                    }

                    var closed = order with { IsOpen = false };
                    await _store.SaveAsync(closed, cancellationToken);
                    Changed?.Invoke(this, closed);
                    return closed;
                }

                public IEnumerable<(string Customer, decimal Total)> Best(int count) => _byCustomer
                    .Select(pair => (pair.Key, Total: pair.Value.Where(order => !order.IsOpen).Sum(order => order.Total)))
                    .OrderByDescending(entry => entry.Total)
                    .ThenBy(entry => entry.Key, StringComparer.Ordinal)
                    .Take(count);

                public static Order Create(int id, string customer, Address address, params OrderLine[] lines) =>
                    new(id, customer, DateTime.UtcNow, lines, address);

                public static bool TryParse(string text, out OrderLine? line)
                {
                    line = null;
                    var parts = text.Split(';', StringSplitOptions.TrimEntries);
                    if (parts.Length != 3 || !int.TryParse(parts[1], out var quantity)) return false;
                    if (!decimal.TryParse(parts[2], NumberStyles.Number, CultureInfo.InvariantCulture, out var price)) return false;
                    line = new OrderLine(parts[0], quantity, price);
                    return true;
                }

                private static string Describe(Order order)
                {
                    var text = new StringBuilder();
                    text.Append(order.Id).Append(' ').AppendLine(order.Customer);
                    for (var i = 0; i < order.Lines.Count; i++)
                    {
                        var line = order.Lines[i];
                        switch (line.Quantity)
                        {
                            case 0: continue;
                            case 1: text.AppendLine(line.Product); break;
                            default: text.AppendLine($"{line.Quantity} x {line.Product} at {line.Price:F2}"); break;
                        }
                    }

                    return order.Address switch
                    {
                        { Country: "NL" or "BE" } a => text.Append(a.Street).Append(", ").Append(a.City).ToString(),
                        { City.Length: > 0 } a => text.Append(a.City).Append(", ").Append(a.Country).ToString(),
                        _ => text.ToString(),
                    };
                }
            }
        }
        """;
}
