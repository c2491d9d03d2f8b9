namespace MlTrack.Stores.Artifacts.Azure;

/// <summary>The credentials for Azure Blob Storage, in MLflow's order. No record: its values must not be printed.</summary>
/// <param name="connectionString">A connection string, which also says where the service is; null to go on.</param>
/// <param name="accessKey">The account's key; null for the SDK's chain.</param>
internal sealed class BlobSettings(string? connectionString, string? accessKey)
{
    private const string ConnectionVariable = "AZURE_STORAGE_CONNECTION_STRING";
    private const string KeyVariable = "AZURE_STORAGE_ACCESS_KEY";

    public string? ConnectionString => connectionString;

    public string? AccessKey => accessKey;

    /// <summary>The variable that counts, for errors.</summary>
    public string Variable => connectionString is not null ? ConnectionVariable : KeyVariable;

    public static BlobSettings FromEnvironment() =>
        new(EnvironmentVariables.Text(ConnectionVariable), EnvironmentVariables.Text(KeyVariable));
}
