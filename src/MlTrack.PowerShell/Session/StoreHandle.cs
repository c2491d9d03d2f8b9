using MlTrack.Stores;
using MlTrack.Stores.Uris;

namespace MlTrack.Session;

/// <summary>A store that this process works with: its settings, and the client that is connected at the first use.</summary>
internal sealed class StoreHandle
{
    private static readonly MlStoreOptions s_defaults = new();

    private readonly object _lock = new();
    private readonly StoreAddress _address;
    private MlClient? _client;
    private MlArtifacts? _artifacts;
    private MlModels? _models;
    private string? _artifactRoot;

    public StoreHandle(StoreAddress address, StoreSettings settings)
    {
        _address = address;
        Settings = settings;
        _artifactRoot = settings.ArtifactRoot;
    }

    /// <summary>Names the store; objects carry it to find their way back. Holds no secret.</summary>
    public string Key => _address.Key;

    /// <summary>Where the store is, and who asks.</summary>
    public StoreAddress Address => _address;

    /// <summary>Names the registry, where it is another store; its objects carry it. Null elsewhere.</summary>
    public string? RegistryKey => MlStore.RegistryKey(_address, Settings.Registry);

    /// <summary>What the store was named with.</summary>
    public StoreSettings Settings { get; }

    /// <summary>The client; connects at the first call.</summary>
    public MlClient Client
    {
        get
        {
            lock (_lock)
            {
                RunspaceState.WatchExit();

                // MLflow reads its variables anew each time, and the warning about a cut value says which one to set.
                MlClientOptions client = new() { TruncateLongValues = MlEnvironment.TruncateLongValues };
                if (_client is not null)
                {
                    _client.Options = client;
                    return _client;
                }

                MlStoreOptions options = new()
                {
                    BaseFolder = Settings.Location,
                    ArtifactRoot = _artifactRoot,
                    NoCreate = Settings.NoCreate,
                    Timeout = Settings.Timeout ?? s_defaults.Timeout,
                    Server = Settings.Server,
                    Client = client,
                };
                return _client = MlStore.Connect(_address, options, Settings.Registry);
            }
        }
    }

    /// <summary>The artifacts of the store's runs.</summary>
    public MlArtifacts Artifacts
    {
        get
        {
            MlClient client = Client;
            lock (_lock)
            {
                return _artifacts ??= new MlArtifacts(client, new ArtifactStoreOptions { BaseFolder = Settings.Location });
            }
        }
    }

    /// <summary>The models of the store's runs, and those of its registry.</summary>
    public MlModels Models
    {
        get
        {
            MlClient client = Client;
            lock (_lock)
            {
                return _models ??= new MlModels(client, new ArtifactStoreOptions { BaseFolder = Settings.Location });
            }
        }
    }

    /// <summary>Closes the connections that nobody uses at present; objects of the store open others.</summary>
    public void CloseIdle()
    {
        MlClient? client;
        lock (_lock)
        {
            client = _client;
        }

        client?.CloseIdle();
    }

    /// <summary>Closes the store's connections, if any were opened.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _client?.Dispose();
        }
    }

    /// <summary>Fixes what depends on PowerShell's location at the first use.</summary>
    /// <param name="location">The location now.</param>
    /// <returns>This.</returns>
    public StoreHandle Use(string location)
    {
        lock (_lock)
        {
            _artifactRoot ??= DefaultRoot(location);
        }

        return this;
    }

    /// <summary>What Get-MlTrackingUri shows.</summary>
    /// <param name="location">Where artifacts would go if this were the first use.</param>
    /// <returns>The connection, without secrets.</returns>
    public MlConnection Describe(string location) => new()
    {
        Uri = _address.Uri,
        RegistryUri = Settings.Registry?.Uri ?? _address.Uri,
        Backend = _address.Backend,
        ArtifactRoot = _artifactRoot ?? DefaultRoot(location),
        StoreKey = Key,
    };

    // A server decides itself where artifacts go; only a user names a folder of this machine for its runs.
    private string? DefaultRoot(string location) => _address.Backend == MlBackend.REST ? null : Path.Combine(location, "mlruns");
}
