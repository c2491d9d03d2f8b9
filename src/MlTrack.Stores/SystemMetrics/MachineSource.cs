namespace MlTrack.Stores.SystemMetrics;

/// <summary>Processors and memory.</summary>
internal sealed class MachineSource : ISystemSource
{
    private readonly IMachine _machine;
    private ProcessorTimes _last;

    public MachineSource(IMachine machine)
    {
        _machine = machine;
        _last = machine.Processor();
    }

    /// <summary>The operating system that this runs on.</summary>
    /// <returns>The machine; null where it is none that is known.</returns>
    public static IMachine? ThisMachine() => OperatingSystem.IsLinux() ? new LinuxMachine("/")
        : OperatingSystem.IsWindows() ? new WindowsMachine()
        : OperatingSystem.IsMacOS() ? new MacMachine()
        : null;

    /// <inheritdoc/>
    public void Read(SystemSample sample)
    {
        ProcessorTimes now = _machine.Processor();
        double capacity = now.Capacity - _last.Capacity;
        if (capacity > 0)
        {
            sample.Add("cpu_utilization_percentage", Math.Clamp((now.Busy - _last.Busy) / capacity * 100, 0, 100));
            _last = now;
        }

        MemoryUse memory = _machine.Memory();
        sample.Add("system_memory_usage_megabytes", memory.Used / 1e6);
        if (memory.Total > 0)
        {
            sample.Add("system_memory_usage_percentage", memory.Used / memory.Total * 100);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
