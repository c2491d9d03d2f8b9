namespace MlTrack;

/// <summary>What a row of a comparison of runs is about.</summary>
public enum MlDifferenceKind
{
    /// <summary>A fact about the run, such as its status or start time.</summary>
    Attribute,

    /// <summary>A param.</summary>
    Param,

    /// <summary>A metric's latest value.</summary>
    Metric,

    /// <summary>A tag.</summary>
    Tag,
}
