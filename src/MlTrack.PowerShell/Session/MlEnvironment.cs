using MlTrack.Stores;

namespace MlTrack.Session;

/// <summary>MLflow's environment variables, so that one setup serves both tools. A malformed value is an error at first use.</summary>
internal static class MlEnvironment
{
    /// <summary>The variable that names the registry, for messages.</summary>
    public const string RegistryVariable = "MLFLOW_REGISTRY_URI";

    /// <summary>The variable that names the store, for messages.</summary>
    public const string TrackingVariable = "MLFLOW_TRACKING_URI";

    /// <summary>The variable that names the default experiment, for messages.</summary>
    public const string ExperimentNameVariable = "MLFLOW_EXPERIMENT_NAME";

    /// <summary>The variable that gives the default experiment's id, for messages.</summary>
    public const string ExperimentIdVariable = "MLFLOW_EXPERIMENT_ID";

    /// <summary>The variable that names the run to resume, for messages.</summary>
    public const string RunIdVariable = "MLFLOW_RUN_ID";

    /// <summary>MLFLOW_TRACKING_URI; null when unset or empty.</summary>
    public static string? TrackingUri => Read(TrackingVariable);

    /// <summary>MLFLOW_REGISTRY_URI; null when unset or empty.</summary>
    public static string? RegistryUri => Read(RegistryVariable);

    /// <summary>MLFLOW_EXPERIMENT_NAME; null when unset or empty.</summary>
    public static string? ExperimentName => Read(ExperimentNameVariable);

    /// <summary>MLFLOW_EXPERIMENT_ID; null when unset or empty.</summary>
    public static string? ExperimentId => Read(ExperimentIdVariable);

    /// <summary>MLFLOW_TRUNCATE_LONG_VALUES; true when unset.</summary>
    public static bool TruncateLongValues => Flag("MLFLOW_TRUNCATE_LONG_VALUES", fallback: true);

    /// <summary>MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING; false when unset.</summary>
    public static bool SystemMetrics => Flag("MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING", fallback: false);

    /// <summary>Takes MLFLOW_RUN_ID: as in MLflow it is resumed once and then cleared.</summary>
    /// <returns>The run's id, or null.</returns>
    public static string? TakeRunId()
    {
        string? runId = Read(RunIdVariable);
        if (runId is not null)
        {
            Environment.SetEnvironmentVariable(RunIdVariable, null);
        }

        return runId;
    }

    /// <summary>Does work on what a variable names. Of an error about that, the user wants to know where the name comes from.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="variable">The variable; null where the user himself named what is meant.</param>
    /// <param name="work">The work.</param>
    /// <returns>What the work gives.</returns>
    public static T Naming<T>(string? variable, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (MlException exception) when (variable is not null
            && exception.Entity is MlEntity.Uri or MlEntity.Experiment or MlEntity.Run or MlEntity.Id or MlEntity.Name)
        {
            throw new MlException(
                exception.ErrorCode, exception.Entity, $"{exception.Message} It comes from the environment variable {variable}.",
                exception.Target, exception);
        }
    }

    private static string? Read(string name) => EnvironmentVariables.Text(name);

    private static bool Flag(string name, bool fallback) => EnvironmentVariables.Flag(name, fallback);
}
