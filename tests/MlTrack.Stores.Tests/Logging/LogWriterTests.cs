using System.Diagnostics;
using MlTrack.Stores.Tests.Support;

namespace MlTrack.Stores.Tests.Logging;

public sealed class LogWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MlClient _client;
    private readonly MlRun _run;

    public LogWriterTests()
    {
        _client = MlStore.Connect("sqlite:///mlflow.db", new MlStoreOptions { BaseFolder = _folder.Path });
        _run = _client.CreateRun(new NewRun("0"), cancellationToken: Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void SingleEntryIsWrittenOnTheCallersThread()
    {
        using LogWriter writer = new(_client, keepsCommitted: true);
        LogEntry entry = Metric(0);
        writer.Add(entry, Token);
        Assert.False(writer.TryTakeCommitted(out _));
        writer.Flush(Token);
        Assert.False(writer.HasThread);
        Assert.True(writer.TryTakeCommitted(out LogEntry? committed));
        Assert.Same(entry, committed);
        Assert.False(writer.TryTakeFailure(out _));
        Assert.Equal(1, Count());
    }

    [Fact]
    public void WhatMlflowRefusesIsNotAccepted()
    {
        using LogWriter writer = new(_client);
        writer.Add(Metric(0), Token);
        Assert.Equal(
            MlEntity.Name, Assert.Throws<MlException>(() => writer.Add(new MetricEntry(_run.RunId, "m?", 1, 1, 1), Token)).Entity);
        Assert.Equal(
            MlEntity.Value, Assert.Throws<MlException>(() => writer.Add(new ParamEntry(_run.RunId, "p", null!), Token)).Entity);
        writer.Add(new ParamEntry(_run.RunId, "long", new string('x', 7000)), Token);
        writer.Flush(Token);
        Assert.False(writer.TryTakeFailure(out _));
        Assert.Equal(1, Count());
        Assert.Equal(MlLimits.ParamValueLength, _client.GetRun(_run.RunId, Token).Params["long"].Length);
    }

    [Fact]
    public void EntriesAreCommittedInBatchesWhileTheyCome()
    {
        using LogWriter writer = new(_client, keepsCommitted: true, batchSize: 10);
        for (int i = 0; i < 1005; i++)
        {
            writer.Add(Metric(i), Token);
        }

        Assert.True(writer.HasThread);
        writer.Flush(Token);
        Assert.Equal(1005, Count());
        List<long> steps = [];
        while (writer.TryTakeCommitted(out LogEntry? committed))
        {
            steps.Add(((MetricEntry)committed).Step);
        }

        Assert.Equal(Enumerable.Range(0, 1005).Select(i => (long)i), steps);
    }

    [Fact]
    public void LateEntryDoesNotHoldUpItsForerunners()
    {
        using LogWriter writer = new(_client);
        writer.Add(Metric(0), Token);
        Thread.Sleep(700);
        writer.Add(Metric(1), Token);
        Assert.Equal(0, Count());
        Stopwatch watch = Stopwatch.StartNew();
        while (Count() < 2 && watch.Elapsed < TimeSpan.FromSeconds(5))
        {
            Thread.Sleep(20);
        }

        Assert.Equal(2, Count());
        Assert.InRange(watch.ElapsedMilliseconds, 0, 1500);
        writer.Add(Metric(2), Token);
        watch.Restart();
        while (Count() < 3 && watch.Elapsed < TimeSpan.FromSeconds(5))
        {
            Thread.Sleep(20);
        }

        Assert.InRange(watch.ElapsedMilliseconds, 500, 2500);
    }

    [Fact]
    public void RefusedEntriesAreToldAndTheirNeighboursStored()
    {
        using LogWriter writer = new(_client, keepsCommitted: true);
        LogEntry refused = new ParamEntry(_run.RunId, "p", "2");
        writer.Add(new ParamEntry(_run.RunId, "p", "1"), Token);
        writer.Add(refused, Token);
        writer.Add(Metric(0), Token);
        writer.Flush(Token);
        Assert.True(writer.TryTakeFailure(out LogFailure? failure));
        Assert.Same(refused, failure.Entry);
        Assert.Equal(MlEntity.Param, failure.Error.Entity);
        Assert.False(writer.TryTakeFailure(out _));
        Assert.True(writer.TryTakeCommitted(out _));
        Assert.True(writer.TryTakeCommitted(out _));
        Assert.False(writer.TryTakeCommitted(out _));
    }

    [Fact]
    public void FailedBatchFailsAllOfItsEntries()
    {
        using MlClient hasty = Hasty();
        using LogWriter writer = new(hasty);
        using (new LockedDatabase(_folder["mlflow.db"]))
        {
            writer.Add(Metric(0), Token);
            writer.Add(Metric(1), Token);
            writer.Flush(Token);
        }

        for (int i = 0; i < 2; i++)
        {
            Assert.True(writer.TryTakeFailure(out LogFailure? failure));
            Assert.Equal(MlErrorCode.TemporarilyUnavailable, failure.Error.ErrorCode);
        }

        writer.Add(Metric(2), Token);
        writer.Flush(Token);
        Assert.Equal(1, Count());
    }

    [Fact]
    public void CancelledFlushLosesNothing()
    {
        using LogWriter writer = new(_client);
        writer.Add(Metric(0), Token);
        using (new LockedDatabase(_folder["mlflow.db"]))
        {
            using CancellationTokenSource soon = new(200);
            Assert.ThrowsAny<OperationCanceledException>(() => writer.Flush(soon.Token));
        }

        Assert.False(writer.TryTakeFailure(out _));
        writer.Flush(Token);
        Assert.Equal(1, Count());
    }

    [Fact]
    public void DisposeCommitsWhatWasAccepted()
    {
        LogWriter writer = new(_client);
        writer.Add(Metric(0), Token);
        writer.Dispose();
        Assert.Equal(1, Count());
        Assert.Throws<ObjectDisposedException>(() => writer.Add(Metric(1), Token));
        writer.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CloseTellsWithinTwoSecondsWhatItCouldNotStore(bool byThread)
    {
        using LogWriter writer = new(_client, batchSize: byThread ? 2 : 100);
        using LockedDatabase locked = new(_folder["mlflow.db"]);
        for (int i = 0; i < 3; i++)
        {
            writer.Add(Metric(i), Token);
        }

        Thread.Sleep(50);
        Stopwatch watch = Stopwatch.StartNew();
        IReadOnlyList<LogFailure> left = writer.Close();
        Assert.InRange(watch.ElapsedMilliseconds, 1500, 3000);
        Assert.Equal([0L, 1, 2], left.Select(failure => ((MetricEntry)failure.Entry).Step));
        Assert.All(left, failure => Assert.Equal(MlErrorCode.TemporarilyUnavailable, failure.Error.ErrorCode));
        Assert.Empty(writer.Close());
        Assert.Equal(0, Count());
    }

    [Fact]
    public void AddWaitsWhileTooMuchIsOnItsWay()
    {
        using LogWriter writer = new(_client, batchSize: 5);
        using (new LockedDatabase(_folder["mlflow.db"]))
        {
            using CancellationTokenSource soon = new(300);
            int added = 0;
            Assert.ThrowsAny<OperationCanceledException>(() =>
            {
                for (; added < 1000; added++)
                {
                    writer.Add(Metric(added), soon.Token);
                }
            });
            Assert.InRange(added, 5, 30);
        }

        writer.Flush(Token);
        Assert.False(writer.TryTakeFailure(out _));
    }

    private MetricEntry Metric(int step) => new(_run.RunId, "m", step, 1000 + step, step);

    private int Count() => _client.GetMetricHistory(_run.RunId, null, Token).Count();

    private MlClient Hasty() => MlStore.Connect(
        "sqlite:///mlflow.db", new MlStoreOptions { BaseFolder = _folder.Path, Timeout = TimeSpan.FromMilliseconds(100) });
}
