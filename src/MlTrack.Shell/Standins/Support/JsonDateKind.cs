namespace MlTrack.Shell.Standins.Support;

/// <summary>What becomes of a text in JSON that looks like a date.</summary>
public enum JsonDateKind
{
    /// <summary>A date, in the zone that the text names.</summary>
    Default,

    /// <summary>A local date.</summary>
    Local,

    /// <summary>A date in UTC.</summary>
    Utc,

    /// <summary>A date with its offset.</summary>
    Offset,

    /// <summary>A text.</summary>
    String,
}
