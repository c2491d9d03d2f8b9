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
    private readonly SqlSession _session;
    private readonly TrackingStatements _sql;
    private readonly string _storeKey;
    private readonly TextPool _texts = new();

    public RunReader(SqlSession session, TrackingStatements sql, string storeKey)
    {
        _session = session;
        _sql = sql;
        _storeKey = storeKey;
    }

    /// <summary>Reads the run of an id.</summary>
    /// <param name="runId">The id.</param>
    /// <returns>The run with everything; null if there is none.</returns>
    public MlRun? Find(string runId)
    {
        List<RunRow> rows = [];
        using (SqlRows found = _session.Query(_sql.RunById, runId))
        {
            if (found.Read())
            {
                rows.Add(RunRow.Read(found, _texts));
            }
        }

        return AddChildren(rows, RunColumns.All) is [MlRun run] ? run : null;
    }

    /// <summary>Reads a page of a search.</summary>
    /// <param name="page">The page's statement.</param>
    /// <param name="columns">What to read of each run beside its attributes; other tables are left alone.</param>
    /// <returns>The runs, in order.</returns>
    public MlPage<MlRun> Read(SearchPageStatement page, RunColumns columns)
    {
        (List<RunRow> rows, string? next) = PageReader.Read(_session, page, row => RunRow.Read(row, _texts));
        return new MlPage<MlRun>(AddChildren(rows, columns), next);
    }

    private List<MlRun> AddChildren(List<RunRow> rows, RunColumns columns)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        object ids = _sql.ListValue(rows.Select(row => row.RunId));
        ChildMap<double> metrics = ReadMetrics(rows.Count, ids, columns.HasFlag(RunColumns.Metrics));
        ChildMap<string> runParams = ReadTexts(_sql.Params, rows.Count, ids, columns.HasFlag(RunColumns.Params));
        ChildMap<string> tags = ReadTexts(_sql.Tags, rows.Count, ids, columns.HasFlag(RunColumns.Tags));
        InputMap inputs = new(rows.Count);
        if (columns.HasFlag(RunColumns.Inputs))
        {
            using SqlRows children = _session.Query(_sql.Inputs, ids);
            inputs.Read(children);
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

    private ChildMap<double> ReadMetrics(int owners, object ids, bool wanted)
    {
        ChildMap<double> map = new(owners);
        if (wanted)
        {
            using SqlRows children = _session.Query(_sql.Metrics, ids);
            while (children.Read())
            {
                map.Add(
                    (int)children.Integer(0), _texts.Share(children.Text(1)), StoredNumber.Read(children.Number(2), children.Integer(3)));
            }
        }

        return map;
    }

    private ChildMap<string> ReadTexts(string query, int owners, object ids, bool wanted)
    {
        ChildMap<string> map = new(owners);
        if (wanted)
        {
            using SqlRows children = _session.Query(query, ids);
            while (children.Read())
            {
                map.Add((int)children.Integer(0), _texts.Share(children.Text(1)), children.TextOrNull(2) ?? "");
            }
        }

        return map;
    }
}
