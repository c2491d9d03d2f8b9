namespace MlTrack.Stores;

/// <summary>How often a machine is looked at while a run is open, and what its metrics are called.</summary>
public sealed record SystemMetricsOptions
{
    /// <summary>MLflow's interval between two samples: 10 s.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(10);

    // Below it, looking would be the load that is seen.
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(10);
    private const double LongestSeconds = 86_400;

    private readonly TimeSpan _interval = DefaultInterval;
    private readonly string? _nodeId;

    /// <summary>The time between two samples; 10 ms at least.</summary>
    public TimeSpan Interval
    {
        get => _interval;
        init => _interval = value < s_shortest ? s_shortest : value;
    }

    /// <summary>How many samples make one point, as their average; 1 or more.</summary>
    public int SamplesBeforeLogging { get; init; } = 1;

    /// <summary>Which of several machines of one run this is: its metrics are called <c>system/NODE/...</c>; null for none.</summary>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: it can't stand in a metric's key.</exception>
    public string? NodeId
    {
        get => _nodeId;
        init
        {
            if (value is not null)
            {
                MlValidator.Key("metric", $"{SystemMetricsLogger.Prefix}{value}/cpu_utilization_percentage");
            }

            _nodeId = value;
        }
    }

    /// <summary>
    /// MLflow's variables: MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL (seconds), MLFLOW_SYSTEM_METRICS_SAMPLES_BEFORE_LOGGING and
    /// MLFLOW_SYSTEM_METRICS_NODE_ID. As in MLflow, 0 means its default.
    /// </summary>
    /// <returns>The options.</returns>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: a variable holds something else.</exception>
    public static SystemMetricsOptions FromEnvironment() => new()
    {
        Interval = EnvironmentVariables.Number("MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL", LongestSeconds) is { } seconds and not 0
            ? TimeSpan.FromSeconds(seconds)
            : DefaultInterval,
        SamplesBeforeLogging =
            EnvironmentVariables.Whole("MLFLOW_SYSTEM_METRICS_SAMPLES_BEFORE_LOGGING", 0, 1_000_000) is { } samples and not 0 ? samples : 1,
        NodeId = EnvironmentVariables.Text("MLFLOW_SYSTEM_METRICS_NODE_ID"),
    };
}
