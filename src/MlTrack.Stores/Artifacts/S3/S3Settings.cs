namespace MlTrack.Stores.Artifacts.S3;

/// <summary>How S3 is reached: MLflow's variables and those of AWS.</summary>
internal sealed record S3Settings
{
    /// <summary>The address of a service that isn't AWS; null for AWS.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Whether the bucket is named in the path, not in the host's name.</summary>
    public bool IsPathStyle { get; init; }

    /// <summary>Whether the service's certificate isn't verified.</summary>
    public bool IgnoresTls { get; init; }

    /// <summary>The region by a variable; null to look further.</summary>
    public string? Region { get; init; }

    /// <summary>Whether the user has said how checksums go, which the SDK reads by itself.</summary>
    public bool HasChecksumChoice { get; init; }

    /// <summary>Who must own the bucket; null for anyone.</summary>
    public string? BucketOwner { get; init; }

    /// <summary>More headers for what is stored.</summary>
    public required S3UploadArguments Upload { get; init; }

    /// <summary>Reads the variables.</summary>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: one is malformed.</exception>
    public static S3Settings FromEnvironment()
    {
        string? endpoint = EnvironmentVariables.Text("MLFLOW_S3_ENDPOINT_URL")
            ?? EnvironmentVariables.Text("AWS_ENDPOINT_URL_S3") ?? EnvironmentVariables.Text("AWS_ENDPOINT_URL");
        if (endpoint is not null && !(Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? address)
            && address.Scheme is "http" or "https" && address.UserInfo.Length == 0))
        {
            throw new MlException(
                MlErrorCode.InvalidParameterValue, MlEntity.Uri,
                "The S3 endpoint of MLFLOW_S3_ENDPOINT_URL or AWS_ENDPOINT_URL is no address. Write it as http://host:port or https://host.");
        }

        return new()
        {
            Endpoint = endpoint,
            IsPathStyle = EnvironmentVariables.Text("MLFLOW_BOTO_CLIENT_ADDRESSING_STYLE") switch
            {
                null or "auto" => endpoint is not null,
                "path" => true,
                "virtual" => false,
                var other => throw EnvironmentVariables.Malformed("MLFLOW_BOTO_CLIENT_ADDRESSING_STYLE", other, "auto, path or virtual"),
            },
            IgnoresTls = EnvironmentVariables.Flag("MLFLOW_S3_IGNORE_TLS", fallback: false),
            Region = EnvironmentVariables.Text("AWS_REGION") ?? EnvironmentVariables.Text("AWS_DEFAULT_REGION"),
            HasChecksumChoice = EnvironmentVariables.Text("AWS_REQUEST_CHECKSUM_CALCULATION") is not null,
            BucketOwner = EnvironmentVariables.Text("MLFLOW_S3_EXPECTED_BUCKET_OWNER"),
            Upload = S3UploadArguments.FromEnvironment(),
        };
    }
}
