using MlTrack.Stores.Tests.Support;

namespace MlTrack.Stores.Tests.Rest;

/// <summary>What tests of the REST store share: a client that waits little, and a canary that must appear nowhere.</summary>
public abstract class RestTest : IDisposable
{
    protected const string Secret = "c4n4ry-s3cret";
    protected const string RunJson =
        """{"run":{"info":{"run_id":"a1","run_uuid":"a1","run_name":"n","experiment_id":"0","status":"RUNNING","start_time":5,"lifecycle_stage":"active","artifact_uri":"mlflow-artifacts:/0/a1/artifacts"},"data":{}}}""";

    private readonly List<MlClient> _clients = [];
    private protected RecordingLogger Logger { get; } = new();

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public virtual void Dispose()
    {
        _clients.ForEach(client => client.Dispose());
        Assert.DoesNotContain(Logger.Statements.Concat(Logger.Warnings), line => line.Contains(Secret, StringComparison.Ordinal));
        GC.SuppressFinalize(this);
    }

    protected MlClient Connect(string uri, int retries = 3, double timeout = 10, MlServerCredential? credential = null)
    {
        MlClient client = MlStore.Connect(uri, new MlStoreOptions
        {
            Logger = Logger,
            Server = new MlServerOptions
            {
                MaximumRetryCount = retries,
                Timeout = TimeSpan.FromSeconds(timeout),
                Backoff = TimeSpan.FromMilliseconds(10),
                Credential = credential ?? MlServerCredential.Bearer(Secret),
            },
        });
        _clients.Add(client);
        return client;
    }

    protected static MlException Fails(MlErrorCode code, MlEntity entity, Action action)
    {
        MlException failure = Assert.ThrowsAny<MlException>(action);
        Assert.Equal((code, entity), (failure.ErrorCode, failure.Entity));
        Assert.DoesNotContain('\n', failure.Message);
        for (Exception? each = failure; each is not null; each = each.InnerException)
        {
            Assert.DoesNotContain(Secret, each.ToString(), StringComparison.Ordinal);
        }

        return failure;
    }

    protected static MlException Unavailable(Action action) => Fails(MlErrorCode.TemporarilyUnavailable, MlEntity.None, action);
}
