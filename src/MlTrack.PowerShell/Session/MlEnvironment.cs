using MlTrack.Stores;

namespace MlTrack.Session;

/// <summary>MLflow's environment variables, so that one setup serves both tools. A malformed value is an error at first use.</summary>
internal static class MlEnvironment
{
    /// <summary>The variable that names the registry, for messages.</summary>
    public const string RegistryVariable = "MLFLOW_REGISTRY_URI";

    /// <summary>MLFLOW_TRACKING_URI; null when unset or empty.</summary>
    public static string? TrackingUri => Read("MLFLOW_TRACKING_URI");

    /// <summary>MLFLOW_REGISTRY_URI; null when unset or empty.</summary>
    public static string? RegistryUri => Read(RegistryVariable);

    /// <summary>MLFLOW_EXPERIMENT_NAME; null when unset or empty.</summary>
    public static string? ExperimentName => Read("MLFLOW_EXPERIMENT_NAME");

    /// <summary>MLFLOW_EXPERIMENT_ID; null when unset or empty.</summary>
    public static string? ExperimentId => Read("MLFLOW_EXPERIMENT_ID");

    /// <summary>MLFLOW_TRUNCATE_LONG_VALUES; true when unset.</summary>
    public static bool TruncateLongValues => Flag("MLFLOW_TRUNCATE_LONG_VALUES", fallback: true);

    /// <summary>MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING; false when unset.</summary>
    public static bool SystemMetrics => Flag("MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING", fallback: false);

    /// <summary>Takes MLFLOW_RUN_ID: as in MLflow it is resumed once and then cleared.</summary>
    /// <returns>The run's id, or null.</returns>
    public static string? TakeRunId()
    {
        string? runId = Read("MLFLOW_RUN_ID");
        if (runId is not null)
        {
            Environment.SetEnvironmentVariable("MLFLOW_RUN_ID", null);
        }

        return runId;
    }

    private static string? Read(string name) => EnvironmentVariables.Text(name);

    private static bool Flag(string name, bool fallback) => EnvironmentVariables.Flag(name, fallback);
}
