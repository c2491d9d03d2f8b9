namespace MlTrack;

/// <summary>A param of a run: what <c>Add-MlParam -PassThru</c> emits.</summary>
public sealed class MlParam
{
    /// <summary>The run that it was logged to.</summary>
    public string RunId { get; internal init; } = "";

    /// <summary>The param's key.</summary>
    public string Key { get; internal init; } = "";

    /// <summary>The value as it is stored: text.</summary>
    public string Value { get; internal init; } = "";

    /// <summary>Names the store that this came from; never holds a secret.</summary>
    internal string? StoreKey { get; init; }

    /// <summary>Key and value.</summary>
    /// <returns><c>key = value</c>.</returns>
    public override string ToString() => $"{Key} = {Value}";
}
