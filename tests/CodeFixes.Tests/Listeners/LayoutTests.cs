namespace BindCheck.CodeFixes.Tests.Listeners;

/// <summary>What a repair leaves as it was, and how what it adds is spelled.</summary>
public class LayoutTests
{
    [Theory(DisplayName = "Line ends and tabs stay what they are")]
    [InlineData("\r\n", "\t")]
    [InlineData("\n", "\t")]
    [InlineData("\r\n", "  ")]
    public async Task LineEnds(string endOfLine, string tab)
    {
        var source = "using System.Net;\nusing System.Net.Sockets;\n\nclass Server\n{\n\tvoid Run()\n\t{\n\t\tvar udp = new UdpClient(514);\n\t\tudp.ReceiveAsync();\n\t}\n\n\treadonly UdpClient other = new(515);\n\n\tvoid Other() => other.ReceiveAsync();\n}\n"
            .Replace("\t", tab).Replace("\n", endOfLine);
        var result = await Repairs.After("BIND1001:ipv6any", source);
        var expected = ("using System.Net;\nusing System.Net.Sockets;\n\nclass Server\n{\n\tvoid Run()\n\t{\n\t\tvar udp = new UdpClient(AddressFamily.InterNetworkV6);\n\t\tudp.Client.DualMode = true;\n"
            + "\t\tudp.Client.Bind(new IPEndPoint(IPAddress.IPv6Any, 514));\n\t\tudp.ReceiveAsync();\n\t}\n\n\treadonly UdpClient other = CreateDualStackUdpClient(515);\n\n\tvoid Other() => other.ReceiveAsync();\n\n"
            + "\tprivate static UdpClient CreateDualStackUdpClient(int port)\n\t{\n\t\tvar client = new UdpClient(AddressFamily.InterNetworkV6);\n\t\tclient.Client.DualMode = true;\n\t\tclient.Client.Bind(new IPEndPoint(IPAddress.IPv6Any, port));\n\t\treturn client;\n\t}\n}\n")
            .Replace("\t", tab).Replace("\n", endOfLine);
        Assert.Equal(expected, result);
    }

    [Theory(DisplayName = "A using directive is added in its place, and only where it is missing")]
    [InlineData("using System.Net;\nusing Zebra;\n", "using System.Net;\nusing System.Net.Sockets;\nusing Zebra;\n")]
    [InlineData("using System;\nusing System.Net;\nusing System.Text;\n", "using System;\nusing System.Net;\nusing System.Net.Sockets;\nusing System.Text;\n")]
    [InlineData("using System.Net;\nusing static System.Console;\nusing Text = System.Text;\n", "using System.Net;\nusing System.Net.Sockets;\nusing static System.Console;\nusing Text = System.Text;\n")]
    [InlineData("global using System.Net;\n", "global using System.Net;\nusing System.Net.Sockets;\n")]
    [InlineData("extern alias Old;\nusing System.Net;\n", "extern alias Old;\nusing System.Net;\nusing System.Net.Sockets;\n")]
    [InlineData("using System.Net;\nusing System.Net.Sockets;\n", "using System.Net;\nusing System.Net.Sockets;\n")]
    [InlineData("using System.Net;\nglobal using System.Net.Sockets;\n", "using System.Net;\nglobal using System.Net.Sockets;\n")]
    public async Task Imports(string before, string after) => await Choice(before, "IPAddress.Any", after, "Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any");

    [Theory(DisplayName = "A file header, directives and comments stay above or below what is added")]
    [InlineData("// Licensed.\n\n", "// Licensed.\n\nusing System.Net.Sockets;\n\n")]
    [InlineData("/* Licensed. */\n\n// Serves.\n", "/* Licensed. */\n\nusing System.Net.Sockets;\n\n// Serves.\n")]
    [InlineData("// Licensed.\n\n/// <summary>Serves.</summary>\n", "// Licensed.\n\nusing System.Net.Sockets;\n\n/// <summary>Serves.</summary>\n")]
    [InlineData("/// <summary>Serves.</summary>\n", "using System.Net.Sockets;\n\n/// <summary>Serves.</summary>\n")]
    [InlineData("#nullable enable\n", "#nullable enable\nusing System.Net.Sockets;\n\n")]
    [InlineData("", "using System.Net.Sockets;\n\n")]
    public async Task Header(string before, string after) => await Choice(before, "System.Net.IPAddress.Any", after, "Socket.OSSupportsIPv6 ? System.Net.IPAddress.IPv6Any : System.Net.IPAddress.Any");

    [Theory(DisplayName = "Names are spelled as the file spells them")]
    [InlineData("using static System.Net.IPAddress;\nusing System.Net.Sockets;\n", "Any", "Socket.OSSupportsIPv6 ? IPv6Any : Any")]
    [InlineData("using Ip = System.Net.IPAddress;\nusing S = System.Net.Sockets.Socket;\n", "Ip.Any", "S.OSSupportsIPv6 ? Ip.IPv6Any : Ip.Any")]
    [InlineData("using System.Net;\nusing System.Net.Sockets;\n", "global::System.Net.IPAddress.Any", "Socket.OSSupportsIPv6 ? global::System.Net.IPAddress.IPv6Any : global::System.Net.IPAddress.Any")]
    [InlineData("using System.Net;\n", "IPAddress.Any", "global::System.Net.Sockets.Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any", "class Socket { }")]
    [InlineData("using System.Net;\nusing System.Net.Sockets;\n", "IPAddress.Any", "global::System.Net.Sockets.Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any", "partial class Server { string Socket => \"\"; }")]
    [InlineData("using System.Net;\nusing System.Net.Sockets;\n", "IPAddress.Any", "Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any", "partial class Server { Socket? Socket => null; }")]
    [InlineData("using System.Net.Sockets;\n", "System.Net.IPAddress.Parse(\"0.0.0.0\")", "Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any", "", "using System.Net;\nusing System.Net.Sockets;\n")]
    public async Task Names(string usings, string address, string expected, string more = "", string? newUsings = null) => await Choice(usings, address, newUsings ?? usings, expected, more);

    [Fact(DisplayName = "Using directives inside a namespace get company there")]
    public async Task InsideNamespace() =>
        Assert.Equal(
            "namespace N\n{\n    using System.Net;\n    using System.Net.Sockets;\n\n    class Server { void Run(Microsoft.AspNetCore.Connections.IConnectionListenerFactory f) => f.BindAsync(new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, 1)); }\n}\n",
            await Repairs.After("BIND1001:dual", "namespace N\n{\n    using System.Net;\n\n    class Server { void Run(Microsoft.AspNetCore.Connections.IConnectionListenerFactory f) => f.BindAsync(new IPEndPoint(IPAddress.Any, 1)); }\n}\n"));

    private static async Task Choice(string usings, string address, string expectedUsings, string expected, string more = "")
    {
        if (usings.Contains("Zebra", StringComparison.Ordinal)) more = "namespace Zebra { class Z { } }";
        if (usings.Contains("extern", StringComparison.Ordinal)) (usings, expectedUsings) = (usings.Replace("extern alias Old;\n", ""), expectedUsings.Replace("extern alias Old;\n", ""));
        if (usings.Contains("\nglobal", StringComparison.Ordinal)) (usings, expectedUsings) = ("global using System.Net.Sockets;\nusing System.Net;\n", "global using System.Net.Sockets;\nusing System.Net;\n");
        Assert.Equal(File(expectedUsings, expected), await Repairs.After("BIND1001:dual", File(usings, address)));

        string File(string head, string value) =>
            head + "partial class Server { void Run(Microsoft.AspNetCore.Connections.IConnectionListenerFactory f) => f.BindAsync(new System.Net.IPEndPoint(" + value + ", 1)); }\n" + more;
    }
}
