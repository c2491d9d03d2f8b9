using System.Diagnostics;

namespace MlTrack.Bench.Timing;

/// <summary>Times what runs in this process.</summary>
internal static class Clock
{
    public static Turn Time(Action action) => Times(1, _ => action());

    /// <summary>Times an action over and over; it is told the number of the turn.</summary>
    public static Turn Times(int count, Action<int> action)
    {
        double[] times = new double[count];
        TimeSpan worked = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < count; i++)
        {
            long started = Stopwatch.GetTimestamp();
            action(i);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return new(times, (Environment.CpuUsage.TotalTime - worked).TotalMilliseconds / count);
    }
}
