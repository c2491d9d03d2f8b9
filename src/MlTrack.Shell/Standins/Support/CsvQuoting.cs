namespace MlTrack.Shell.Standins.Support;

/// <summary>Which fields a CSV writer puts in quotes.</summary>
public enum CsvQuoting
{
    /// <summary>None.</summary>
    Never,

    /// <summary>All.</summary>
    Always,

    /// <summary>Those that need them.</summary>
    AsNeeded,
}
