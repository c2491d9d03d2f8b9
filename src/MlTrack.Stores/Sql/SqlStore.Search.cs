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
        RunSearch search, int maxResults, string? pageToken, CancellationToken cancellationToken = default)
    {
        SearchPageStatement page = RunSearchSql.Page(
            _database.Dialect, Capabilities(cancellationToken), search, maxResults, pageToken);
        return Read((session, sql) => new RunReader(session, sql, Key).Read(page, search.Columns), cancellationToken);
    }

    /// <inheritdoc/>
    public RunKeys GetRunKeys(RunSearch search, int? maxResults, CancellationToken cancellationToken = default)
    {
        RunKeysSql keys = RunKeysSql.For(_database.Dialect, Capabilities(cancellationToken), search, maxResults);
        return Read(
            (session, _) => new RunKeys(ReadKeys(session, keys.Metrics), ReadKeys(session, keys.Params), ReadKeys(session, keys.Tags)),
            cancellationToken);
    }

    private static List<string> ReadKeys(SqlSession session, SqlStatement statement)
    {
        List<string> keys = [];
        using SqlRows rows = session.Query(statement);
        while (rows.Read())
        {
            keys.Add(rows.Text(0));
        }

        keys.Sort(StringComparer.Ordinal);
        return keys;
    }

    private SchemaCapabilities Capabilities(CancellationToken cancellationToken) => OpenSchema(cancellationToken).Capabilities;
}
