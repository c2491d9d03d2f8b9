namespace MlTrack;

/// <summary>One point of a metric's history.</summary>
public sealed class MlMetric
{
    /// <summary>The run that it was logged to.</summary>
    public string RunId { get; internal init; } = "";

    /// <summary>The metric's key.</summary>
    public string Key { get; internal init; } = "";

    /// <summary>The value; may be NaN. Infinities come back as ±1.7976931348623157E+308, the way MLflow stores them.</summary>
    public double Value { get; internal init; }

    /// <summary>The step, any signed 64-bit number; 0 if none was given.</summary>
    public long Step { get; internal init; }

    /// <summary>When it was measured (UTC, to the millisecond).</summary>
    public DateTimeOffset Timestamp { get; internal init; }

    /// <summary>Names the store that this came from; never holds a secret.</summary>
    internal string? StoreKey { get; init; }

    /// <summary>Key and value in invariant form.</summary>
    /// <returns><c>key = value</c>.</returns>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Key} = {Value:R}");
}
