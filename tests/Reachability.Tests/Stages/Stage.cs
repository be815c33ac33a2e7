using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace BindCheck.Reachability.Tests.Stages;

/// <summary>The test's end of a stage: starts the process of a scenario when it is first needed, and again should a sample program tear it down.</summary>
internal sealed class Stage
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(40);
    private static readonly Dictionary<Scenario, Stage> s_stages = Scenario.All.ToDictionary(s => s, s => new Stage(s));

    private readonly Scenario _scenario;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly StringBuilder _errors = new();
    private Process? _process;
    private string? _unavailable;

    private Stage(Scenario scenario)
    {
        _scenario = scenario;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
    }

    internal static Stage Of(Scenario scenario) => s_stages[scenario];

    /// <summary>Runs a program and its clients. Skips the test where the machine does not offer the scenario.</summary>
    internal async Task<StageAnswer> RunAsync(StageRequest request)
    {
        await _turn.WaitAsync();
        try
        {
            if (_process is null && _unavailable is null) await StartAsync();
            Skip.If(_unavailable is not null, _unavailable);
            var line = await AskAsync(JsonSerializer.Serialize(request));
            if (line is not null) return JsonSerializer.Deserialize<StageAnswer>(line)!;
            Stop();
            return new($"The program tore its process down. {_errors}", Ready: false, IPv4: false, IPv6: false, []);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task StartAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            _unavailable = "What listens is read from Linux's /proc.";
            return;
        }
        _errors.Clear();
        try
        {
            _process = Process.Start(StartInfo())!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            _unavailable = $"'{_scenario}' cannot be set up here: {e.Message}";
            return;
        }
        _process.ErrorDataReceived += (_, e) => _errors.AppendLine(e.Data);
        _process.BeginErrorReadLine();
        var facts = await AskAsync(question: null) is { } line ? JsonSerializer.Deserialize<HostFacts>(line) : null;
        if (facts is not null && _scenario.IsSet(facts)) return;
        Stop();
        _unavailable = $"'{_scenario}' cannot be set up here: {facts?.ToString() ?? _errors.ToString()}";
    }

    /// <summary>The answer, or null when the process ends or stays silent instead.</summary>
    private async Task<string?> AskAsync(string? question)
    {
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            if (question is not null) await _process!.StandardInput.WriteLineAsync(question);
            return await _process!.StandardOutput.ReadLineAsync(patience.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return null;
        }
    }

    private ProcessStartInfo StartInfo()
    {
        List<string> command = ["dotnet", "exec", typeof(Stage).Assembly.Location, StageProgram.Command];
        if (_scenario.Option is { } option) command.Add(option);
        if (_scenario.Setup is { } setup)
            command.InsertRange(0, ["unshare", "--map-root-user", "--net", "--mount", "sh", "-c", $"ip link set lo up && {setup} && exec \"$0\" \"$@\""]);
        var info = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in info.Environment.Keys.Where(k => k.StartsWith("ASPNETCORE_") || k.EndsWith("URLS")).ToArray()) info.Environment.Remove(name);
        // Each host would otherwise take an inotify instance, of which a user has 128.
        info.Environment["DOTNET_hostBuilder__reloadConfigOnChange"] = "false";
        if (_scenario.Variable?.Split('=') is [var key, var value]) info.Environment[key] = value;
        return info;
    }

    private void Stop()
    {
        if (_process is not { } process) return;
        _process = null;
        process.StandardInput.Close();
        if (!process.WaitForExit(2000)) process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
