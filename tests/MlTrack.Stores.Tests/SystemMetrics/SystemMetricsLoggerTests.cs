using MlTrack.Stores.SystemMetrics;
using MlTrack.Stores.Tests.Artifacts;

namespace MlTrack.Stores.Tests.SystemMetrics;

/// <summary>The machine's load as metrics of a run.</summary>
public sealed class SystemMetricsLoggerTests : IDisposable
{
    private static readonly string[] s_names =
    [
        "system/cpu_utilization_percentage", "system/disk_available_megabytes", "system/disk_usage_megabytes",
        "system/disk_usage_percentage", "system/network_receive_megabytes", "system/network_transmit_megabytes",
        "system/system_memory_usage_megabytes", "system/system_memory_usage_percentage",
    ];

    private readonly TempFolder _folder = new();
    private readonly MlClient _client;
    private readonly string _run;

    public SystemMetricsLoggerTests()
    {
        _client = MlStore.Connect(_folder["runs.db"]);
        _run = _client.CreateRun(new NewRun("0")).RunId;
    }

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_run_shorter_than_the_interval_has_a_point()
    {
        SystemMetricsLogger logger = SystemMetricsLogger.Start(_client, _run);
        Thread.Sleep(50);
        logger.Dispose();

        Assert.Null(logger.Problem);
        Assert.Equal(s_names, SystemMetrics().Keys.Where(name => !name.StartsWith("system/gpu", StringComparison.Ordinal)));
        Assert.All(_client.GetMetricHistory(_run), point => Assert.Equal(0, point.Step));
        Assert.InRange(SystemMetrics()["system/system_memory_usage_percentage"], 0.1, 100);
    }

    [Fact]
    public void Steps_count_the_points_and_go_on_when_a_run_is_resumed()
    {
        SystemMetricsOptions options = new() { Interval = TimeSpan.FromMilliseconds(30) };
        using (SystemMetricsLogger.Start(_client, _run, options))
        {
            WaitForPoints(3);
        }

        MlMetric[] first = Points();
        using (SystemMetricsLogger.Start(_client, _run, options, isResumed: true))
        {
            WaitForPoints(first.Length + 2);
        }

        Assert.Equal(Enumerable.Range(0, Points().Length).Select(step => (long)step), Points().Select(point => point.Step));
    }

    [Fact]
    public void Several_samples_make_one_point()
    {
        using (SystemMetricsLogger.Start(
            _client, _run, new SystemMetricsOptions { Interval = TimeSpan.FromMilliseconds(20), SamplesBeforeLogging = 10_000 }))
        {
            Thread.Sleep(150);
            Assert.Empty(SystemMetrics());
        }

        Assert.Single(Points());
    }

    [Fact]
    public void A_node_has_its_own_names()
    {
        SystemMetricsLogger.Start(_client, _run, new SystemMetricsOptions { NodeId = "node-1" }).Dispose();

        Assert.Contains("system/node-1/disk_usage_percentage", SystemMetrics().Keys);
        Assert.Throws<MlException>(() => new SystemMetricsOptions { NodeId = "a/../b" });
    }

    [Fact]
    public void A_run_that_is_deleted_meanwhile_ends_it_without_an_exception()
    {
        SystemMetricsLogger logger = SystemMetricsLogger.Start(_client, _run);
        _client.DeleteRun(_run);
        logger.Dispose();

        Assert.Contains(_run, logger.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Graphics_cards_are_read_from_NVIDIAs_tool()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the stand-in for nvidia-smi is a shell script");
        string tool = _folder.Write("bin/nvidia-smi", "#!/bin/sh\necho '0, 4096, 16384, 37, 75.50, 300.00'\necho '1, [N/A], 16384, 5, [N/A], [N/A]'\nexec sleep 60\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        string? path = Environment.GetEnvironmentVariable("PATH");
        NvidiaSource? source;
        try
        {
            Environment.SetEnvironmentVariable("PATH", _folder["bin"] + Path.PathSeparator + path);
            source = NvidiaSource.TryStart(SystemMetricsOptions.DefaultInterval);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
        }

        using (source)
        {
            SystemSample sample = new();
            Assert.True(SpinWait.SpinUntil(
                () =>
                {
                    sample.Clear();
                    source!.Read(sample);
                    return sample.Values.Any(value => value.Key.StartsWith("gpu_1", StringComparison.Ordinal));
                },
                TimeSpan.FromSeconds(20)));
            Assert.Equal(
                [
                    "gpu_0_memory_usage_megabytes=4295", "gpu_0_memory_usage_percentage=25", "gpu_0_power_usage_percentage=25.2",
                    "gpu_0_power_usage_watts=75.5", "gpu_0_utilization_percentage=37", "gpu_1_utilization_percentage=5",
                ],
                sample.Values.Select(value => FormattableString.Invariant($"{value.Key}={value.Value}")).Order(StringComparer.Ordinal));
        }
    }

    private SortedDictionary<string, double> SystemMetrics() => new(_client.GetRun(_run).Metrics, StringComparer.Ordinal);

    private MlMetric[] Points() => [.. _client.GetMetricHistory(_run, ["system/disk_usage_percentage"])];

    private void WaitForPoints(int count) =>
        Assert.True(SpinWait.SpinUntil(() => Points().Length >= count, TimeSpan.FromSeconds(30)), "no points came");
}
