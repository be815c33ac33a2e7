using System.Diagnostics;
using System.Text;

namespace BindCheck.Package.Tests;

/// <summary>What a command printed, standard output and error together, and how it ended.</summary>
internal sealed record Output(int ExitCode, string Text)
{
    internal Output Succeeded() => ExitCode == 0 ? this : throw new Xunit.Sdk.XunitException($"Exit code {ExitCode}:\n{Text}");
}

/// <summary>Runs <c>dotnet</c> as a user's shell would: none of the variables that a surrounding build or test run sets, and nothing left running.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(5);

    internal static Output Run(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(folder, environment, arguments);
        var text = new StringBuilder();
        void Keep(string? line) { lock (text) text.AppendLine(line); }
        process.OutputDataReceived += (_, e) => Keep(e.Data);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        if (!process.WaitForExit(s_timeout))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end within {s_timeout}:\n{text}");
        }

        process.WaitForExit();
        return new(process.ExitCode, text.ToString());
    }

    /// <summary>Starts the command; the caller ends it.</summary>
    internal static Process Start(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOfTheSurroundingBuild).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static bool IsOfTheSurroundingBuild(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase);
}
