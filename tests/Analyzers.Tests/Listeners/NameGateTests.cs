using BindCheck.Listeners;
using BindCheck.Listeners.Apis;
using BindCheck.Testing;
using Microsoft.CodeAnalysis.CSharp;

namespace BindCheck.Analyzers.Tests.Listeners;

/// <summary>The look at a file's words that decides whether anything is bound at all.</summary>
public class NameGateTests
{
    [Theory(DisplayName = "A file that spells no listener and no address is passed over in a project without ASP.NET Core")]
    [InlineData("class C { void M() { Factory.Create(1); model.Bind(2); app.Run(\"x\"); list.Add(3); urls.Start(); } }")]
    [InlineData("class TcpListeners { SocketX x; IPAddressed y; _Socket z; }")]
    [InlineData("")]
    public void PassedOver(string source) => Assert.False(MayListen(source));

    [Theory(DisplayName = "A file that spells a listener or an address is looked at, wherever the word stands")]
    [InlineData("var l = TcpListener.Create(1);")]
    [InlineData("using L = System.Net.Sockets.TcpListener;")]
    [InlineData("socket.Bind(new(IPAddress.Any, 1));")]
    [InlineData("udp.Client.Bind(new IPEndPoint(0, 1));")]
    [InlineData("listener.Prefixes.Add(\"http://+/\");")]
    [InlineData("UdpClient")]
    public void LookedAt(string source) => Assert.True(MayListen(source));

    [Fact(DisplayName = "A word is found where the text is read in pieces")]
    public void AcrossChunks()
    {
        for (var padding = 16 * 1024 - 14; padding <= 16 * 1024 + 2; padding++)
            Assert.True(MayListen("//" + new string('.', padding) + " TcpListener x;"), $"after {padding} characters");
    }

    [Fact(DisplayName = "A word longer than a piece of the text ends the search for it, not the search")]
    public void LongWord() => Assert.True(MayListen(new string('x', 100_000) + " TcpListener"));

    [Theory(DisplayName = "Rows beside the built-in ones open the gate by their type's name where the member's is a common word, else by the member's")]
    [InlineData("class C { Server _s; }", true)]
    [InlineData("listener.OpenAcmePort(80);", true)]
    [InlineData("app.Listen(80);", true)]
    [InlineData("listener.Start(\"x\"); Endpoint.Create(1);", false)]
    [InlineData("class C { ServerX _s; Missing m; }", false)]
    public void MoreRows(string source, bool isLookedAt)
    {
        var acme = CSharpCompilation.Create(
            "Acme",
            [CSharpSyntaxTree.ParseText("namespace Acme { public class Server { } public static class Extensions { public static void Listen(this string app, int port) { } } }")],
            References.Core,
            new(Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary));
        ListenerApi[] more = [Row("Acme.Server", "Start"), Row("Acme.Server", "OpenAcmePort"), Row("Acme.Extensions", "Listen"), Row("Acme.Missing", ".ctor")];
        Assert.Equal(isLookedAt, MayListen(source, CSharpCompilation.Create("Console", references: [.. References.Core, acme.ToMetadataReference()]), more));

        static ListenerApi Row(string type, string member) => new(type, member, "", Notation.None, Server.TcpListener);
    }

    [Fact(DisplayName = "Every built-in word has a bit of its own, so that none opens the gate for another")]
    public void OwnBits() => Assert.InRange(ListenerTable.BuiltIn.SelectMany(api => NameGate.WordsOf(api)).Distinct().Count(), 1, 254);

    private static bool MayListen(string source) => MayListen(source, CSharpCompilation.Create("Console", references: References.Core), []);

    private static bool MayListen(string source, CSharpCompilation compilation, ListenerApi[] more) =>
        ListenerTable.For(compilation, [.. more])!.MayOccurIn(CSharpSyntaxTree.ParseText(source), default);
}
