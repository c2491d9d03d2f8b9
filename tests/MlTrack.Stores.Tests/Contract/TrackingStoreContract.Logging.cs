namespace MlTrack.Stores.Tests.Contract;

public abstract partial class TrackingStoreContract
{
    [Fact]
    public void ParamIsKeptAndNeverChanges()
    {
        MlRun run = NewRun();
        Client.LogParam(run.RunId, "lr", "0.1", Token);
        Client.LogParam(run.RunId, "lr", "0.1", Token);
        MlException failure = Fails(MlErrorCode.InvalidParameterValue, MlEntity.Param, () => Client.LogParam(run.RunId, "lr", "0.2", Token));
        Assert.Contains("'0.1'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'0.2'", failure.Message, StringComparison.Ordinal);
        Assert.Equal("0.1", Reload(run).Params["lr"]);
    }

    [Fact]
    public void ParamsMayBeEmptyOrOdd()
    {
        MlRun run = NewRun();
        (string Key, string Value)[] all =
            [("empty", ""), ("e é/漢 a.b-c:d_1", " lead"), ("nl", "a\nb"), ("q", "say \"hi\" o'x"), ("emoji", "🚀"), ("big", new string('y', 6000))];
        foreach ((string key, string value) in all)
        {
            Client.LogParam(run.RunId, key, value, Token);
        }

        MlRun read = Reload(run);
        Assert.All(all, pair => Assert.Equal(pair.Value, read.Params[pair.Key]));
    }

    [Fact]
    public void LongParamIsCutWithAWarning()
    {
        MlRun run = NewRun();
        List<string> warnings = [];
        Client.LogBatch(new RunBatch(run.RunId) { Params = [new("p", new string('x', 6001))] }, warnings.Add, Token);
        Assert.Equal(6000, Reload(run).Params["p"].Length);
        Assert.Single(warnings);
    }

    [Fact]
    public void BatchIsAllOrNothing()
    {
        MlRun run = NewRun();
        Client.LogParam(run.RunId, "p", "1", Token);
        Fails(
            MlErrorCode.InvalidParameterValue, MlEntity.Param,
            () => Client.LogBatch(
                new RunBatch(run.RunId)
                {
                    Params = [new("q", "1"), new("p", "2")],
                    Metrics = [new("m", 1, 1, 0)],
                    Tags = [new("t", "1")],
                },
                cancellationToken: Token));
        MlRun read = Reload(run);
        Assert.Equal(["p"], read.Params.Keys);
        Assert.Empty(read.Metrics);
        Assert.Empty(History(run));
        Assert.False(read.Tags.ContainsKey("t"));
        Fails(
            MlErrorCode.InvalidParameterValue, MlEntity.Name,
            () => Client.LogBatch(new RunBatch(run.RunId) { Params = [new("x", "1"), new("x", "1")] }, cancellationToken: Token));
    }

    [Fact]
    public void BatchHasNoServerLimits()
    {
        MlRun run = NewRun();
        Client.LogBatch(
            new RunBatch(run.RunId)
            {
                Params = [.. Enumerable.Range(0, 300).Select(i => new KeyValuePair<string, string>($"p{i}", $"{i}"))],
                Metrics = [.. Enumerable.Range(0, 3000).Select(i => new MetricPoint($"m{i % 7}", i, i, i))],
                Tags = [.. Enumerable.Range(0, 300).Select(i => new KeyValuePair<string, string>($"t{i}", $"{i}"))],
            },
            cancellationToken: Token);
        MlRun read = Reload(run);
        Assert.Equal((300, 7, 301), (read.Params.Count, read.Metrics.Count, read.Tags.Count));
        Assert.Equal(3000, History(run).Count);
    }

    [Fact]
    public void TagsAreOverwrittenAndTheLastOfABatchCounts()
    {
        MlRun run = NewRun();
        Client.SetTag(run.RunId, "t", "1", Token);
        Client.LogBatch(new RunBatch(run.RunId) { Tags = [new("t", "2"), new("t", "3"), new("e", "")] }, cancellationToken: Token);
        Assert.Equal(("3", ""), (Reload(run).Tags["t"], Reload(run).Tags["e"]));
        Client.DeleteRunTag(run.RunId, "t", Token);
        Assert.False(Reload(run).Tags.ContainsKey("t"));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Tag, () => Client.DeleteRunTag(run.RunId, "t", Token));
    }

    [Fact]
    public void LongTagIsCutToTheColumn()
    {
        MlRun run = NewRun();
        int limit = Client.Store.Open(Token).RunTagValueLength;
        List<string> warnings = [];
        Client.LogBatch(new RunBatch(run.RunId) { Tags = [new("t", new string('x', limit + 5))] }, warnings.Add, Token);
        Assert.Equal(limit, Reload(run).Tags["t"].Length);
        Assert.Single(warnings);
    }

    [Fact]
    public void MixedEntriesKeepTheGoodAndTellTheRefused()
    {
        MlRun one = NewRun();
        MlRun two = NewRun();
        MlRun deleted = NewRun();
        Client.DeleteRun(deleted.RunId, Token);
        Client.LogParam(one.RunId, "p", "1", Token);
        LogEntry[] entries =
        [
            new MetricEntry(one.RunId, "m", 1, 1, 0),
            new ParamEntry(one.RunId, "p", "2"),
            new ParamEntry(one.RunId, "p", "1"),
            new MetricEntry(deleted.RunId, "m", 1, 1, 0),
            new TagEntry(two.RunId, MlTags.RunName, "renamed"),
            new MetricEntry(new string('f', 32), "m", 1, 1, 0),
            new ParamEntry(two.RunId, "twice", "a"),
            new ParamEntry(two.RunId, "twice", "b"),
            new MetricEntry(two.RunId, "m", 2, 1, 0),
        ];
        IReadOnlyList<LogFailure> failures = Client.Log(entries, Token);
        Assert.Equal([entries[1], entries[3], entries[5], entries[7]], failures.Select(failure => failure.Entry));
        Assert.Equal(
            [MlEntity.Param, MlEntity.Run, MlEntity.Run, MlEntity.Param], failures.Select(failure => failure.Error.Entity));
        Assert.Equal(1, Reload(one).Metrics["m"]);
        Assert.Equal(("renamed", "a", 2.0), (Reload(two).Name, Reload(two).Params["twice"], Reload(two).Metrics["m"]));
        Assert.Empty(Client.Log([], Token));
    }

    [Fact]
    public void EntriesThatNoStoreMayHaveAreToldInOrderWithTheOthers()
    {
        MlRun run = NewRun();
        Client.LogParam(run.RunId, "p", "1", Token);
        LogEntry[] entries =
        [
            new MetricEntry(run.RunId, "a?", 1, 1, 0),
            new MetricEntry(run.RunId, "m", 1, 1, 0),
            new ParamEntry(run.RunId, "p", "2"),
            new ParamEntry(run.RunId, "none", null!),
            new TagEntry(run.RunId, "", "x"),
            new MetricEntry(run.RunId, "n", 2, 1, 0),
            new MetricEntry(run.RunId, "late", 1, -1, 0),
        ];
        IReadOnlyList<LogFailure> failures = Client.Log(entries, Token);
        Assert.Equal([entries[0], entries[2], entries[3], entries[4], entries[6]], failures.Select(failure => failure.Entry));
        Assert.Equal(["m", "n"], Reload(run).Metrics.Keys.Order());
        Assert.Single(Client.Log([entries[0]], Token));
    }

    [Fact]
    public void ManyWritersLoseNothing()
    {
        MlRun run = NewRun();
        string[] runs = [run.RunId, NewRun().RunId];
        const int Writers = 4;
        const int Points = 50;
        Parallel.For(0, Writers, new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = Token }, writer =>
        {
            for (int i = 0; i < Points; i++)
            {
                int step = (i * Writers) + writer;
                Client.Log([.. runs.Select(id => new MetricEntry(id, "m", step, 1000, step))], Token);
                Client.LogBatch(
                    new RunBatch(run.RunId) { Params = [new($"p{writer}.{i}", "x")], Tags = [new("t", $"{step}")] }, cancellationToken: Token);
            }
        });
        foreach (string id in runs)
        {
            Assert.Equal(Writers * Points, Client.GetMetricHistory(id, null, Token).Count());
            Assert.Equal((Writers * Points) - 1, Client.GetRun(id, Token).Metrics["m"]);
        }

        Assert.Equal(Writers * Points, Reload(run).Params.Count);
    }

    [Fact]
    public void OneOfManyCreatorsOfANameSucceeds()
    {
        int made = 0;
        int refused = 0;
        Client.Store.Open(Token);
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, _ =>
        {
            try
            {
                NewExperiment("race");
                Interlocked.Increment(ref made);
            }
            catch (MlException exists) when (exists.ErrorCode == MlErrorCode.ResourceAlreadyExists)
            {
                Interlocked.Increment(ref refused);
            }
        });
        Assert.Equal((1, 7), (made, refused));
    }
}
