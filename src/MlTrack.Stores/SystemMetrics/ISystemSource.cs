namespace MlTrack.Stores.SystemMetrics;

/// <summary>A part of the machine that is looked at: processor, disk, network, graphics cards.</summary>
internal interface ISystemSource : IDisposable
{
    /// <summary>Reads what there is now.</summary>
    /// <param name="sample">Where to write it.</param>
    void Read(SystemSample sample);
}
