namespace MlTrack.Stores.SystemMetrics;

/// <summary>The disk that the system stands on.</summary>
internal sealed class DiskSource : ISystemSource
{
    private readonly DriveInfo _drive = new(Path.GetPathRoot(Environment.SystemDirectory) is { Length: > 0 } root ? root : "/");

    /// <inheritdoc/>
    public void Read(SystemSample sample)
    {
        // What is kept for the administrator is neither used nor available, and counts in neither.
        double used = _drive.TotalSize - _drive.TotalFreeSpace;
        double available = _drive.AvailableFreeSpace;
        if (used + available > 0)
        {
            sample.Add("disk_usage_percentage", used / (used + available) * 100);
        }

        sample.Add("disk_usage_megabytes", used / 1e6);
        sample.Add("disk_available_megabytes", available / 1e6);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
