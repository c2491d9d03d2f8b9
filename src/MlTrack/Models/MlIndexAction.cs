namespace MlTrack;

/// <summary>What was done, or would be done, with one of MlTrack's own indexes.</summary>
public enum MlIndexAction
{
    /// <summary>It was created.</summary>
    Created,

    /// <summary>It was there already.</summary>
    Present,

    /// <summary>It was removed.</summary>
    Removed,

    /// <summary>It wasn't there.</summary>
    Absent,

    /// <summary>It would be created.</summary>
    WouldCreate,

    /// <summary>It would be removed.</summary>
    WouldRemove,
}
