using System.ComponentModel;
using System.Runtime.InteropServices;

namespace BindCheck.Reachability.Tests.Stages;

/// <summary>
/// Makes this process see a kernel without IPv6 (boot option <c>ipv6.disable=1</c>): socket(AF_INET6, ...) fails with EAFNOSUPPORT.
/// A seccomp filter does it for all threads, needs no privilege, and ends with the process (seccomp(2), linux/seccomp.h, linux/bpf_common.h).
/// </summary>
internal static partial class SocketFilter
{
    private const int PR_SET_NO_NEW_PRIVS = 38, AF_INET6 = 10, EAFNOSUPPORT = 97;
    private const uint SECCOMP_RET_ERRNO = 0x00050000, SECCOMP_RET_ALLOW = 0x7fff0000;
    private const ushort LoadWord = 0x20, JumpIfEqual = 0x15, Return = 0x06;

    /// <summary>System call numbers of socket and seccomp.</summary>
    private static (uint Socket, long Seccomp) Calls => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => (41, 317),
        Architecture.Arm64 => (198, 277),
        var other => throw new PlatformNotSupportedException($"The system call numbers of {other} are not known here."),
    };

    internal static void DenyIPv6()
    {
        var (socket, seccomp) = Calls;
        Instruction[] filter =
        [
            new(LoadWord, 0, 0, 0),                        // seccomp_data.nr
            new(JumpIfEqual, 0, 3, socket),
            new(LoadWord, 0, 0, 16),                       // seccomp_data.args[0], low word: the address family
            new(JumpIfEqual, 0, 1, AF_INET6),
            new(Return, 0, 0, SECCOMP_RET_ERRNO | EAFNOSUPPORT),
            new(Return, 0, 0, SECCOMP_RET_ALLOW),
        ];
        const long SECCOMP_SET_MODE_FILTER = 1, SECCOMP_FILTER_FLAG_TSYNC = 1;
        unsafe
        {
            fixed (Instruction* first = filter)
            {
                var program = new Filter((ushort)filter.Length, first);
                if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || syscall(seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) != 0)
                    throw new Win32Exception();
            }
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int prctl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial long syscall(long number, long operation, long flags, Filter* program);

    /// <summary>struct sock_filter.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint K);

    /// <summary>struct sock_fprog.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly unsafe struct Filter(ushort length, Instruction* first)
    {
        private readonly ushort _length = length;
        private readonly Instruction* _first = first;
    }
}
