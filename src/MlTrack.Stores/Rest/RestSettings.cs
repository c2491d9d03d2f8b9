using MlTrack.Stores.Uris;

namespace MlTrack.Stores.Rest;

/// <summary>How a server is talked to, once parameters, URI and MLflow's variables have been weighed: in that order.</summary>
internal sealed record RestSettings
{
    private const double LongestTimeout = 1_000_000;
    private const int MostRetries = 100;

    /// <summary>Where the server's paths start; ends with a slash.</summary>
    public required Uri Root { get; init; }

    public MlServerCredential? Credential { get; init; }

    public bool SkipCertificateCheck { get; init; }

    /// <summary>A file (PEM) or folder with the authorities that count instead of the system's; null for the system's.</summary>
    public string? AuthorityPath { get; init; }

    /// <summary>A PEM file with the client's certificate and its key; null for none.</summary>
    public string? ClientCertificatePath { get; init; }

    /// <summary>The proxies of the usual variables; null if they name none.</summary>
    public RestProxy? Proxy { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);

    public int MaximumRetryCount { get; init; } = 7;

    /// <summary>
    /// The wait before the first repetition; each further one doubles it. MLflow's factor of 2 lets a dead server hold a script for minutes,
    /// so it counts only where it is set.
    /// </summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(0.25);

    public static RestSettings Read(RestAddress address, MlServerOptions options)
    {
        RestSettings defaults = new() { Root = address.Root };
        bool insecure = options.SkipCertificateCheck || EnvironmentVariables.Flag("MLFLOW_TRACKING_INSECURE_TLS", fallback: false);
        return defaults with
        {
            Credential = options.Credential ?? address.Credential ?? CredentialOfVariables(),
            SkipCertificateCheck = insecure,
            AuthorityPath = insecure ? null : EnvironmentVariables.Text("MLFLOW_TRACKING_SERVER_CERT_PATH"),
            ClientCertificatePath = EnvironmentVariables.Text("MLFLOW_TRACKING_CLIENT_CERT_PATH"),
            Proxy = RestProxy.Read(EnvironmentVariables.Text),
            Timeout = options.Timeout
                ?? Positive(Seconds(EnvironmentVariables.Number("MLFLOW_HTTP_REQUEST_TIMEOUT", LongestTimeout))) ?? defaults.Timeout,
            MaximumRetryCount = options.MaximumRetryCount
                ?? EnvironmentVariables.Whole("MLFLOW_HTTP_REQUEST_MAX_RETRIES", 0, MostRetries) ?? defaults.MaximumRetryCount,
            Backoff = options.Backoff ?? Seconds(EnvironmentVariables.Number("MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR", LongestTimeout)) ?? defaults.Backoff,
        };
    }

    private static TimeSpan? Seconds(double? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;

    private static TimeSpan? Positive(TimeSpan? time) => time > TimeSpan.Zero ? time : null;

    // As in MLflow, a user counts with a password only, each from the variable or else the file, and before a token.
    private static MlServerCredential? CredentialOfVariables()
    {
        string? user = EnvironmentVariables.Text("MLFLOW_TRACKING_USERNAME");
        string? password = EnvironmentVariables.Text("MLFLOW_TRACKING_PASSWORD");
        if (user is null || password is null)
        {
            (string? User, string? Password) file = MlflowCredentialsFile.Read(MlflowCredentialsFile.DefaultPath);
            user ??= file.User;
            password ??= file.Password;
        }

        string? token = EnvironmentVariables.Text("MLFLOW_TRACKING_TOKEN");
        return user is not null && password is not null ? MlServerCredential.Basic(user, password)
            : token is not null ? MlServerCredential.Bearer(token)
            : null;
    }
}
