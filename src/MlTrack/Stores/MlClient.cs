namespace MlTrack.Stores;

/// <summary>
/// MLflow tracking as a .NET program uses it: the rules of MLflow (names, limits, defaults, life cycle) over a store. Thread-safe.
/// </summary>
/// <remarks>
/// Open one with <c>MlTrack.Stores.MlStore.Connect</c>. Every method may throw <see cref="MlException"/>, whose
/// <see cref="MlException.ErrorCode"/> says what kind of error it is; <see cref="OperationCanceledException"/> where its token stops
/// it; and <see cref="ArgumentNullException"/> for an object that is null. Ids, names and texts that are null are MlExceptions.
/// </remarks>
public sealed partial class MlClient : IDisposable
{
    private readonly IRegistryStore? _registry;

    /// <summary>Creates a client on a store, which it will dispose.</summary>
    /// <param name="store">The store.</param>
    /// <param name="options">How to treat what MLflow leaves to settings; null for the defaults.</param>
    /// <param name="registry">Where registered models are, if not in <paramref name="store"/>; the client will dispose it too.</param>
    public MlClient(ITrackingStore store, MlClientOptions? options = null, IRegistryStore? registry = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        Store = store;
        _registry = registry ?? store as IRegistryStore;
        Options = options ?? new MlClientOptions();
    }

    /// <summary>The store itself. What goes to it directly must be checked already.</summary>
    public ITrackingStore Store { get; }

    /// <summary>The store of registered models: the same as a rule. What goes to it directly must be checked already.</summary>
    /// <exception cref="MlException">NOT_IMPLEMENTED: this kind of store keeps no models.</exception>
    public IRegistryStore Registry => _registry ?? throw MlErrors.NotSupported(
        $"{Store.Backend} stores keep no registered models in this version. Name a registry with -RegistryUri or MLFLOW_REGISTRY_URI.");

    /// <summary>The logged models of MLflow 3, where the store keeps such; null elsewhere. Opens the store.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The store of logged models, or null.</returns>
    public ILoggedModelStore? LoggedModels(CancellationToken cancellationToken = default) =>
        Store is ILoggedModelStore models && Store.Open(cancellationToken).LoggedModels ? models : null;

    /// <summary>Reads the logged model that a URI names by its id. A missing one, or a store without such, is RESOURCE_DOES_NOT_EXIST.</summary>
    internal LoggedModel GetLoggedModel(ModelUri uri, CancellationToken cancellationToken) =>
        LoggedModels(cancellationToken) is { } models
            ? models.GetLoggedModel(uri.ModelId!, cancellationToken) ?? throw MlErrors.LoggedModelNotFound(uri.ModelId!, uri.Text)
            : throw MlErrors.NoLoggedModels(uri.ModelId!, uri.Text, Store.Backend, Store.Open(cancellationToken).ServerVersion);

    /// <summary>How this client treats what MLflow leaves to settings; others may be set at any time, and count from the next call on.</summary>
    public MlClientOptions Options
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }

    /// <summary>
    /// Creates MlTrack's own indexes, with which searches of large databases are faster, or removes them. MLflow works with and without.
    /// </summary>
    /// <param name="remove">Whether to remove them.</param>
    /// <param name="preview">Whether to say only what would be done.</param>
    /// <param name="cancellationToken">Stops the work, which then has changed nothing.</param>
    /// <returns>A report for each index.</returns>
    public IReadOnlyList<MlIndexReport> OptimizeDatabase(
        bool remove = false, bool preview = false, CancellationToken cancellationToken = default) =>
        Store.OptimizeDatabase(remove, preview, cancellationToken);

    /// <summary>Closes the connections that nobody uses at present. The client goes on, and opens others when it needs them.</summary>
    public void CloseIdle()
    {
        Store.CloseIdle();
        if (!ReferenceEquals(_registry, Store))
        {
            _registry?.CloseIdle();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Store.Dispose();
        if (!ReferenceEquals(_registry, Store))
        {
            _registry?.Dispose();
        }
    }

    private List<KeyValuePair<string, string>> CheckRunTags(
        IReadOnlyList<KeyValuePair<string, string>> tags, Action<string>? warn, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> result = new(tags.Count);
        if (tags.Count > 0)
        {
            StoreInfo info = Store.Open(cancellationToken);
            foreach ((string key, string value) in tags)
            {
                result.Add(new(key, CheckRunTag(key, value, info, warn)));
            }
        }

        return result;
    }

    private string CheckRunTag(string key, string value, StoreInfo info, Action<string>? warn)
    {
        MlValidator.Key("tag", key);
        if (key == MlTags.RunName && value is not null)
        {
            MlValidator.RunName(value, info);
        }

        return MlValidator.TagValue(key, value, info, Options.TruncateLongValues, warn);
    }
}
