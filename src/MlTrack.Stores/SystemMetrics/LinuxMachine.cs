using System.Globalization;

namespace MlTrack.Stores.SystemMetrics;

/// <summary>
/// Linux: what /proc says of the whole machine, or, where a control group limits this process (a container, a build agent's job), what
/// the group uses of its limit.
/// </summary>
internal sealed class LinuxMachine : IMachine
{
    // user, nice, system, idle, iowait, irq, softirq, steal; the guests' times after them are in user and nice already.
    private const int Fields = 8;
    private const int Idle = 3;
    private const int WaitsForDisk = 4;

    private readonly string _root;
    private readonly ControlGroup _group;

    /// <summary>Looks at a machine.</summary>
    /// <param name="root">The folder that holds proc and sys.</param>
    public LinuxMachine(string root)
    {
        _root = root;
        _group = new ControlGroup(root);
    }

    /// <inheritdoc/>
    public ProcessorTimes Processor()
    {
        if (_group.Processor() is { } limited)
        {
            return limited;
        }

        string line = File.ReadLines(Path.Join(_root, "proc/stat")).First(line => line.StartsWith("cpu ", StringComparison.Ordinal));
        double[] times =
        [
            .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(Fields)
                .Select(field => double.Parse(field, CultureInfo.InvariantCulture)),
        ];
        double total = times.Sum();
        return new ProcessorTimes(total - times[Idle] - times[WaitsForDisk], total);
    }

    /// <inheritdoc/>
    public MemoryUse Memory()
    {
        double total = 0;
        double available = 0;
        foreach (string line in File.ReadLines(Path.Join(_root, "proc/meminfo")))
        {
            if (line.StartsWith("MemTotal:", StringComparison.Ordinal))
            {
                total = Kilobytes(line);
            }
            else if (line.StartsWith("MemAvailable:", StringComparison.Ordinal))
            {
                available = Kilobytes(line);
                break;
            }
        }

        MemoryUse machine = new(total - available, total);
        return _group.Memory() is { } limited && limited.Total < total ? limited : machine;
    }

    private static double Kilobytes(string line) =>
        1024 * double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
