using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;

namespace BindCheck.Reachability.Tests.Stages;

/// <summary>
/// The other life of the test assembly: a process, started in the network that a <see cref="Scenario"/> describes, that runs sample programs one after
/// the other and plays their clients. One process for many programs, and clients in the same network, with no port open to anyone but loopback.
/// Reads one request a line from standard input, writes one answer a line to standard output, ends when the input ends.
/// </summary>
internal static class StageProgram
{
    /// <summary>First argument: without it, somebody started the tests as a program.</summary>
    internal const string Command = "stage", WithoutIPv6Sockets = "--without-ipv6-sockets";

    /// <summary>A program on a busy machine is ready well within this time.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    /// <summary>From the end of a program's socket to its own.</summary>
    private static readonly TimeSpan s_afterwards = TimeSpan.FromSeconds(1);

    private static async Task<int> Main(string[] args)
    {
        if (args is not [Command, ..])
        {
            Console.Error.WriteLine("Run these tests with 'dotnet test'.");
            return 1;
        }
        if (args.Contains(WithoutIPv6Sockets)) SocketFilter.DenyIPv6();

        // An empty directory: no settings file of anyone's, and nothing to watch.
        var directory = Directory.CreateTempSubdirectory("bindcheck-");
        Environment.CurrentDirectory = directory.FullName;
        var answers = Console.Out;
        Console.SetOut(TextWriter.Null);
        Answer(answers, await HostFacts.ReadAsync());
        while (Console.In.ReadLine() is { } line) Answer(answers, await RunAsync(JsonSerializer.Deserialize<StageRequest>(line)!));
        directory.Delete(recursive: true);
        return 0;
    }

    private static void Answer<T>(TextWriter answers, T answer)
    {
        answers.WriteLine(JsonSerializer.Serialize(answer));
        answers.Flush();
    }

    private static async Task<StageAnswer> RunAsync(StageRequest request)
    {
        var variables = Environment.GetEnvironmentVariables();
        var program = new RunningProgram(request);
        var first = await Task.WhenAny(program.Ready, program.Ended, Task.Delay(s_patience));
        // A variable that the program has set is not for the next one.
        foreach (string name in Environment.GetEnvironmentVariables().Keys)
            if (!variables.Contains(name)) Environment.SetEnvironmentVariable(name, null);
        if (first != program.Ready && !program.Ready.IsCompleted)
        {
            var error = first == program.Ended ? await program.Ended ?? "The program ended without a call of Ready()." : $"Not ready after {s_patience.TotalSeconds} s.";
            return new(error, Ready: false, IPv4: false, IPv6: false, []);
        }
        var (v4, v6) = (await Client.ReachesAsync("127.0.0.1", request.Port, request.Protocol), await Client.ReachesAsync("::1", request.Port, request.Protocol));
        var listeners = KernelTables.ListenersAt(request.Port, request.Protocol == Protocol.Udp);
        // A program that is about to end has closed its socket a moment before it says why.
        if (listeners.Length == 0) await Task.WhenAny(program.Ended, Task.Delay(s_afterwards));
        return new(program.Ended.IsCompleted ? await program.Ended : null, Ready: true, v4, v6, listeners);
    }

    /// <summary>A sample program on a thread of its own. It is not stopped: it ends with the stage, and its port is never given away again.</summary>
    private sealed class RunningProgram
    {
        private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<string?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal RunningProgram(StageRequest request)
        {
            var assembly = new AssemblyLoadContext(name: null).LoadFromStream(new MemoryStream(request.Assembly));
            assembly.GetType("Stage")!.GetField("Signal", BindingFlags.Static | BindingFlags.NonPublic)!.SetValue(null, (Action)(() => _ready.TrySetResult()));
            new Thread(() => _ended.SetResult(Run(assembly.EntryPoint!, request.Port))) { IsBackground = true }.Start();
        }

        internal Task Ready => _ready.Task;

        /// <summary>Completes with the exception that ended the program, or with null.</summary>
        internal Task<string?> Ended => _ended.Task;

        private static string? Run(MethodInfo main, int port)
        {
            try
            {
                main.Invoke(null, main.GetParameters().Length == 0 ? [] : [new[] { port.ToString() }]);
                return null;
            }
            catch (TargetInvocationException e)
            {
                return Describe(e.InnerException!);
            }
        }

        private static string Describe(Exception e) =>
            (e is System.Net.Sockets.SocketException s ? $"SocketException({s.SocketErrorCode})" : $"{e.GetType().Name}: {e.Message}")
            + (e.InnerException is { } inner ? " <- " + Describe(inner) : "");
    }
}
