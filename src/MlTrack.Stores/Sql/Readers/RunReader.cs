using System.Collections.ObjectModel;
using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Search;
using MlTrack.Stores.Sql.Statements;

namespace MlTrack.Stores.Sql.Readers;

/// <summary>
/// Reads runs: their rows, then what belongs to all of them, by one statement a table however many runs there are.
/// </summary>
internal sealed class RunReader
{
    private static readonly RunSearch s_everything = new();

    private readonly SqlSession _session;
    private readonly TrackingStatements _sql;
    private readonly string _storeKey;
    private readonly TextPool _texts;

    public RunReader(SqlSession session, TrackingStatements sql, string storeKey, TextPool? texts = null)
    {
        _texts = texts ?? new TextPool();
        _session = session;
        _sql = sql;
        _storeKey = storeKey;
    }

    /// <summary>Reads the run of an id.</summary>
    /// <param name="runId">The id.</param>
    /// <param name="last">Whether the transaction ends with it.</param>
    /// <returns>The run with everything; null if there is none.</returns>
    public MlRun? Find(string runId, bool last)
    {
        using SqlResults results = _session.QueryAll(
            [new SqlStatement(_sql.RunById, [runId]), .. Children([runId], s_everything)], last);
        SqlRows found = results.Next();
        return found.Read() ? AddChildren([RunRow.Read(found, _texts)], s_everything, results)[0] : null;
    }

    /// <summary>Reads a page of a search.</summary>
    /// <param name="page">The page's statement.</param>
    /// <param name="search">Says what to read of each run beside its attributes; other tables are left alone.</param>
    /// <returns>The runs, in order.</returns>
    public MlPage<MlRun> Read(SearchPageStatement page, RunSearch search)
    {
        (List<RunRow> rows, string? next) = PageReader.Read(_session, page, row => RunRow.Read(row, _texts));
        return new MlPage<MlRun>(AddChildren(rows, search), next);
    }

    /// <summary>Reads runs by their ids.</summary>
    /// <param name="ids">The ids.</param>
    /// <param name="search">The search that found them; those whose lifecycle stage it no longer finds are left out.</param>
    /// <returns>The runs, in the order of the ids.</returns>
    public IReadOnlyList<MlRun> Read(IReadOnlyList<string> ids, RunSearch search)
    {
        RunRow?[] rows = new RunRow?[ids.Count];
        using (SqlRows found = _session.Query(_sql.RunsById, _sql.ListValue(ids)))
        {
            while (found.Read())
            {
                rows[found.Integer(RunSearchSql.Columns)] = RunRow.Read(found, _texts);
            }
        }

        return AddChildren([.. rows.OfType<RunRow>().Where(row => IsSeen(row.LifecycleStage, search.ViewType))], search);
    }

    private static bool IsSeen(MlLifecycleStage stage, MlViewType view) => view switch
    {
        MlViewType.ActiveOnly => stage == MlLifecycleStage.Active,
        MlViewType.DeletedOnly => stage == MlLifecycleStage.Deleted,
        _ => true,
    };

    private List<MlRun> AddChildren(List<RunRow> rows, RunSearch search)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        using SqlResults children = _session.QueryAll(Children(rows.Select(row => row.RunId), search), last: true);
        return AddChildren(rows, search, children);
    }

    // In the order in which AddChildren reads them.
    private List<SqlStatement> Children(IEnumerable<string> runIds, RunSearch search)
    {
        object ids = _sql.ListValue(runIds);
        List<SqlStatement> statements = [];
        Add(RunColumns.Metrics, _sql.Metrics, _sql.MetricsOfKeys, search.MetricKeys);
        Add(RunColumns.Params, _sql.Params, _sql.ParamsOfKeys, search.ParamKeys);
        Add(RunColumns.Tags, _sql.Tags, _sql.TagsOfKeys, search.TagKeys);
        Add(RunColumns.Inputs, _sql.Inputs, _sql.Inputs, null);
        return statements;

        void Add(RunColumns column, string query, string queryOfKeys, IReadOnlyList<string>? keys)
        {
            if (search.Columns.HasFlag(column))
            {
                statements.Add(keys is null ? new(query, [ids]) : new(queryOfKeys, [ids, _sql.ListValue(keys)]));
            }
        }
    }

    private List<MlRun> AddChildren(List<RunRow> rows, RunSearch search, SqlResults children)
    {
        ChildMap<double> metrics = new(rows.Count);
        if (search.Columns.HasFlag(RunColumns.Metrics))
        {
            ReadMetrics(metrics, children.Next());
        }

        ChildMap<string> runParams = new(rows.Count);
        if (search.Columns.HasFlag(RunColumns.Params))
        {
            ReadTexts(runParams, children.Next());
        }

        ChildMap<string> tags = new(rows.Count);
        if (search.Columns.HasFlag(RunColumns.Tags))
        {
            ReadTexts(tags, children.Next());
        }

        InputMap inputs = new(rows.Count);
        if (search.Columns.HasFlag(RunColumns.Inputs))
        {
            inputs.Read(children.Next());
        }

        List<MlRun> runs = new(rows.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            RunRow row = rows[i];
            ReadOnlyDictionary<string, string> runTags = tags.Of(i);
            runs.Add(new MlRun
            {
                RunId = row.RunId,
                Name = row.Name ?? runTags.GetValueOrDefault(MlTags.RunName, ""),
                ExperimentId = row.ExperimentId,
                Status = row.Status,
                StartTime = MlTime.FromMilliseconds(row.StartTime),
                EndTime = MlTime.FromMilliseconds(row.EndTime),
                UserId = row.UserId,
                LifecycleStage = row.LifecycleStage,
                ArtifactUri = row.ArtifactUri,
                Metrics = metrics.Of(i),
                Params = runParams.Of(i),
                Tags = runTags,
                Inputs = inputs.Of(i),
                StoreKey = _storeKey,
            });
        }

        return runs;
    }

    private void ReadMetrics(ChildMap<double> map, SqlRows rows)
    {
        while (rows.Read())
        {
            map.Add((int)rows.Integer(0), rows.SharedText(1, _texts), StoredNumber.Read(rows.Number(2), rows.Flag(3)));
        }
    }

    private void ReadTexts(ChildMap<string> map, SqlRows rows)
    {
        while (rows.Read())
        {
            map.Add((int)rows.Integer(0), rows.SharedText(1, _texts), rows.TextOrNull(2) ?? "");
        }
    }
}
