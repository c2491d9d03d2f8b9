using System.Diagnostics;
using System.Globalization;

namespace MlTrack.Stores.SystemMetrics;

/// <summary>
/// NVIDIA's graphics cards, by one nvidia-smi that reports at each interval: starting it anew each time would cost more than it measures.
/// </summary>
internal sealed class NvidiaSource : ISystemSource
{
    private const string Query = "--query-gpu=index,memory.used,memory.total,utilization.gpu,power.draw,enforced.power.limit";
    private const double BytesPerMebibyte = 1_048_576;

    private readonly Process _process;
    private readonly Dictionary<int, string[]> _latest = [];

    private NvidiaSource(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Starts looking, where the machine has NVIDIA's tool.</summary>
    /// <param name="interval">The time between two reports.</param>
    /// <returns>The source; null without the tool.</returns>
    public static NvidiaSource? TryStart(TimeSpan interval)
    {
        if (Tool() is not { } tool)
        {
            return null;
        }

        ProcessStartInfo start = new(tool)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.ArgumentList.Add(Query);
        start.ArgumentList.Add("--format=csv,noheader,nounits");
        start.ArgumentList.Add("-lms");
        start.ArgumentList.Add(Math.Max(100, (long)interval.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        return Process.Start(start) is { } process ? new NvidiaSource(process) : null;
    }

    /// <inheritdoc/>
    public void Read(SystemSample sample)
    {
        lock (_latest)
        {
            foreach ((int card, string[] fields) in _latest)
            {
                // What a card can't tell is '[N/A]'.
                double? used = Number(fields[1]);
                if (used is not null && Number(fields[2]) is > 0 and double total)
                {
                    sample.Add(Name(card, "memory_usage_percentage"), used.Value / total * 100);
                    sample.Add(Name(card, "memory_usage_megabytes"), used.Value * BytesPerMebibyte / 1e6);
                }

                if (Number(fields[3]) is { } load)
                {
                    sample.Add(Name(card, "utilization_percentage"), load);
                }

                double? power = Number(fields[4]);
                if (power is not null && Number(fields[5]) is > 0 and double limit)
                {
                    sample.Add(Name(card, "power_usage_watts"), power.Value);
                    sample.Add(Name(card, "power_usage_percentage"), power.Value / limit * 100);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }

        _process.Dispose();
    }

    private static string Name(int card, string what) => string.Create(CultureInfo.InvariantCulture, $"gpu_{card}_{what}");

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    private static string? Tool()
    {
        string name = OperatingSystem.IsWindows() ? "nvidia-smi.exe" : "nvidia-smi";
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Join(folder, name))
            .FirstOrDefault(File.Exists);
    }

    private void Keep(string? line)
    {
        string[]? fields = line?.Split(',', StringSplitOptions.TrimEntries);
        if (fields is { Length: 6 } && int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out int card))
        {
            lock (_latest)
            {
                _latest[card] = fields;
            }
        }
    }
}
