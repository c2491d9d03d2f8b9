using System.Runtime.InteropServices;

namespace MlTrack.Stores.SystemMetrics;

/// <summary>macOS, by the host statistics of its kernel.</summary>
internal sealed partial class MacMachine : IMachine
{
    private const string System = "libSystem.dylib";

    // Of mach/host_info.h and mach/machine.h: the flavors, and their sizes in 32-bit words.
    private const int ProcessorLoad = 3;
    private const int ProcessorWords = 4;
    private const int VirtualMemory = 4;
    private const int MemoryWords = 38;

    // CPU_STATE_IDLE; and the first words of vm_statistics64: free, active, inactive, wired.
    private const int Idle = 2;
    private const int Active = 1;
    private const int Wired = 3;

    /// <inheritdoc/>
    public ProcessorTimes Processor()
    {
        uint[] ticks = new uint[ProcessorWords];
        int words = ProcessorWords;
        Check(HostStatistics(MachHostSelf(), ProcessorLoad, ticks, ref words));
        double total = ticks.Sum(tick => (double)tick);
        return new ProcessorTimes(total - ticks[Idle], total);
    }

    /// <inheritdoc/>
    public MemoryUse Memory()
    {
        uint[] pages = new uint[MemoryWords];
        int words = MemoryWords;
        Check(HostStatistics64(MachHostSelf(), VirtualMemory, pages, ref words));
        return new MemoryUse(
            ((double)pages[Active] + pages[Wired]) * Environment.SystemPageSize, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
    }

    private static void Check(int result)
    {
        if (result != 0)
        {
            throw new IOException(FormattableString.Invariant($"the kernel answers with error {result}"));
        }
    }

    [LibraryImport(System, EntryPoint = "mach_host_self")]
    private static partial uint MachHostSelf();

    [LibraryImport(System, EntryPoint = "host_statistics")]
    private static partial int HostStatistics(uint host, int flavor, [Out] uint[] info, ref int words);

    [LibraryImport(System, EntryPoint = "host_statistics64")]
    private static partial int HostStatistics64(uint host, int flavor, [Out] uint[] info, ref int words);
}
