using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Readers;
using MlTrack.Stores.Sql.Schema;
using MlTrack.Stores.Sql.Search;

namespace MlTrack.Stores.Sql;

internal sealed partial class SqlStore
{
    /// <inheritdoc/>
    public MlPage<MlExperiment> SearchExperiments(
        ExperimentSearch search, int maxResults, string? pageToken, CancellationToken cancellationToken = default)
    {
        SearchPageStatement page = EntitySearchSql.Experiments(
            _database.Dialect, Capabilities(cancellationToken), search, maxResults, pageToken);
        return Read((session, sql) => new ExperimentReader(session, sql, Key).Read(page), cancellationToken);
    }

    /// <inheritdoc/>
    public MlPage<MlRun> SearchRuns(
        RunSearch search, int maxResults, string? pageToken, CancellationToken cancellationToken = default) =>
        ReadPage(Query(search, cancellationToken), maxResults, pageToken, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>
    /// The first page alone needs no order of all runs, so that its runs leave at once. For the rest, the order is worked out once and
    /// kept as ids: page by page it would be worked out again for each.
    /// </remarks>
    public IEnumerable<MlRun> FindRuns(RunSearch search, long? maxResults, CancellationToken cancellationToken = default)
    {
        long left = maxResults ?? long.MaxValue;
        RunQuery query = Query(search, cancellationToken);
        MlPage<MlRun> first = ReadPage(query, (int)Math.Min(Paging.FirstPage, left), null, cancellationToken);
        string? token = first.NextPageToken;
        left -= first.Items.Count;
        foreach (MlRun run in first.Items)
        {
            yield return run;
        }

        if (token is null || left == 0)
        {
            yield break;
        }

        first = new([], null);
        TextPool texts = new();
        RunIdList ids = ReadIds(query, token, left, cancellationToken);
        int size = Paging.NextSize(Paging.FirstPage);
        for (int start = 0; start < ids.Count; start += size, size = Paging.NextSize(size))
        {
            foreach (MlRun run in Part(start, size))
            {
                yield return run;
            }
        }

        IReadOnlyList<MlRun> Part(int start, int count) => Read(
            (session, sql) => new RunReader(session, sql, Key, texts).Read(ids.Range(start, count), search), cancellationToken);
    }

    /// <inheritdoc/>
    public MlPage<string> SearchTraces(
        TraceSearch search, int maxResults, string? pageToken, CancellationToken cancellationToken = default)
    {
        SearchPageStatement page = EntitySearchSql.Traces(
            _database.Dialect, Capabilities(cancellationToken), search.ExperimentIds, search.Filter, search.OrderBy, maxResults, pageToken);
        return Read(
            (session, _) =>
            {
                (List<string> ids, string? next) = PageReader.Read(session, page, row => row.Text(0));
                return new MlPage<string>(ids, next);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public RunKeys GetRunKeys(RunSearch search, int? maxResults, CancellationToken cancellationToken = default)
    {
        if ((search.Columns & (RunColumns.Metrics | RunColumns.Params | RunColumns.Tags)) == 0)
        {
            return new RunKeys([], [], []);
        }

        SqlStatement statement = RunKeysSql.Statement(Query(search, cancellationToken), maxResults);
        return Read(
            (session, _) =>
            {
                List<string>[] keys = [[], [], []];
                using SqlResults results = session.QueryAll([statement], last: true);
                SqlRows rows = results.Next();
                while (rows.Read())
                {
                    keys[rows.Integer(0)].Add(rows.Text(1));
                }

                foreach (List<string> kind in keys)
                {
                    kind.Sort(StringComparer.Ordinal);
                }

                return new RunKeys(keys[0], keys[1], keys[2]);
            },
            cancellationToken);
    }

    private MlPage<MlRun> ReadPage(RunQuery query, int maxResults, string? pageToken, CancellationToken cancellationToken)
    {
        SearchPageStatement page = RunSearchSql.Page(query, maxResults, pageToken);
        return Read((session, sql) => new RunReader(session, sql, Key).Read(page, query.Search), cancellationToken);
    }

    private RunIdList ReadIds(RunQuery query, string token, long most, CancellationToken cancellationToken)
    {
        SqlStatement statement = RunSearchSql.Ids(query, most, token);
        return Read(
            (session, _) =>
            {
                RunIdList ids = new();
                using SqlRows rows = session.Query(statement);
                while (ids.Count < most && rows.Read())
                {
                    ids.Add(rows.Text(0));
                }

                return ids;
            },
            cancellationToken);
    }

    private RunQuery Query(RunSearch search, CancellationToken cancellationToken)
    {
        RunQuery query = new(_database.Dialect, Capabilities(cancellationToken), search);
        bool searchesMost = _shares.IsGood(query, statement => Read(
            (session, _) =>
            {
                using SqlResults results = session.QueryAll([statement], last: true);
                SqlRows rows = results.Next();
                return rows.Read() && rows.Integer(0) == 1;
            },
            cancellationToken));
        return query with { Capabilities = query.Capabilities with { SearchesMost = searchesMost } };
    }

    private SchemaCapabilities Capabilities(CancellationToken cancellationToken) => Opened(cancellationToken).Capabilities;
}
