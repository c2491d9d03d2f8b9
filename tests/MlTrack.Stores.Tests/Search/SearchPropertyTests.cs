using System.Globalization;
using System.Text;
using CsCheck;
using MlTrack.Search;
using MlTrack.Stores.Sql.Dialects;
using MlTrack.Stores.Sql.Search;

namespace MlTrack.Stores.Tests.Search;

/// <summary>On random data, statements find what the evaluator finds, in order, page by page.</summary>
public sealed class SearchPropertyTests
{
    private const int Worlds = 12;

    // MLTRACK_PROPERTY_RUNS sets how many filters are tried, over all kinds together.
    private static readonly long s_runs =
        long.TryParse(Environment.GetEnvironmentVariable("MLTRACK_PROPERTY_RUNS"), CultureInfo.InvariantCulture, out long runs) ? runs : 10_000;

    [Theory]
    [InlineData((int)SearchKind.Runs, 6)]
    [InlineData((int)SearchKind.Experiments, 1)]
    [InlineData((int)SearchKind.RegisteredModels, 1)]
    [InlineData((int)SearchKind.ModelVersions, 1)]
    [InlineData((int)SearchKind.Traces, 1)]
    public void Statements_and_the_evaluator_agree(int kind, int tenths)
    {
        SearchWorld[] worlds = [.. Enumerable.Range(0, Worlds).Select(seed => new SearchWorld((SearchKind)kind, seed))];
        try
        {
            Gen.Select(Gen.Int[0, Worlds - 1], SearchGen.Filter((SearchKind)kind), SearchGen.Order((SearchKind)kind), Gen.Int[1, 15])
                .Sample(
                    (world, filter, order, limit) => Assert.Equal(Expected(worlds[world], filter, order), Found(worlds[world], filter, order, limit)),
                    iter: s_runs * tenths / 10, threads: 1,
                    print: sample => $"world {sample.Item1}, filter <{sample.Item2}>, order <{string.Join(">, <", sample.Item3)}>, limit {sample.Item4}");
        }
        finally
        {
            Array.ForEach(worlds, world => world.Dispose());
        }
    }

    private static List<string> Expected(SearchWorld world, string text, IReadOnlyList<string> orderBy)
    {
        SearchFilter filter = SearchParser.ParseFilter(world.Kind, text);
        IReadOnlyList<SearchOrder> orders = SearchParser.ParseOrder(world.Kind, orderBy);

        // What a filter says of itself means the same as what was written.
        Assert.Equal(filter.ToString(), SearchParser.ParseFilter(world.Kind, filter.ToString()).ToString());
        RecordComparer comparer = new(world.Kind, orders);
        return [.. world.Records.Where(one => filter.Matches(one.Record)).OrderBy(one => one.Record, comparer).Select(one => one.Id)];
    }

    private static List<string> Found(SearchWorld world, string filter, IReadOnlyList<string> orderBy, int limit)
    {
        List<string> found = [];
        string? token = null;
        do
        {
            SearchPageStatement page = Page(world.Kind, filter, orderBy, limit, token);
            (IReadOnlyList<string> rows, token) = SearchConnection.Read(world.Connection, page, world.Kind == SearchKind.ModelVersions ? 2 : 1);
            found.AddRange(rows);
            Assert.True(rows.Count <= limit && found.Count <= world.Records.Count);
        }
        while (token is not null);
        return found;
    }

    private static SearchPageStatement Page(SearchKind kind, string filter, IReadOnlyList<string> orderBy, int limit, string? token) => kind switch
    {
        SearchKind.Runs => RunSearchSql.Page(
            new RunQuery(SqliteDialect.Instance, SearchConnection.Ways[limit % SearchConnection.Ways.Count],
                new RunSearch { ExperimentIds = ["0", "1", "2"], Filter = filter, OrderBy = orderBy }), limit, token),
        SearchKind.Experiments => EntitySearchSql.Experiments(
            SqliteDialect.Instance, SearchConnection.Capabilities, new ExperimentSearch { Filter = filter, OrderBy = orderBy }, limit, token),
        SearchKind.RegisteredModels => EntitySearchSql.RegisteredModels(
            SqliteDialect.Instance, SearchConnection.Capabilities, filter, orderBy, limit, token),
        SearchKind.ModelVersions => EntitySearchSql.ModelVersions(
            SqliteDialect.Instance, SearchConnection.Capabilities, filter, orderBy, limit, token),
        _ => EntitySearchSql.Traces(SqliteDialect.Instance, SearchConnection.Capabilities, null, filter, orderBy, limit, token),
    };

    private sealed class RecordComparer(SearchKind kind, IReadOnlyList<SearchOrder> orders) : IComparer<SearchRecord>
    {
        private readonly List<SearchOrder> _orders = [.. orders, .. Rest(kind, orders.Count == 0)];

        public int Compare(SearchRecord? x, SearchRecord? y)
        {
            foreach (SearchOrder order in _orders)
            {
                object? left = Value(x!, order);
                object? right = Value(y!, order);
                int ranks = Rank(left, order).CompareTo(Rank(right, order));
                int values = ranks != 0 || left is null || left is double.NaN ? 0 : Values(left, right!);
                int result = ranks != 0 ? ranks : order.Descending ? -values : values;
                if (result != 0)
                {
                    return result;
                }
            }

            return 0;
        }

        private static SearchOrder[] Rest(SearchKind kind, bool whole) => kind switch
        {
            SearchKind.Runs => [Of("start_time", true), Of("run_id", false)],
            SearchKind.Experiments => whole ? [Of("creation_time", true), Of("experiment_id", false)] : [Of("experiment_id", true)],
            SearchKind.RegisteredModels => [Of("name", false)],
            SearchKind.ModelVersions => whole
                ? [Of("last_updated_timestamp", true), Of("name", false), Of("version_number", true)]
                : [Of("name", false), Of("version_number", true)],
            _ => [Of("timestamp_ms", true), Of("request_id", false)],
        };

        private static SearchOrder Of(string attribute, bool descending) => new(SearchEntity.Attribute, attribute, descending);

        private static object? Value(SearchRecord record, SearchOrder order) => order.Entity switch
        {
            SearchEntity.Metric => record.Metrics.TryGetValue(order.Key, out double value) ? value : null,
            SearchEntity.Param => record.Params.GetValueOrDefault(order.Key),
            SearchEntity.Tag => record.Tags.GetValueOrDefault(order.Key),
            SearchEntity.Metadata => record.Metadata.GetValueOrDefault(order.Key),
            _ => record.Attributes.GetValueOrDefault(order.Key),
        };

        // Runs and traces have missing values last; the others where SQLite puts NULL, which is before everything.
        private int Rank(object? value, SearchOrder order) => value switch
        {
            null => kind is SearchKind.Runs or SearchKind.Traces || order.Descending ? 2 : -1,
            double.NaN => 1,
            _ => 0,
        };

        private static int Values(object left, object right) => left switch
        {
            string text => Encoding.UTF8.GetBytes(text).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes((string)right)),
            double number => number.CompareTo((double)right),
            _ => ((long)left).CompareTo((long)right),
        };
    }
}
