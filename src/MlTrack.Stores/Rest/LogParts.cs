using System.Runtime.InteropServices;

namespace MlTrack.Stores.Rest;

/// <summary>
/// Cuts what is logged to one run into requests that a server takes: 1000 metrics, 100 params, 100 tags, 1000 in all, less than 1 MB,
/// each param once. The order within each kind is kept.
/// </summary>
internal static class LogParts
{
    private const int MostItems = 1000;
    private const int MostPairs = 100;

    // The limit is 1 MB; the frame around the items is small.
    private const int MostBytes = 990_000;

    /// <summary>Cuts entries of one run.</summary>
    /// <param name="entries">The entries, in order.</param>
    /// <returns>The requests' items, in order.</returns>
    public static List<List<LogItem>> Of(IEnumerable<LogEntry> entries)
    {
        Queue<LogItem> metrics = new();
        Queue<LogItem> runParams = new();
        Queue<LogItem> tags = new();
        Dictionary<string, LogItem> knownTags = new(StringComparer.Ordinal);
        Dictionary<(string Key, long Timestamp, long Step, long Bits), LogItem> knownMetrics = [];
        foreach (LogEntry entry in entries)
        {
            switch (entry)
            {
                case TagEntry tag when knownTags.TryGetValue(tag.Key, out LogItem? earlier):
                    earlier.Overwrite(tag);
                    break;
                case TagEntry:
                    knownTags.Add(entry.Key, Add(tags, entry));
                    break;
                case MetricEntry metric:
                    ref LogItem? same = ref CollectionsMarshal.GetValueRefOrAddDefault(
                        knownMetrics, (metric.Key, metric.Timestamp, metric.Step, BitConverter.DoubleToInt64Bits(metric.Value)), out _);
                    if (same is null)
                    {
                        same = Add(metrics, entry);
                    }
                    else
                    {
                        same.Entries.Add(entry);
                    }

                    break;
                default:
                    Add(runParams, entry);
                    break;
            }
        }

        List<List<LogItem>> parts = [];
        while (metrics.Count + runParams.Count + tags.Count > 0)
        {
            Part part = new();
            HashSet<string> paramKeys = new(StringComparer.Ordinal);
            part.Take(runParams, MostPairs, item => paramKeys.Add(item.Key));
            part.Take(tags, MostPairs, _ => true);
            part.Take(metrics, MostItems, _ => true);
            parts.Add(part.Items);
        }

        return parts;
    }

    private static LogItem Add(Queue<LogItem> items, LogEntry entry)
    {
        LogItem item = LogItem.Of(entry);
        items.Enqueue(item);
        return item;
    }

    /// <summary>A request that is being filled.</summary>
    private sealed class Part
    {
        private int _bytes;

        public List<LogItem> Items { get; } = [];

        public void Take(Queue<LogItem> from, int most, Func<LogItem, bool> fits)
        {
            for (int taken = 0; taken < most && Items.Count < MostItems && from.TryPeek(out LogItem? next); taken++)
            {
                // Whatever its size, the first item goes: alone it has no other place.
                if ((_bytes + next.Size > MostBytes && Items.Count > 0) || !fits(next))
                {
                    return;
                }

                _bytes += next.Size;
                Items.Add(from.Dequeue());
            }
        }
    }
}
