namespace MlTrack.Shell.Standins.Support;

/// <summary>The value of a property by which objects are sorted or grouped.</summary>
/// <param name="Value">The value.</param>
/// <param name="Exists">Whether the object has the property at all.</param>
internal readonly record struct OrderValue(object? Value, bool Exists)
{
    /// <summary>A property that isn't there.</summary>
    public static OrderValue Missing => new(null, false);
}
