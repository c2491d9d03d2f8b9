using MlTrack.Stores.Tests.Support;

namespace MlTrack.Stores.Tests.Sqlite;

/// <summary>When a file is created, and when nothing is.</summary>
public sealed class CreationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ConnectingCreatesNothing()
    {
        using MlClient client = Connect();
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        client.Store.Open(Token);
        Assert.True(File.Exists(_folder["mlflow.db"]));
    }

    [Fact]
    public void TestingCreatesNothing()
    {
        using MlClient client = Connect();
        MlConnectionStatus status = client.Store.Test(Token);
        Assert.True(status.Success);
        Assert.Contains("will be created", status.Message, StringComparison.Ordinal);
        Assert.Null(status.SchemaRevision);
        Assert.Equal(MlBackend.SQLite, status.Backend);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        client.Store.Open(Token);
        status = client.Store.Test(Token);
        Assert.Equal((true, "0584bdc529eb"), (status.Success, status.SchemaRevision));
        Assert.Matches(@"^3\.\d+\.\d+$", status.ServerVersion);
        Assert.NotNull(status.Latency);
    }

    [Fact]
    public void NoCreateCreatesNothing()
    {
        using MlClient client = Connect(noCreate: true);
        MlException failure = Assert.Throws<MlException>(() => client.CreateRun(new NewRun("0"), cancellationToken: Token));
        Assert.Equal((MlErrorCode.ResourceDoesNotExist, MlEntity.Path), (failure.ErrorCode, failure.Entity));
        Assert.False(client.Store.Test(Token).Success);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        File.WriteAllBytes(_folder["mlflow.db"], []);
        Assert.Throws<MlException>(() => client.Store.Open(Token));
        Assert.False(client.Store.Test(Token).Success);
        Assert.Equal(0, new FileInfo(_folder["mlflow.db"]).Length);
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void NoCreateOpensWhatIsThere()
    {
        using (MlClient first = Connect())
        {
            first.CreateExperiment(new NewExperiment("x"), Token);
        }

        using MlClient client = Connect(noCreate: true);
        Assert.NotNull(client.GetExperimentByName("x", Token));
    }

    [Fact]
    public void MissingFolderIsNamed()
    {
        using MlClient client = MlStore.Connect("sqlite:///none/mlflow.db", new MlStoreOptions { BaseFolder = _folder.Path });
        MlException failure = Assert.Throws<MlException>(() => client.Store.Open(Token));
        Assert.Equal((MlErrorCode.ResourceDoesNotExist, MlEntity.Path), (failure.ErrorCode, failure.Entity));
        Assert.Contains(_folder["none"], failure.Message, StringComparison.Ordinal);
        Assert.False(client.Store.Test(Token).Success);
    }

    [Fact]
    public void EmptyFileAndFileOfOtherTablesGetOurs()
    {
        RawSql.Execute(_folder["mlflow.db"], "CREATE TABLE mine (x); INSERT INTO mine VALUES (1)");
        using (MlClient client = Connect())
        {
            Assert.Contains("empty", client.Store.Test(Token).Message, StringComparison.Ordinal);
            client.Store.Open(Token);
        }

        Assert.Equal("1", RawSql.Text(_folder["mlflow.db"], "SELECT x FROM mine"));
        Assert.Equal("20", RawSql.Text(_folder["mlflow.db"], "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table'"));
        Assert.Equal("delete", RawSql.Text(_folder["mlflow.db"], "PRAGMA journal_mode"));
    }

    [Fact]
    public void ManyFirstUsersMakeOneSchema()
    {
        for (int round = 0; round < 5; round++)
        {
            string name = $"{round}.db";
            Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, i =>
            {
                using MlClient client = MlStore.Connect("sqlite:///" + name, new MlStoreOptions { BaseFolder = _folder.Path });
                client.CreateExperiment(new NewExperiment($"e{i}"), Token);
            });
            Assert.Equal("9", RawSql.Text(_folder[name], "SELECT COUNT(*) FROM experiments"));
            Assert.Equal("1", RawSql.Text(_folder[name], "SELECT COUNT(*) FROM alembic_version"));
            Assert.Equal("wal", RawSql.Text(_folder[name], "PRAGMA journal_mode"));
        }
    }

    [Fact]
    public void RemovedFileIsNotWrittenOnInto()
    {
        using MlClient client = Connect();
        MlRun run = client.CreateRun(new NewRun("0"), cancellationToken: Token);
        File.Delete(_folder["mlflow.db"]);
        File.Delete(_folder["mlflow.db-wal"]);
        File.Delete(_folder["mlflow.db-shm"]);
        Assert.Throws<MlException>(() => client.LogParam(run.RunId, "p", "1", Token));
        MlRun second = client.CreateRun(new NewRun("0"), cancellationToken: Token);
        using MlClient other = Connect(noCreate: true);
        Assert.Equal(second.Name, other.GetRun(second.RunId, Token).Name);
    }

    [Fact]
    public void ArtifactRootIsAbsoluteAndCountsFromTheBaseFolder()
    {
        using MlClient client = MlStore.Connect(
            "sqlite:///mlflow.db", new MlStoreOptions { BaseFolder = _folder.Path, ArtifactRoot = "./art/../files" });
        Assert.Equal(_folder["files"] + "/1", client.CreateExperiment(new NewExperiment("a"), Token).ArtifactLocation);
        Assert.Equal(
            _folder["own"], client.CreateExperiment(new NewExperiment("b") { ArtifactLocation = "own/" }, Token).ArtifactLocation);
        using MlClient remote = MlStore.Connect(
            "sqlite:///mlflow.db", new MlStoreOptions { BaseFolder = _folder.Path, ArtifactRoot = "s3://bucket/runs?x=1" });
        Assert.Equal("s3://bucket/runs/3?x=1", remote.CreateExperiment(new NewExperiment("c"), Token).ArtifactLocation);
    }

    [Fact]
    public void RowsAreThoseThatMlflowWrites()
    {
        using (MlClient client = Connect())
        {
            MlRun run = client.CreateRun(new NewRun("0") { Name = "n", UserId = "u", StartTime = 5 }, cancellationToken: Token);
            client.LogMetric(run.RunId, "nan", double.NaN, timestamp: 7, cancellationToken: Token);
            client.LogMetric(run.RunId, "inf", double.PositiveInfinity, timestamp: 7, cancellationToken: Token);
            client.DeleteRun(run.RunId, Token);
        }

        string path = _folder["mlflow.db"];
        Assert.Equal(
            ["n", "UNKNOWN", "", "", "u", "RUNNING", 5L, null, "", "deleted", 0L],
            RawSql.Query(
                path, "SELECT name, source_type, source_name, entry_point_name, user_id, status, start_time, end_time, source_version, "
                + "lifecycle_stage, experiment_id FROM runs").Single());
        Assert.NotNull(RawSql.Text(path, "SELECT deleted_time FROM runs"));
        foreach (string table in new[] { "metrics", "latest_metrics" })
        {
            Assert.Equal(
                [["inf", double.MaxValue, 7L, 0L, 0L], ["nan", 0.0, 7L, 0L, 1L]],
                RawSql.Query(path, $"SELECT key, value, timestamp, step, is_nan FROM {table} ORDER BY key"));
        }
    }

    private MlClient Connect(bool noCreate = false) =>
        MlStore.Connect("sqlite:///mlflow.db", new MlStoreOptions { BaseFolder = _folder.Path, NoCreate = noCreate });
}
