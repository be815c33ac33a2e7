namespace BindCheck.Reachability.Tests.Stages;

/// <summary>How a client of a sample program speaks.</summary>
internal enum Protocol
{
    /// <summary>A connection that is accepted is enough.</summary>
    Tcp,
    /// <summary>One datagram that has to come back.</summary>
    Udp,
    /// <summary>GET /: any HTTP response counts, whatever its status.</summary>
    Http,
}

/// <summary>What a stage is asked to do: run a program, given as an assembly, and try to reach it at a port.</summary>
internal sealed record StageRequest(byte[] Assembly, int Port, Protocol Protocol);

/// <summary>
/// What a stage saw. Everything is empty of judgement: <see cref="Reached.From"/> draws the conclusion.
/// </summary>
/// <param name="Error">Null, or the exception with which the program ended before or after it was ready.</param>
/// <param name="Ready">Whether the program came as far as its call of Ready().</param>
/// <param name="IPv4">Whether a client of 127.0.0.1 was served.</param>
/// <param name="IPv6">Whether a client of ::1 was served.</param>
/// <param name="Listeners">The addresses that are bound at the port, as the operating system lists them.</param>
internal sealed record StageAnswer(string? Error, bool Ready, bool IPv4, bool IPv6, string[] Listeners);
