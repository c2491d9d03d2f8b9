namespace MlTrack.Stores.Tests.Contract;

public abstract partial class TrackingStoreContract
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(-0.0)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.MaxValue)]
    [InlineData(double.Epsilon)]
    [InlineData(0.30000000000000004)]
    public void MetricValueComesBackExactly(double value)
    {
        MlRun run = NewRun();
        Client.LogMetric(run.RunId, "m", value, step: 3, timestamp: 1234, Token);
        Assert.Equal(value, Reload(run).Metrics["m"]);
        MlMetric point = Assert.Single(History(run));
        Assert.Equal(
            (run.RunId, "m", value, 3L, 1234L),
            (point.RunId, point.Key, point.Value, point.Step, point.Timestamp.ToUnixTimeMilliseconds()));
    }

    [Theory]
    [InlineData(double.PositiveInfinity, double.MaxValue)]
    [InlineData(double.NegativeInfinity, double.MinValue)]
    public void InfinityBecomesTheGreatestNumber(double given, double stored)
    {
        MlRun run = NewRun();
        Client.LogMetric(run.RunId, "m", given, cancellationToken: Token);
        Assert.Equal(stored, Reload(run).Metrics["m"]);
    }

    [Fact]
    public void StepMayBeAnyNumber()
    {
        MlRun run = NewRun();
        foreach (long step in new[] { 0, long.MinValue, -1, long.MaxValue })
        {
            Client.LogMetric(run.RunId, "m", step, step, 10, Token);
        }

        Assert.Equal(long.MaxValue, Reload(run).Metrics["m"]);
        Assert.Equal([long.MinValue, -1, 0, long.MaxValue], History(run).Select(point => point.Step));
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Value, () => Client.LogMetric(run.RunId, "m", 1, timestamp: -1, cancellationToken: Token));
    }

    [Fact]
    public void ExactRepeatIsIgnored()
    {
        MlRun run = NewRun();
        for (int i = 0; i < 2; i++)
        {
            Client.LogMetric(run.RunId, "m", 1, 2, 3, Token);
            Client.LogMetric(run.RunId, "n", double.NaN, 2, 3, Token);
        }

        Client.LogBatch(new RunBatch(run.RunId) { Metrics = [new("b", 1, 1, 1), new("b", 1, 1, 1)] }, cancellationToken: Token);
        Assert.Equal(["b", "m", "n"], History(run).Select(point => point.Key));
    }

    // Each row: points as step, time, value; the last is the one that counts, whatever the order they come in.
    [Theory]
    [InlineData("1 1 9", "2 0 1")]
    [InlineData("2 1 9", "2 5 1")]
    [InlineData("2 5 1", "2 5 9")]
    [InlineData("-5 9 9", "-4 0 0")]
    [InlineData("1 1 nan", "1 1 0.5")]
    [InlineData("1 1 -0.5", "1 1 nan")]
    [InlineData("1 1 1", "1 2 nan")]
    public void LatestIsTheHighestStepThenTimeThenValue(string lower, string higher)
    {
        static MetricPoint Point(string text)
        {
            string[] parts = text.Split(' ');
            Assert.True(MlNumber.TryParse(parts[2], out double value));
            return new("m", value, long.Parse(parts[1], null), long.Parse(parts[0], null));
        }

        foreach (MetricPoint[] order in new MetricPoint[][] { [Point(lower), Point(higher)], [Point(higher), Point(lower)] })
        {
            MlRun inOneBatch = NewRun();
            Client.LogBatch(new RunBatch(inOneBatch.RunId) { Metrics = order }, cancellationToken: Token);
            Assert.Equal(Point(higher).Value, Reload(inOneBatch).Metrics["m"]);
            MlRun oneByOne = NewRun();
            foreach (MetricPoint point in order)
            {
                Client.LogBatch(new RunBatch(oneByOne.RunId) { Metrics = [point] }, cancellationToken: Token);
            }

            Assert.Equal(Point(higher).Value, Reload(oneByOne).Metrics["m"]);
        }
    }

    [Fact]
    public void HistoryIsOrderedByTimeStepAndValue()
    {
        MlRun run = NewRun();
        Client.LogBatch(
            new RunBatch(run.RunId)
            {
                Metrics =
                [
                    new("b", 1, 5, 1), new("a", 3, 2, 0), new("a", 2, 2, 0), new("a", 9, 1, 7), new("a", 1, 2, -1),
                ],
            },
            cancellationToken: Token);
        Assert.Equal(
            ["a 9", "a 1", "a 2", "a 3", "b 1"], History(run).Select(point => FormattableString.Invariant($"{point.Key} {point.Value}")));
        Assert.Equal(["b", "a", "a", "a", "a"], History(run, "b", "none", "a").Select(point => point.Key));
        Assert.Empty(History(run, "none"));
        Assert.Empty(History(NewRun()));
    }

    [Fact]
    public void HistoryMayBeLeftEarlyAndWrittenToMeanwhile()
    {
        MlRun run = NewRun();
        Client.LogBatch(
            new RunBatch(run.RunId) { Metrics = [.. Enumerable.Range(0, 1000).Select(i => new MetricPoint("m", i, i, i))] },
            cancellationToken: Token);
        foreach (MlMetric point in Client.GetMetricHistory(run.RunId, null, Token))
        {
            Client.LogMetric(run.RunId, "copy", point.Value, point.Step, cancellationToken: Token);
            if (point.Step == 20)
            {
                break;
            }
        }

        Assert.Equal(21, History(run, "copy").Count);
    }

    [Fact]
    public void KeysAreExact()
    {
        MlRun run = NewRun();
        Client.LogMetric(run.RunId, "Acc", 1, cancellationToken: Token);
        Client.LogMetric(run.RunId, "acc", 2, cancellationToken: Token);
        MlRun read = Reload(run);
        if (Traits.NamesIgnoreCase)
        {
            Assert.Equal(2.0, Assert.Single(read.Metrics).Value);
            Assert.Equal(2, History(run).Count);
        }
        else
        {
            Assert.Equal((1.0, 2.0), (read.Metrics["Acc"], read.Metrics["acc"]));
            Assert.Single(History(run, "acc"));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("/a")]
    [InlineData("a//b")]
    [InlineData("a/../b")]
    [InlineData("tab\t")]
    [InlineData("nul\0")]
    public void BadKeysAreRefused(string key)
    {
        MlRun run = NewRun();
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => Client.LogMetric(run.RunId, key, 1, cancellationToken: Token));
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => Client.LogParam(run.RunId, key, "1", Token));
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => Client.SetTag(run.RunId, key, "1", Token));
    }
}
