using MlTrack.Stores.Sql;
using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Uris;

namespace MlTrack.Stores;

/// <summary>Opens stores by their tracking URI.</summary>
public static class MlStore
{
    private const string DefaultArtifactFolder = "mlruns";

    /// <summary>
    /// Makes a client of the store that a URI names. A malformed URI fails at once; nothing is opened, and nothing created, before the
    /// first request.
    /// </summary>
    /// <param name="uri">A tracking URI of MLflow's, or a path.</param>
    /// <param name="options">How to open it; null for the defaults.</param>
    /// <returns>The client; dispose it to close the store.</returns>
    public static MlClient Connect(string uri, MlStoreOptions? options = null)
    {
        options ??= new MlStoreOptions();
        return Connect(TrackingUri.Parse(uri, BaseFolder(options)), options);
    }

    /// <summary>Makes a client of a store whose URI has been read already.</summary>
    internal static MlClient Connect(StoreAddress address, MlStoreOptions options)
    {
        string baseFolder = BaseFolder(options);
        string artifactRoot = LocalPath.ResolveArtifactLocation(options.ArtifactRoot ?? DefaultArtifactFolder, baseFolder);
        ITrackingStore store = address switch
        {
            SqliteAddress sqlite => new SqlStore(
                new SqliteDatabase(sqlite, options.NoCreate, options.Timeout, options.Logger), address, baseFolder, artifactRoot),
            DatabaseAddress server => new SqlStore(Database(server, options), address, baseFolder, artifactRoot),
            _ => throw new ArgumentException($"No store for {address.GetType().Name}.", nameof(address)),
        };
        return new MlClient(store, options.Client);
    }

    private static ServerDatabase Database(DatabaseAddress address, MlStoreOptions options)
    {
        if (options.Credential is { } credential)
        {
            address = address with { User = credential.UserName, Password = credential.Password };
        }

        return address.Backend == MlBackend.MySQL
            ? new MySqlDatabase(address, options.NoCreate, options.Timeout, options.Logger)
            : new PostgresDatabase(address, options.NoCreate, options.Timeout, options.Logger);
    }

    private static string BaseFolder(MlStoreOptions options) => Path.GetFullPath(options.BaseFolder ?? Environment.CurrentDirectory);
}
