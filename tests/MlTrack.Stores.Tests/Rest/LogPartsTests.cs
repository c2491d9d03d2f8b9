using System.Text.Json;
using MlTrack.Stores.Rest;
using MlTrack.Stores.Rest.Messages;

namespace MlTrack.Stores.Tests.Rest;

/// <summary>How long lists are cut into requests that a server takes.</summary>
public sealed class LogPartsTests
{
    [Fact]
    public void Parts_keep_the_limits_and_the_order()
    {
        List<LogEntry> entries =
        [
            .. Enumerable.Range(0, 3000).Select(i => new MetricEntry("r", "m", i, i, i)),
            .. Enumerable.Range(0, 350).Select(i => new ParamEntry("r", $"p{i}", new string('é', 6000))),
            .. Enumerable.Range(0, 250).Select(i => new TagEntry("r", $"t{i}", new string('\u0001', 8000))),
        ];
        List<List<LogItem>> parts = LogParts.Of(entries);
        foreach (List<LogItem> part in parts)
        {
            LogBatchRequest request = new()
            {
                RunId = new string('r', 32),
                Metrics = [.. part.Select(item => item.Metric).OfType<MetricMessage>()],
                Params = [.. part.Where(item => item.Param is not null).Select(item => item.Param!)],
                Tags = [.. part.Where(item => item.Tag is not null).Select(item => item.Tag!)],
            };
            Assert.InRange(request.Metrics.Count, 0, 1000);
            Assert.InRange(request.Params.Count, 0, 100);
            Assert.InRange(request.Tags.Count, 0, 100);
            Assert.InRange(part.Count, 1, 1000);
            Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(request, RestWire.Json.LogBatchRequest).Length, 1, 999_999);
        }

        List<LogEntry> all = [.. parts.SelectMany(part => part).SelectMany(item => item.Entries)];
        Assert.Equal(entries.Where(e => e is MetricEntry), all.Where(e => e is MetricEntry));
        Assert.Equal(entries.Where(e => e is ParamEntry), all.Where(e => e is ParamEntry));
        Assert.Equal(entries.Where(e => e is TagEntry), all.Where(e => e is TagEntry));
    }

    [Fact]
    public void Small_things_fit_into_the_fewest_requests()
    {
        Assert.Empty(LogParts.Of([]));
        Assert.Single(LogParts.Of(Enumerable.Range(0, 1000).Select(i => new MetricEntry("r", "m", i, i, i))));
        LogEntry[] mixed =
        [
            .. Enumerable.Range(0, 300).Select(i => new ParamEntry("r", $"p{i}", "1")),
            .. Enumerable.Range(0, 300).Select(i => new TagEntry("r", $"t{i}", "1")),
            .. Enumerable.Range(0, 3000).Select(i => new MetricEntry("r", "m", i, i, i)),
        ];
        Assert.Equal(4, LogParts.Of(mixed).Count);
    }

    [Fact]
    public void What_repeats_goes_once_and_stands_for_all()
    {
        LogEntry[] entries =
        [
            new TagEntry("r", "t", "1"), new TagEntry("r", "t", "2"), new MetricEntry("r", "m", double.NaN, 1, 1),
            new MetricEntry("r", "m", double.NaN, 1, 1), new MetricEntry("r", "m", double.NaN, 1, 2),
        ];
        List<LogItem> part = Assert.Single(LogParts.Of(entries));
        Assert.Equal(3, part.Count);
        Assert.Equal("2", part.Single(item => item.Tag is not null).Tag!.Value);
        Assert.Equal(5, part.Sum(item => item.Entries.Count));

        List<List<LogItem>> twice = LogParts.Of([new ParamEntry("r", "p", "1"), new ParamEntry("r", "p", "2")]);
        Assert.Equal(["1", "2"], twice.Select(items => Assert.Single(items).Param!.Value));
    }
}
