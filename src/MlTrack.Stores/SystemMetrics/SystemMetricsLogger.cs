using MlTrack.Stores.SystemMetrics;

namespace MlTrack.Stores;

/// <summary>
/// Logs the machine's load to a run while it is open, as MLflow's <c>log_system_metrics</c> does: processor, memory, disk, network and
/// NVIDIA's graphics cards, as metrics <c>system/...</c> with steps 0, 1, 2 and so on. It has a thread of its own and never throws
/// into the work that it watches.
/// </summary>
/// <remarks>
/// MLflow 3.17.2 drops an interval that the run's end cuts short; this logs what there is, so that a short run has a point too. A store
/// that doesn't answer for a while gets the points later.
/// </remarks>
public sealed class SystemMetricsLogger : IDisposable
{
    internal const string Prefix = "system/";

    private const int MostUnsent = 10_000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_lastStatement = TimeSpan.FromMilliseconds(200);

    private readonly MlClient _client;
    private readonly string _runId;
    private readonly SystemMetricsOptions _options;
    private readonly bool _isResumed;
    private readonly string _prefix;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _end = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly List<MetricPoint> _unsent = [];
    private long _step;
    private int _disposed;

    private SystemMetricsLogger(MlClient client, string runId, SystemMetricsOptions options, bool isResumed)
    {
        _client = client;
        _runId = runId;
        _options = options;
        _isResumed = isResumed;
        _prefix = options.NodeId is null ? Prefix : $"{Prefix}{options.NodeId}/";
        _thread = new Thread(Run) { IsBackground = true, Name = "MlTrack system metrics" };
    }

    /// <summary>What went wrong, in a sentence for a warning; null if all went well. Complete after <see cref="Dispose"/>.</summary>
    public string? Problem { get; private set; }

    /// <summary>Starts to log.</summary>
    /// <param name="client">The run's store.</param>
    /// <param name="runId">The run; it must be active.</param>
    /// <param name="options">How often, and under which names; null for MLflow's defaults.</param>
    /// <param name="isResumed">Whether the run may have such metrics already; steps then go on after the highest one.</param>
    /// <returns>The logger; dispose it before the run ends.</returns>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: the id is none.</exception>
    public static SystemMetricsLogger Start(
        MlClient client, string runId, SystemMetricsOptions? options = null, bool isResumed = false)
    {
        ArgumentNullException.ThrowIfNull(client);
        MlValidator.RunId(runId);
        SystemMetricsLogger logger = new(client, runId, options ?? new SystemMetricsOptions(), isResumed);
        logger._thread.Start();
        return logger;
    }

    /// <summary>Logs what there is, and ends: within two seconds, also when the store doesn't answer.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _end.Set();
        if (!_thread.Join(s_patience))
        {
            _giveUp.Cancel();
            if (!_thread.Join(s_lastStatement))
            {
                // It is past the point where it can be stopped, and lets go of nothing that others need.
                return;
            }
        }

        _end.Dispose();
        _giveUp.Dispose();
    }

    private void Run()
    {
        using SystemSampler sampler = new(_options.Interval);
        try
        {
            _step = _isResumed ? NextStep() : 0;
            Watch(sampler);
        }
        catch (OperationCanceledException)
        {
            Problem ??= "The last system metrics were not stored: the store didn't answer in time.";
        }
        catch (MlException failure)
        {
            Problem = $"System metrics are not logged any more. {failure.Message}";
        }

        Problem ??= sampler.Problem is { } problem ? $"Some system metrics are missing. {problem}" : null;
    }

    private void Watch(SystemSampler sampler)
    {
        SystemSample sample = new();
        int samples = 0;
        bool hasEnded;
        do
        {
            hasEnded = _end.Wait(_options.Interval);
            sampler.Read(sample);
            if ((++samples >= _options.SamplesBeforeLogging || hasEnded) && !sample.IsEmpty)
            {
                Log(sample, hasEnded);
                sample.Clear();
                samples = 0;
            }
        }
        while (!hasEnded);
    }

    private void Log(SystemSample sample, bool isLast)
    {
        long now = MlTime.NowMilliseconds();
        foreach ((string name, double value) in sample.Values)
        {
            if (_unsent.Count < MostUnsent)
            {
                _unsent.Add(new MetricPoint(_prefix + name, value, now, _step));
            }
        }

        _step++;
        try
        {
            _client.LogBatch(new RunBatch(_runId) { Metrics = _unsent }, cancellationToken: _giveUp.Token);
            _unsent.Clear();
        }
        catch (MlException failure) when (failure.ErrorCode == MlErrorCode.TemporarilyUnavailable && !isLast)
        {
            // The next point takes these along.
        }
    }

    private long NextStep()
    {
        string[] keys =
        [
            .. _client.GetRun(_runId, _giveUp.Token).Metrics.Keys.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal)),
        ];
        return keys.Length == 0
            ? 0
            : 1 + _client.GetMetricHistory(_runId, keys, _giveUp.Token).Max(point => point.Step);
    }
}
