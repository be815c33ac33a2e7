using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using BindCheck.Reachability.Tests.Stages;
using BindCheck.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Reachability.Tests;

/// <summary>The program of a row: analysed, repaired, compiled and run.</summary>
internal sealed class Sample
{
    private const string FileName = "Program.cs";

    private const string Console = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using static Stage;

        """;

    private const string Web = Console + """
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;

        """;

    private const string Ready = """
        internal static class Stage
        {
            internal static Action Signal = () => { };
            internal static void Ready() => Signal();
        }
        """;

    /// <summary>Projects without a program. What they know of the frameworks is shared by all that are made from them.</summary>
    private static readonly Project
        s_console = Repairer.CreateProject(References.Core, ("Stage.cs", Console + Ready)),
        s_web = Repairer.CreateProject(References.Web, ("Stage.cs", Web + Ready));

    private static readonly Repairer s_repairer = new(typeof(ClientReach).Assembly, Assembly.Load("BindCheck.CodeFixes"));
    private static readonly ConcurrentDictionary<(string, int), Lazy<Task<Project>>> s_repaired = new();

    private readonly Row _row;

    internal Sample(Row row)
    {
        _row = row;
        (Text, Marks) = Markup.Parse(row.Program);
        Project = (row.IsWeb ? s_web : s_console).AddDocument(FileName, SourceText.From(Text, Encoding.UTF8), filePath: "/sample/" + FileName).Project;
    }

    internal string Text { get; }

    internal ImmutableArray<string> Marks { get; }

    internal Project Project { get; }

    /// <summary>The reports, written as <see cref="Marks"/> are.</summary>
    internal static async Task<ImmutableArray<string>> ReportsAsync(Project project)
    {
        var found = await s_repairer.FindAsync(project);
        return [.. found.Where(IsListenerReport).Select(d => Markup.Describe(d.Id, d.Location.SourceTree!.GetText(), d.Location.SourceSpan))];
    }

    internal async Task<ImmutableArray<string>> OffersAsync()
    {
        var first = (await s_repairer.FindAsync(Project)).First(IsListenerReport);
        return [.. (await s_repairer.OfferAsync(Project, first)).Select(a => a.Title)];
    }

    /// <summary>The program after its repair at <paramref name="index"/>, made once.</summary>
    internal Task<Project> RepairedAsync(int index) =>
        s_repaired.GetOrAdd((_row.Name, index), _ => new(() => s_repairer.RepairAsync(Project, _row.Program.Split("{|")[1].Split(':')[0], index))).Value;

    internal static async Task<string> TextOf(Project project) => (await project.Documents.Single(d => d.Name == FileName).GetTextAsync()).ToString();

    /// <summary>Compiles the program for free ports and runs it; once more should somebody else take a port in that moment.</summary>
    internal async Task<Reached> RunAsync(Project project, Scenario scenario)
    {
        Skip.If(_row.Unreachable is not null, _row.Unreachable);
        var reached = await RunOnceAsync(project, scenario);
        return reached.Evidence.Contains("AddressAlreadyInUse") ? await RunOnceAsync(project, scenario) : reached;
    }

    private async Task<Reached> RunOnceAsync(Project project, Scenario scenario)
    {
        var port = Ports.Next();
        var document = project.Documents.Single(d => d.Name == FileName);
        var second = Ports.Next();
        var text = Regex.Replace((await document.GetTextAsync()).ToString(), "500[01]", m => (m.Value == "5000" ? port : second).ToString());
        var compilation = await document.WithText(SourceText.From(text, Encoding.UTF8)).Project.GetCompilationAsync();
        using var assembly = new MemoryStream();
        var result = compilation!.Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)) + "\n" + text);
        return Reached.From(await Stage.Of(scenario).RunAsync(new(assembly.ToArray(), port, _row.Protocol)));
    }

    private static bool IsListenerReport(Diagnostic diagnostic) => diagnostic.Id.StartsWith("BIND1") || diagnostic.Id == "AD0001";

    /// <summary>Ports that nobody holds, each given away once. Below the range from which systems take the ports of clients.</summary>
    private static class Ports
    {
        private static int s_last = 20000 + Random.Shared.Next(4000);

        internal static int Next()
        {
            while (true)
            {
                var port = Interlocked.Increment(ref s_last);
                if (IsFree(port, SocketType.Stream, ProtocolType.Tcp) && IsFree(port, SocketType.Dgram, ProtocolType.Udp)) return port;
            }
        }

        private static bool IsFree(int port, SocketType type, ProtocolType protocol)
        {
            try
            {
                using var socket = new Socket(type, protocol);
                socket.Bind(new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port));
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }
}
