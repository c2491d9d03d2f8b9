namespace MlTrack.Stores.Tests.Contract;

/// <summary>
/// What every store does, one test a behaviour of MLflow's. A new backend is done when it passes; each test gets a store of its own.
/// </summary>
public abstract partial class TrackingStoreContract : IDisposable
{
    // Tests of concurrency ask for it first on several threads at once, and each database in memory is another one.
    private readonly Lazy<MlClient> _client;

    protected TrackingStoreContract() => _client = new Lazy<MlClient>(() => Connect());

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected MlClient Client => _client.Value;

    protected virtual StoreTraits Traits => StoreTraits.None;

    protected abstract MlClient Connect();

    public virtual void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    protected MlExperiment NewExperiment(string name = "churn") => Client.CreateExperiment(new NewExperiment(name), Token);

    protected MlRun NewRun(string experimentId = "0") => Client.CreateRun(new NewRun(experimentId), cancellationToken: Token);

    protected List<MlMetric> History(MlRun run, params string[] keys) =>
        [.. Client.GetMetricHistory(run.RunId, keys.Length == 0 ? null : keys, Token)];

    protected MlRun Reload(MlRun run) => Client.GetRun(run.RunId, Token);

    protected static MlException Fails(MlErrorCode code, MlEntity entity, Action action)
    {
        MlException failure = Assert.ThrowsAny<MlException>(action);
        Assert.Equal((code, entity), (failure.ErrorCode, failure.Entity));
        Assert.DoesNotContain('\n', failure.Message);
        return failure;
    }

    protected static MlException Fails(MlErrorCode code, MlEntity entity, Func<object?> action) => Fails(code, entity, () => { action(); });
}
