using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.CodeFixes.Tests.Listeners;

/// <summary>Code as it is while it is written.</summary>
public class RobustnessTests
{
    private static readonly string[] s_samples =
    [
        """
        using System.Net;
        using System.Net.Sockets;
        class Listener : TcpListener
        {
            public Listener(int port) : base(IPAddress.Any, port) => Start();
            readonly UdpClient first = new(514), second = new UdpClient(new IPEndPoint(IPAddress.Any, 515));
            void Run(byte[] buffer)
            {
                using (var udp = new UdpClient(516)) { first.ReceiveAsync(); second.ReceiveAsync(); udp.ReceiveAsync(); }
                var local = new IPEndPoint(IPAddress.Any, 80);
                var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(local);
                socket.Listen();
                TcpListener other = new(IPAddress.IPv6Any, 81);
                other.Start();
                other.AcceptTcpClient();
            }
        }
        """,
        """
        using System.Net;
        using Microsoft.AspNetCore.Builder;
        var builder = WebApplication.CreateBuilder(args);
        const string Url = "http://0.0.0.0:5000";
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.Listen(IPAddress.Any, 5001, l => l.UseHttps());
            o.Listen(endPoint: new IPEndPoint(IPAddress.Loopback, 5002));
            o.Configure().LocalhostEndpoint(5003);
        });
        var udp = new System.Net.Sockets.UdpClient(514);
        await udp.ReceiveAsync();
        var app = builder.Build();
        app.Run(Url);
        """,
        """
        using System.Net;
        using System.Net.Sockets;
        class Filter
        {
            static readonly IPAddress[] allowed = { IPAddress.Loopback };
            bool Run(Microsoft.AspNetCore.Http.HttpContext context)
            {
                var listener = TcpListener.Create(80);
                var peer = (IPEndPoint)listener.AcceptSocket().RemoteEndPoint!;
                var bytes = peer.Address.GetAddressBytes();
                return bytes[0] == 10 || System.Array.IndexOf(allowed, peer.Address) >= 0 || peer.Address.MapToIPv4().ToString() is "10.0.0.1";
            }
        }
        """,
    ];

    public static TheoryData<int> Samples => [.. Enumerable.Range(0, s_samples.Length)];

    [Theory(DisplayName = "Every action on code that is cut anywhere changes the file and throws nothing")]
    [MemberData(nameof(Samples))]
    public async Task Cut(int sample)
    {
        var tokens = CSharpSyntaxTree.ParseText(s_samples[sample]).GetRoot().DescendantTokens().Select(static token => token.Span).ToList();
        // Every third token, from the front and out of the middle: all of them take a minute.
        for (var i = 0; i < tokens.Count; i += 3)
        {
            await ApplyEverything(s_samples[sample].Substring(0, tokens[i].End));
            await ApplyEverything(s_samples[sample].Remove(tokens[i].Start, tokens[i].Length));
        }
    }

    [Theory(DisplayName = "A repair beside broken code is made all the same")]
    [InlineData("var x = ; ")]
    [InlineData("Foo(((; ")]
    [InlineData("int.Parse(\"; ")]
    [InlineData("#if NO\n bad \n#endif\n")]
    public async Task BrokenNeighbour(string broken)
    {
        var document = Repairs.Open("using System.Net; using System.Net.Sockets; class S { void Run() { var l = new TcpListener(IPAddress.Any, 80); l.Start(); l.AcceptTcpClient(); } void Other() { " + broken + " } }");
        var finding = Assert.Single(await Repairs.FindingsIn(document));
        var repaired = await Repairs.Apply(document, (await Repairs.ActionsOf(document, finding))[0]);
        Assert.Contains("TcpListener.Create(80)", (await repaired.GetTextAsync()).ToString());
    }

    [Fact(DisplayName = "A finding of an older text changes nothing that it does not fit")]
    public async Task Stale()
    {
        var document = Repairs.Open(s_samples[1]);
        var shorter = document.WithText(SourceText.From("class C { }"));
        foreach (var finding in await Repairs.FindingsIn(document))
            foreach (var action in await Repairs.ActionsOf(shorter, finding)) await action.GetOperationsAsync(CancellationToken.None);
    }

    private static async Task ApplyEverything(string source)
    {
        var document = Repairs.Open(source);
        foreach (var finding in await Repairs.FindingsIn(document))
        {
            foreach (var action in await Repairs.ActionsOf(document, finding))
                Assert.NotEqual(source, (await (await Repairs.Apply(document, action)).GetTextAsync()).ToString());
        }
    }
}
