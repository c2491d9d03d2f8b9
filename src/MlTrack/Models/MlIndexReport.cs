namespace MlTrack;

/// <summary>One of the optional indexes that MlTrack has for faster searches, and what became of it.</summary>
public sealed class MlIndexReport
{
    /// <summary>The table that the index belongs to.</summary>
    public string Table { get; internal init; } = "";

    /// <summary>The index's name; it begins with <c>mltrack_</c>.</summary>
    public string Index { get; internal init; } = "";

    /// <summary>What was done with it, or would be done.</summary>
    public MlIndexAction Action { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Index}: {Action}";
}
