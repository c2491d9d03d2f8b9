namespace MlTrack.Stores;

/// <summary>How an <see cref="MlClient"/> treats what MLflow leaves to settings.</summary>
public sealed record MlClientOptions
{
    /// <summary>
    /// Whether params and run tags that are too long are cut, with a warning, instead of refused. MLflow's variable
    /// MLFLOW_TRUNCATE_LONG_VALUES, true by default.
    /// </summary>
    public bool TruncateLongValues { get; init; } = true;
}
