using System.Diagnostics;
using MlTrack.Stores.Tests.Support;

namespace MlTrack.Stores.Tests.Sqlite;

/// <summary>Locks that somebody else holds, and waiting that can be stopped.</summary>
public sealed class LockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("wal", "BEGIN IMMEDIATE")]
    [InlineData("delete", "BEGIN EXCLUSIVE")]
    public void LockedFileIsUnavailableAfterTheTimeout(string journal, string how)
    {
        using MlClient client = Connect($"?timeout=0.5&journal_mode={journal}");
        MlRun run = client.CreateRun(new NewRun("0"), cancellationToken: Token);
        using LockedDatabase locked = new(_folder["mlflow.db"], how);
        Stopwatch watch = Stopwatch.StartNew();
        MlException failure = Assert.Throws<MlException>(() => client.LogParam(run.RunId, "p", "1", Token));
        Assert.InRange(watch.ElapsedMilliseconds, 400, 2000);
        Assert.Equal(MlErrorCode.TemporarilyUnavailable, failure.ErrorCode);
        Assert.Contains(_folder["mlflow.db"], failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.NotNull(failure.InnerException);
        if (journal == "delete")
        {
            Assert.Equal(MlErrorCode.TemporarilyUnavailable, Assert.Throws<MlException>(() => client.GetRun(run.RunId, Token)).ErrorCode);
        }
        else
        {
            client.GetRun(run.RunId, Token);
        }
    }

    [Fact]
    public void FirstUseOfALockedFileWaitsToo()
    {
        using (MlClient client = Connect("?journal_mode=delete"))
        {
            client.Store.Open(Token);
        }

        using LockedDatabase locked = new(_folder["mlflow.db"], "BEGIN EXCLUSIVE");
        using MlClient hasty = Connect("?timeout=0.3");
        Assert.Equal(MlErrorCode.TemporarilyUnavailable, Assert.Throws<MlException>(() => hasty.Store.Open(Token)).ErrorCode);
        MlConnectionStatus status = hasty.Store.Test(Token);
        Assert.False(status.Success);
    }

    [Fact]
    public void WaitingEndsWithTheLock()
    {
        using MlClient client = Connect("");
        MlRun run = client.CreateRun(new NewRun("0"), cancellationToken: Token);
        LockedDatabase locked = new(_folder["mlflow.db"]);
        using Timer release = new(_ => locked.Dispose(), null, 400, Timeout.Infinite);
        Stopwatch watch = Stopwatch.StartNew();
        client.LogParam(run.RunId, "p", "1", Token);
        Assert.InRange(watch.ElapsedMilliseconds, 300, 2000);
    }

    [Fact]
    public void WaitingCanBeStopped()
    {
        using MlClient client = Connect("");
        MlRun run = client.CreateRun(new NewRun("0"), cancellationToken: Token);
        using (new LockedDatabase(_folder["mlflow.db"]))
        {
            using CancellationTokenSource soon = new(200);
            Stopwatch watch = Stopwatch.StartNew();
            Assert.ThrowsAny<OperationCanceledException>(() => client.LogParam(run.RunId, "p", "1", soon.Token));
            Assert.InRange(watch.ElapsedMilliseconds, 100, 1000);
        }

        client.LogParam(run.RunId, "p", "1", Token);
    }

    [Fact]
    public void LongQueryIsInterrupted()
    {
        using MlClient client = Connect("");
        MlRun run = client.CreateRun(new NewRun("0"), cancellationToken: Token);

        // A view in place of the table makes the store's own statement run for ever.
        RawSql.Execute(
            _folder["mlflow.db"], "PRAGMA foreign_keys = OFF; ALTER TABLE params RENAME TO kept; CREATE VIEW params AS WITH RECURSIVE c(x) AS "
            + "(SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT 'k' AS key, 'v' AS value, 'none' AS run_uuid FROM c WHERE x < 0");
        using CancellationTokenSource soon = new(300);
        Stopwatch watch = Stopwatch.StartNew();
        Assert.ThrowsAny<OperationCanceledException>(() => client.GetRun(run.RunId, soon.Token));
        Assert.InRange(watch.ElapsedMilliseconds, 200, 1300);
        RawSql.Execute(_folder["mlflow.db"], "DROP VIEW params; ALTER TABLE kept RENAME TO params");
        Assert.Equal(run.Name, client.GetRun(run.RunId, Token).Name);
    }

    [Fact]
    public void CancelledBeforehandDoesNothing()
    {
        using MlClient client = Connect("");
        MlRun run = client.CreateRun(new NewRun("0"), cancellationToken: Token);
        using CancellationTokenSource done = new();
        done.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => client.LogParam(run.RunId, "p", "1", done.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => client.GetRun(run.RunId, done.Token));
        Assert.Empty(client.GetRun(run.RunId, Token).Params);
    }

    [Theory]
    [InlineData("wal")]
    [InlineData("delete")]
    public void ReadersDoNotBlockWriters(string journal)
    {
        using MlClient client = Connect($"?timeout=0.2&journal_mode={journal}");
        MlRun run = client.CreateRun(new NewRun("0"), cancellationToken: Token);
        client.LogBatch(
            new RunBatch(run.RunId) { Metrics = [.. Enumerable.Range(0, 100).Select(i => new MetricPoint("m", i, i, i))] },
            cancellationToken: Token);
        using IEnumerator<MlMetric> history = client.GetMetricHistory(run.RunId, null, Token).GetEnumerator();
        Assert.True(history.MoveNext());
        using MlClient other = Connect("?timeout=0.2");
        other.LogMetric(run.RunId, "m", 1000, 1000, cancellationToken: Token);
        int left = 0;
        while (history.MoveNext())
        {
            left++;
        }

        Assert.Equal(99, left);
    }

    [Fact]
    public void ClosedStoreIsNotUsed()
    {
        MlClient client = Connect("");
        client.Store.Open(Token);
        client.Dispose();
        client.Dispose();
        Assert.Throws<ObjectDisposedException>(() => client.GetExperiment("0", Token));
        Assert.Equal(["mlflow.db"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    private MlClient Connect(string query) =>
        MlStore.Connect("sqlite:///mlflow.db" + query, new MlStoreOptions { BaseFolder = _folder.Path });
}
