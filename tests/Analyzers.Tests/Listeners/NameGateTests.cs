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

    private static bool MayListen(string source)
    {
        var table = ListenerTable.For(CSharpCompilation.Create("Console", references: References.Core))!;
        return (NameGate.WordsIn(CSharpSyntaxTree.ParseText(source), default) & table.Words) != 0;
    }
}
