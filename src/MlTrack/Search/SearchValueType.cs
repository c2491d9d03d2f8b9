namespace MlTrack.Search;

/// <summary>Which literals a key is compared with.</summary>
internal enum SearchValueType
{
    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>A number without quotes.</summary>
    Number,

    /// <summary>A whole number without quotes.</summary>
    Whole,

    /// <summary>A whole number, in quotes or not.</summary>
    WholeOrQuoted,

    /// <summary>A whole number in quotes: ids of experiments.</summary>
    QuotedWhole,
}
