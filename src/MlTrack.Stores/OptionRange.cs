namespace MlTrack.Stores;

/// <summary>What options may be, so that a wrong one fails where it is written and not at the first request.</summary>
internal static class OptionRange
{
    // Drivers, timers and tokens count milliseconds in 32 bits.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(24);

    /// <summary>Checks a time.</summary>
    public static TimeSpan Time(TimeSpan value, TimeSpan least, string name) =>
        value >= least && value <= s_longest ? value
        : throw new ArgumentOutOfRangeException(name, value, $"A time from {least:c} to {s_longest:c} is possible.");
}
