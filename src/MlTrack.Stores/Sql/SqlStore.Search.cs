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
        return Read((session, sql) => new RunReader(session, sql, Key).Read(page, search), cancellationToken);
    }

    /// <inheritdoc/>
    public RunKeys GetRunKeys(RunSearch search, int? maxResults, CancellationToken cancellationToken = default)
    {
        if ((search.Columns & (RunColumns.Metrics | RunColumns.Params | RunColumns.Tags)) == 0)
        {
            return new RunKeys([], [], []);
        }

        SqlStatement statement = RunKeysSql.Statement(_database.Dialect, Capabilities(cancellationToken), search, maxResults);
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

    private SchemaCapabilities Capabilities(CancellationToken cancellationToken) => OpenSchema(cancellationToken).Capabilities;
}
