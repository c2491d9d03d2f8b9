using MlTrack.Stores;

namespace MlTrack.Session;

/// <summary>A store that this process works with: its settings, and the client that is connected at the first use.</summary>
internal sealed class StoreHandle
{
    private readonly object _lock = new();
    private readonly TrackingUri _uri;
    private MlClient? _client;
    private MlArtifacts? _artifacts;
    private string? _artifactRoot;

    public StoreHandle(TrackingUri uri, StoreSettings settings)
    {
        _uri = uri;
        Settings = settings;
        _artifactRoot = settings.ArtifactRoot;
    }

    /// <summary>Names the store; objects carry it to find their way back. Holds no secret.</summary>
    public string Key => _uri.Key;

    /// <summary>What the store was named with.</summary>
    public StoreSettings Settings { get; }

    /// <summary>The client; connects at the first call.</summary>
    public MlClient Client
    {
        get
        {
            lock (_lock)
            {
                return _client ??= MlStore.Connect(_uri, new MlStoreOptions
                {
                    BaseFolder = Settings.Location,
                    ArtifactRoot = _artifactRoot,
                    NoCreate = Settings.NoCreate,
                    Timeout = Settings.Timeout,
                    TruncateLongValues = MlEnvironment.TruncateLongValues,
                });
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

    /// <summary>Fixes what depends on PowerShell's location at the first use.</summary>
    /// <param name="location">The location now.</param>
    /// <returns>This.</returns>
    public StoreHandle Use(string location)
    {
        lock (_lock)
        {
            _artifactRoot ??= Path.Combine(location, "mlruns");
        }

        return this;
    }

    /// <summary>What Get-MlTrackingUri shows.</summary>
    /// <param name="location">Where artifacts would go if this were the first use.</param>
    /// <returns>The connection, without secrets.</returns>
    public MlConnection Describe(string location) => new()
    {
        Uri = _uri.Display,
        RegistryUri = Settings.RegistryUri ?? _uri.Display,
        Backend = _uri.Backend,
        ArtifactRoot = _artifactRoot ?? Path.Combine(location, "mlruns"),
        StoreKey = Key,
    };
}
