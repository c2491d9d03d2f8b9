namespace MlTrack.Stores.SystemMetrics;

/// <summary>What an operating system says of processors and memory.</summary>
internal interface IMachine
{
    /// <summary>Reads the processors' times.</summary>
    /// <returns>The times.</returns>
    ProcessorTimes Processor();

    /// <summary>Reads the memory in use.</summary>
    /// <returns>The memory.</returns>
    MemoryUse Memory();
}
