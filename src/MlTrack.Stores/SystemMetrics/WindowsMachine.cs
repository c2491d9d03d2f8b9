using System.ComponentModel;
using System.Runtime.InteropServices;

namespace MlTrack.Stores.SystemMetrics;

/// <summary>Windows, by its kernel's functions.</summary>
internal sealed partial class WindowsMachine : IMachine
{
    /// <inheritdoc/>
    public ProcessorTimes Processor()
    {
        // The kernel's time holds the idle time too.
        if (!GetSystemTimes(out long idle, out long kernel, out long user))
        {
            throw new Win32Exception();
        }

        return new ProcessorTimes(kernel + user - idle, kernel + user);
    }

    /// <inheritdoc/>
    public MemoryUse Memory()
    {
        MemoryStatus status = new() { Length = Marshal.SizeOf<MemoryStatus>() };
        if (!GlobalMemoryStatusEx(ref status))
        {
            throw new Win32Exception();
        }

        return new MemoryUse(status.TotalPhysical - status.AvailablePhysical, status.TotalPhysical);
    }

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetSystemTimes(out long idle, out long kernel, out long user);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GlobalMemoryStatusEx(ref MemoryStatus status);

    // MEMORYSTATUSEX.
    [StructLayout(LayoutKind.Sequential)]
    private struct MemoryStatus
    {
        public int Length;
        public uint Load;
        public ulong TotalPhysical;
        public ulong AvailablePhysical;
        public ulong TotalPageFile;
        public ulong AvailablePageFile;
        public ulong TotalVirtual;
        public ulong AvailableVirtual;
        public ulong AvailableExtendedVirtual;
    }
}
