namespace BindCheck.CodeFixes.Tests.Listeners;

/// <summary>DualMode, set again before a restart.</summary>
public class RestartRepairTests
{
    private const string Key = "BIND1005:restart";

    [Theory(DisplayName = "DualMode is set again in front of the restart")]
    [InlineData("var l = TcpListener.Create(80);\n        l.Start();\n        l.Stop();\n        l.Start(); // again", "var l = TcpListener.Create(80);\n        l.Start();\n        l.Stop();\n        GUARD l.Server.DualMode = true;\n        l.Start(); // again", "l")]
    [InlineData("var l = TcpListener.Create(80); l.Start(); l.Stop(); l.Start();", "var l = TcpListener.Create(80); l.Start(); l.Stop(); GUARD l.Server.DualMode = true; l.Start();", "l")]
    [InlineData("var l = TcpListener.Create(80);\n        while (true)\n        {\n            // once more\n            l.Start(5);\n            l.Stop();\n        }", "var l = TcpListener.Create(80);\n        while (true)\n        {\n            // once more\n            GUARD l.Server.DualMode = true;\n            l.Start(5);\n            l.Stop();\n        }", "l")]
    [InlineData("this.Listener.Start(); this.Listener.Stop(); this.Listener.Start();", "this.Listener.Start(); this.Listener.Stop(); GUARD this.Listener.Server.DualMode = true; this.Listener.Start();", "this.Listener")]
    public async Task Guarded(string before, string after, string listener) =>
        Assert.Equal(Program(after.Replace("GUARD", $"if ({listener}.Server.AddressFamily == AddressFamily.InterNetworkV6)")), await Repairs.After(Key, Program(before)));

    [Fact(DisplayName = "A restart that is no statement of a block is reported, and nothing offered")]
    public async Task NoList()
    {
        var document = Repairs.Open(Program("var l = TcpListener.Create(80); l.Start(); l.Stop(); l!.Start();"));
        var finding = Assert.Single(await Repairs.FindingsIn(document));
        Assert.Equal("BIND1005", finding.Id);
        Assert.Empty(await Repairs.ActionsOf(document, finding));
    }

    private static string Program(string statements) => $$"""
        using System.Net.Sockets;

        class Server
        {
            private readonly TcpListener Listener = TcpListener.Create(81);

            void Run()
            {
                {{statements}}
            }
        }
        """;
}
