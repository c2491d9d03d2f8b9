namespace MlTrack;

/// <summary>Times: milliseconds since the Unix epoch in stores, <see cref="DateTimeOffset"/> in UTC in objects.</summary>
public static class MlTime
{
    private static readonly long s_min = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long s_max = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>Now, in milliseconds since the Unix epoch.</summary>
    /// <returns>Milliseconds since 1970-01-01T00:00:00Z.</returns>
    public static long NowMilliseconds() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    /// <summary>Turns a stored time into one for users. What a <see cref="DateTimeOffset"/> can't hold becomes its nearest end.</summary>
    /// <param name="milliseconds">Milliseconds since the Unix epoch.</param>
    /// <returns>The time in UTC.</returns>
    public static DateTimeOffset FromMilliseconds(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, s_min, s_max));

    /// <summary>The same for a column that may be NULL.</summary>
    /// <param name="milliseconds">Milliseconds since the Unix epoch, or null.</param>
    /// <returns>The time in UTC, or null.</returns>
    public static DateTimeOffset? FromMilliseconds(long? milliseconds) =>
        milliseconds is { } value ? FromMilliseconds(value) : null;
}
