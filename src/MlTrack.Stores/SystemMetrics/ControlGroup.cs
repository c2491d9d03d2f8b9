using System.Diagnostics;
using System.Globalization;

namespace MlTrack.Stores.SystemMetrics;

/// <summary>The control group that this process runs in, of version 2 or 1, as far as it limits processors or memory.</summary>
internal sealed class ControlGroup
{
    // Version 1 says so where there is no limit: the largest number of whole pages.
    private const double Unlimited = 1L << 60;

    private readonly Func<ProcessorTimes>? _processor;
    private readonly Func<MemoryUse>? _memory;

    /// <summary>Finds the group, once; its limits are those that stand then.</summary>
    /// <param name="root">The folder that holds proc and sys.</param>
    public ControlGroup(string root)
    {
        string file = Path.Join(root, "proc/self/cgroup");
        if (!File.Exists(file))
        {
            return;
        }

        // Lines such as '0::/user.slice' (version 2) and '4:memory:/docker/1f' (version 1).
        foreach (string[] parts in File.ReadAllLines(file).Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3))
        {
            string[] controllers = parts[1].Split(',');
            if (parts[1].Length == 0)
            {
                string mount = Path.Join(root, "sys/fs/cgroup");
                _processor ??= Nearest(mount, parts[2], ProcessorOfVersion2);
                _memory ??= Nearest(mount, parts[2], folder => MemoryOf(folder, "memory.max", "memory.current", "inactive_file"));
            }
            else if (controllers.Contains("cpu"))
            {
                string usage = Path.Join(root, "sys/fs/cgroup/cpuacct");
                _processor ??= Nearest(Path.Join(root, "sys/fs/cgroup/cpu"), parts[2], folder => ProcessorOfVersion1(folder, usage));
            }
            else if (controllers.Contains("memory"))
            {
                _memory ??= Nearest(
                    Path.Join(root, "sys/fs/cgroup/memory"), parts[2],
                    folder => MemoryOf(folder, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"));
            }
        }
    }

    /// <summary>The processors' times against the group's limit.</summary>
    /// <returns>The times; null without a limit.</returns>
    public ProcessorTimes? Processor() => _processor?.Invoke();

    /// <summary>The group's memory against its limit.</summary>
    /// <returns>The memory; null without a limit.</returns>
    public MemoryUse? Memory() => _memory?.Invoke();

    // The limit may stand on the group itself or further up. A container may see its own group as the root.
    private static Func<T>? Nearest<T>(string mount, string group, Func<string, Func<T>?> find)
    {
        for (string? path = group.Trim('/'); path is not null; path = path.Length == 0 ? null : Path.GetDirectoryName(path) ?? "")
        {
            if (find(Path.Join(mount, path)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static Func<ProcessorTimes>? ProcessorOfVersion2(string folder)
    {
        // '200000 100000': microseconds of processor time in each period of so many; 'max' for no limit.
        string[]? quota = Text(folder, "cpu.max")?.Split(' ');
        if (quota is not { Length: 2 } || !TryNumber(quota[0], out double allowed) || !TryNumber(quota[1], out double period) || period <= 0)
        {
            return null;
        }

        return () => new ProcessorTimes(Entry(folder, "cpu.stat", "usage_usec") / 1e6, Seconds() * (allowed / period));
    }

    private static Func<ProcessorTimes>? ProcessorOfVersion1(string folder, string usageMount)
    {
        string usage = Path.Join(folder, "cpuacct.usage");
        if (!File.Exists(usage))
        {
            usage = Path.Join(usageMount, "cpuacct.usage");
        }

        return TryNumber(Text(folder, "cpu.cfs_quota_us"), out double allowed) && allowed > 0
            && TryNumber(Text(folder, "cpu.cfs_period_us"), out double period) && period > 0 && File.Exists(usage)
            ? () => new ProcessorTimes(
                TryNumber(File.ReadAllText(usage).Trim(), out double nanoseconds) ? nanoseconds / 1e9 : 0, Seconds() * (allowed / period))
            : null;
    }

    // What is only a copy of files on disk can be given away, and doesn't count as used.
    private static Func<MemoryUse>? MemoryOf(string folder, string limit, string usage, string fileCopies) =>
        TryNumber(Text(folder, limit), out double total) && total < Unlimited
            ? () => new MemoryUse(
                Math.Max(0, (TryNumber(Text(folder, usage), out double used) ? used : 0) - Entry(folder, "memory.stat", fileCopies)), total)
            : null;

    private static double Seconds() => Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    private static double Entry(string folder, string file, string key)
    {
        foreach (string line in File.ReadLines(Path.Join(folder, file)))
        {
            if (line.StartsWith(key, StringComparison.Ordinal) && line.Length > key.Length && line[key.Length] == ' '
                && TryNumber(line[(key.Length + 1)..], out double value))
            {
                return value;
            }
        }

        return 0;
    }

    private static string? Text(string folder, string file)
    {
        string path = Path.Join(folder, file);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }

    private static bool TryNumber(string? text, out double value) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
