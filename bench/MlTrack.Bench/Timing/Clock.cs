using System.Diagnostics;

namespace MlTrack.Bench.Timing;

/// <summary>Milliseconds of what runs in this process.</summary>
internal static class Clock
{
    public static double Time(Action action)
    {
        long started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>Times an action over and over; it is told the number of the turn.</summary>
    public static double[] Times(int count, Action<int> action)
    {
        double[] times = new double[count];
        for (int i = 0; i < count; i++)
        {
            long started = Stopwatch.GetTimestamp();
            action(i);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return times;
    }
}
