using System.Net;
using BindCheck.Listeners;
using BindCheck.Listeners.Apis;
using BindCheck.Reach;
using BindCheck.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Analyzers.Tests.Listeners;

/// <summary>The format of API rows: what it says, and how it complains.</summary>
public class ApiTextTests
{
    [Theory(DisplayName = "A row that cannot be read is reported at the word that is wrong, with what is allowed there")]
    [InlineData("[|1Acme|] Start(port) ipv4-any", "type name")]
    [InlineData("[|Acme..Server|] Start(port) ipv4-any", "Namespace.Type")]
    [InlineData("[|Acme.Server|]", "ends too early")]
    [InlineData("Acme.Server [|Start(port)|]", "ends too early")]
    [InlineData("Acme.Server [|Start|] ipv4-any", "Name(parameters)")]
    [InlineData("Acme.Server [|Start(port|]", "ends too early")]
    [InlineData("Acme.Server [|Start(port ipv4-any|]", "ends too early")]
    [InlineData("Acme.Server [|.cctor()|] ipv4-any", ".ctor(parameters)")]
    [InlineData("Acme.Server [|Urls.Remove|] url kestrel", "Name.Add")]
    [InlineData("Acme.Server Start(*address, [|int port|]) address kestrel", "parameter")]
    [InlineData("Acme.Server Start(*address, [|2nd|]) address kestrel", "parameter")]
    [InlineData("Acme.Server [|Start(*address,,port)|] address kestrel", "parameter")]
    [InlineData("Acme.Server Start(*address, [|*port|]) address kestrel", "second parameter")]
    [InlineData("Acme.Server Start(*address, port?, [|backlog|]) address kestrel", "come last")]
    [InlineData("Acme.Server Start([|*_|], port) address kestrel", "its own")]
    [InlineData("Acme.Server [|Start(address, port)|] address kestrel", "'*'")]
    [InlineData("Acme.Server Start(port) [|ipv5-any|]", "ipv4-any")]
    [InlineData("Acme.Server Start(*address) [|ipv4-any|]", "a notation")]
    [InlineData("Acme.Server Address= [|dual|]", "a notation")]
    [InlineData("Acme.Server Start(*address) [|address|]", "lacks its map: single-family")]
    [InlineData("Acme.Server Start(*address) address [|star-is-dual|]", "any-is-dual")]
    [InlineData("Acme.Server Start(*host) host [|dual|]", "names-are-dual")]
    [InlineData("Acme.Server Start(*host) host kestrel [|repair=address|]", "an address or endpoint")]
    [InlineData("Acme.Server Start(*address) address single-family [|repair=address|]", "IPv6Any both families")]
    [InlineData("Acme.Server Start(*address) address kestrel [|repair=url|]", "repair=address")]
    [InlineData("Acme.Server Start(port) ipv4-any [|via=|]", "via=TcpListener")]
    [InlineData("Acme.Server Start(port) ipv4-any [|advice=\"use it.\"|]", "sentence")]
    [InlineData("Acme.Server Start(port) ipv4-any [|advice=Use|] it.", "quotes")]
    [InlineData("Acme.Server Start(port) ipv4-any [|fast|]", "Options are")]
    public async Task Errors(string row, string says)
    {
        var marked = MarkedText.Parse("# rows\n\nAcme.Good Start(port) ipv4-any\n" + row + "  # as seen\n");
        // A parenthesis that is not closed takes the comment with it.
        using var project = new FileProject(new ApiFileAnalyzer()).Add("App", "", ("/src/App/bindcheck.apis.acme.txt", marked.Text));
        var diagnostic = Assert.Single(await project.AnalyzeAsync());
        Assert.Equal("BIND9001", diagnostic.Id);
        Assert.Contains(says, diagnostic.GetMessage());
        Assert.Equal(marked.Spans[0].Start, diagnostic.Location.SourceSpan.Start);
        Assert.StartsWith(marked.Text[marked.Spans[0].Start..marked.Spans[0].End], marked.Text[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]);
        Assert.Equal(3, diagnostic.Location.GetLineSpan().StartLinePosition.Line);
        Assert.Single(ApiText.Of(SourceText.From(marked.Text)).Rows);
    }

    [Theory(DisplayName = "A row says what its API binds")]
    [InlineData("A.B Start(port)  ipv4-any", Notation.None, Shape.Argument, "Start", "port")]
    [InlineData("A.B\tStart( *address , port? )\taddress kestrel", Notation.Address, Shape.Argument, "Start", "*address,port?")]
    [InlineData("A.B .ctor(_, *host, _?) host star-is-dual", Notation.Host, Shape.Argument, ".ctor", "_,*host,_?")]
    [InlineData("A.B EndPoint= endpoint dual-mode repair=address", Notation.EndPoint, Shape.Set, "EndPoint", "")]
    [InlineData("A.B Urls.Add url kestrel", Notation.Url, Shape.Add, "Urls", "")]
    [InlineData("A.B`2+C.D Start(*family) family", Notation.Family, Shape.Argument, "Start", "*family")]
    [InlineData("A.B Start(*address) none", Notation.None, Shape.Argument, "Start", "*address")]
    [InlineData("Größe Öffne() dual # so", Notation.None, Shape.Argument, "Öffne", "")]
    internal void Rows(string row, Notation notation, Shape shape, string member, string parameters)
    {
        var text = ApiText.Of(SourceText.From(row));
        Assert.Empty(text.Errors);
        var api = Assert.Single(text.Rows);
        Assert.Equal((notation, shape, member, parameters), (api.Notation, api.Shape, api.Member, api.Parameters));
    }

    [Fact(DisplayName = "A row's options are its repair, its way and its advice")]
    public void Options()
    {
        var api = Assert.Single(ApiText.Of(SourceText.From("A.B Start(*a) address kestrel repair=address via=Socket.Bind advice=\"Use it (or # not).\"")).Rows);
        Assert.Equal((Repair.Address, "Socket.Bind", "Use it (or # not)."), (api.Repair, api.Via, api.Advice));
        Assert.Equal(ClientReach.Dual, api.Map(IPAddress.IPv6Any));
    }

    [Theory(DisplayName = "Comments and empty lines are no rows, and other files are not read")]
    [InlineData("/src/App/bindcheck.apis.txt", "# nothing\n\n   \t\n   # indented\r\n")]
    [InlineData("/src/App/bindcheck.txt", "nonsense")]
    [InlineData("/src/App/apis.txt", "nonsense")]
    [InlineData("/src/App/bindcheck.apis.md", "nonsense")]
    public async Task NoRows(string path, string text)
    {
        using var project = new FileProject(new ApiFileAnalyzer()).Add("App", "", (path, text));
        Assert.Empty(await project.AnalyzeAsync());
    }

    [Fact(DisplayName = "No text makes the reader fail, and an error lies in its line")]
    public void Truncated()
    {
        var random = new Random(9001);
        foreach (var (_, library) in LibraryApis.Texts())
        {
            var text = library.ToString();
            for (var length = 0; length < text.Length; length += 7) Read(text[..length]);
            for (var i = 0; i < 300; i++)
            {
                var start = random.Next(text.Length);
                var garbage = new string([.. Enumerable.Range(0, 3).Select(_ => "*?(),\"#=.+`\0\uFFFC\u0085\r\n \t9x"[random.Next(20)])]);
                Read(text[..start] + garbage + text[Math.Min(text.Length, start + random.Next(4))..]);
            }
        }

        static void Read(string text)
        {
            var source = SourceText.From(text);
            foreach (var error in ApiText.Of(source).Errors)
            {
                Assert.True(error.Span.Length > 0 && source.Lines.GetLineFromPosition(error.Span.Start).Span.Contains(error.Span), error.Message);
                Assert.True(error.Message[^1] is '.' or '?' && error.Message.Length < 500, error.Message);
            }
        }
    }

    [Fact(DisplayName = "Whatever type a row names, the table takes it")]
    public void StrangeTypes()
    {
        string[] types = ["A", "_", "A`0", "A`99", "A+B", "A`1+B`2", "A.B+C.D", "System", "System.Object", "A+B+C+D"];
        var rows = ApiText.Of(SourceText.From(string.Join("\n", types.Select(type => type + " Start(port) ipv4-any")))).Rows;
        Assert.Equal(types.Length, rows.Length);
        Assert.NotNull(ListenerTable.For(CSharpCompilation.Create("App", references: References.Core), [.. rows]));
    }

    [Fact(DisplayName = "A row that is written reads as the same row")]
    public void RoundTrip()
    {
        Assert.All(LibraryApis.Rows, api =>
        {
            var written = ApiRowWriter.Write(api);
            var read = Assert.Single(ApiText.Of(SourceText.From(written!)).Rows);
            Assert.Equal(written, ApiRowWriter.Write(read));
            Assert.Equal(
                (api.Type, api.Member, api.Parameters, api.Notation, api.Shape, api.Server, api.Repair, api.Via, api.Advice, api.Fixed),
                (read.Type, read.Member, read.Parameters, read.Notation, read.Shape, read.Server, read.Repair, read.Via, read.Advice, read.Fixed));
        });
    }

    [Theory(DisplayName = "An API of the framework can be written as the row of a wrapper")]
    [InlineData("System.Net.Sockets.TcpListener", "port", "ipv4-any")]
    [InlineData("System.Net.Sockets.TcpListener", "*localaddr,port", "address single-family")]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions", "*endPoint,configure?", "endpoint kestrel")]
    [InlineData("Microsoft.AspNetCore.Hosting.HostingAbstractionsWebHostBuilderExtensions", "hostBuilder,*urls", "url kestrel")]
    [InlineData("System.Net.HttpListenerPrefixCollection", "*uriPrefix", "url http-listener")]
    public void OfFramework(string type, string parameters, string binds)
    {
        var api = ListenerTable.All.First(api => api.Type == type && api.Parameters == parameters);
        Assert.Contains(") " + binds, ApiRowWriter.Write(api));
    }
}
