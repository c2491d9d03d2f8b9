using MlTrack.Stores.Rest.Messages;

namespace MlTrack.Stores.Rest;

/// <summary>One metric, param or tag of a request, and the entries that it stands for: exact repeats, and tags that it overwrites.</summary>
internal sealed class LogItem
{
    private LogItem(LogEntry entry) => Entries = [entry];

    public List<LogEntry> Entries { get; }

    public MetricMessage? Metric { get; private init; }

    public PairMessage? Param { get; private init; }

    public PairMessage? Tag { get; private set; }

    public string Key => Entries[0].Key;

    /// <summary>What it adds to a request, in bytes; never less than it does.</summary>
    public int Size { get; private set; }

    public static LogItem Of(LogEntry entry) => entry switch
    {
        MetricEntry metric => new(entry)
        {
            Metric = new MetricMessage { Key = metric.Key, Value = metric.Value, Timestamp = metric.Timestamp, Step = metric.Step },
            Size = JsonSize(metric.Key) + 130,
        },
        ParamEntry param => new(entry) { Param = Pair(param.Key, param.Value), Size = PairSize(param.Key, param.Value) },
        TagEntry tag => new(entry) { Tag = Pair(tag.Key, tag.Value), Size = PairSize(tag.Key, tag.Value) },
        _ => throw new ArgumentException($"Unknown kind of entry: {entry.GetType().Name}.", nameof(entry)),
    };

    /// <summary>Takes the value of a later entry of the same tag.</summary>
    public void Overwrite(TagEntry tag)
    {
        Entries.Add(tag);
        Tag = Pair(tag.Key, tag.Value);
        Size = PairSize(tag.Key, tag.Value);
    }

    private static PairMessage Pair(string key, string value) => new() { Key = key, Value = value };

    private static int PairSize(string key, string value) => JsonSize(key) + JsonSize(value) + 24;

    private static int JsonSize(string text)
    {
        int size = 0;
        foreach (char c in text)
        {
            size += c switch
            {
                < ' ' or '\x7f' => 6,
                '"' or '\\' => 2,
                < '\x80' => 1,
                < '\u0800' => 2,
                >= '\ud800' and <= '\udfff' or '\u2028' or '\u2029' => 6,
                _ => 3,
            };
        }

        return size;
    }
}
