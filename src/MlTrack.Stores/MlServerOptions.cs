namespace MlTrack.Stores;

/// <summary>
/// How an MLflow server is talked to. What is null is taken from MLflow's variables (MLFLOW_TRACKING_USERNAME and _PASSWORD,
/// MLFLOW_TRACKING_TOKEN, MLFLOW_TRACKING_INSECURE_TLS, MLFLOW_HTTP_REQUEST_TIMEOUT, MLFLOW_HTTP_REQUEST_MAX_RETRIES).
/// </summary>
public sealed record MlServerOptions
{
    /// <summary>Who asks; what the URI itself holds comes next, then the variables.</summary>
    public MlServerCredential? Credential { get; init; }

    /// <summary>Whether the certificate of an https server is left unverified.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>How long one request may take, from 1 ms to 24 days; null for MLFLOW_HTTP_REQUEST_TIMEOUT, or 120 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No time at all, or a longer one.</exception>
    public TimeSpan? Timeout
    {
        get;
        init => field = value is { } given ? OptionRange.Time(given, TimeSpan.FromMilliseconds(1), nameof(Timeout)) : null;
    }

    /// <summary>
    /// How often a request is repeated when that is safe and may help, 0 to 100; null for MLFLOW_HTTP_REQUEST_MAX_RETRIES, or 7.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Another number.</exception>
    public int? MaximumRetryCount
    {
        get;
        init => field = value is null or (>= 0 and <= 100) ? value
            : throw new ArgumentOutOfRangeException(nameof(MaximumRetryCount), value, "From 0 to 100 repetitions are possible.");
    }

    /// <summary>The wait before the first repetition; null for MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR, or 0.25 s. For tests.</summary>
    internal TimeSpan? Backoff { get; init; }
}
