using MlTrack.Stores.Rest;
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
        StoreAddress address = TrackingUri.Parse(uri, BaseFolder(options));
        StoreAddress? registry =
            string.IsNullOrEmpty(options.RegistryUri) ? null : TrackingUri.ParseRegistry(options.RegistryUri, BaseFolder(options));
        return Connect(address, options, registry);
    }

    /// <summary>Makes a client of a store whose URI has been read already, and of its registry, if that is another one.</summary>
    internal static MlClient Connect(StoreAddress address, MlStoreOptions options, StoreAddress? registry = null)
    {
        ITrackingStore store = Open(address, options);
        string? key = RegistryKey(address, registry);
        if (key is null)
        {
            return new MlClient(store, options.Client);
        }

        return Open(registry! with { Key = key }, ForRegistry(address, registry, options)) is IRegistryStore models
            ? new MlClient(store, options.Client, models)
            : throw MlErrors.NotSupported(
                $"{registry.Uri} can't be a registry: {registry.Backend} stores keep no registered models in this version.", registry.Uri);
    }

    // What was given to tell one server who asks is not told to another.
    private static MlStoreOptions ForRegistry(StoreAddress address, StoreAddress registry, MlStoreOptions options) =>
        address is RestAddress tracking && registry is RestAddress other && tracking.Root.Authority != other.Root.Authority
            ? options with { Server = options.Server with { Credential = null } }
            : options;

    /// <summary>
    /// What the objects of a registry carry to find their way back to it and to the tracking store that it is used with; null where both
    /// are one.
    /// </summary>
    internal static string? RegistryKey(StoreAddress address, StoreAddress? registry) =>
        registry is null || registry.Key == address.Key ? null : $"{address.Key} with models in {registry.Key}";

    private static ITrackingStore Open(StoreAddress address, MlStoreOptions options)
    {
        string baseFolder = BaseFolder(options);
        MlValidator.ArtifactLocation(options.ArtifactRoot);
        string artifactRoot = LocalPath.ResolveArtifactLocation(options.ArtifactRoot ?? DefaultArtifactFolder, baseFolder);
        return address switch
        {
            SqliteAddress sqlite => new SqlStore(
                new SqliteDatabase(sqlite, options.NoCreate, options.Timeout, options.Logger), address, baseFolder, artifactRoot),
            RestAddress rest => new RestStore(rest, options),
            DatabaseAddress server => new SqlStore(Database(server, options), address, baseFolder, artifactRoot),
            _ => throw new ArgumentException($"No store for {address.GetType().Name}.", nameof(address)),
        };
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
