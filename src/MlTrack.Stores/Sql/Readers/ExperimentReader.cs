using System.Collections.ObjectModel;
using System.Globalization;
using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Search;
using MlTrack.Stores.Sql.Statements;

namespace MlTrack.Stores.Sql.Readers;

/// <summary>Reads experiments: their rows, then the tags of all of them by one statement.</summary>
internal sealed class ExperimentReader
{
    private readonly SqlSession _session;
    private readonly TrackingStatements _sql;
    private readonly string _storeKey;

    public ExperimentReader(SqlSession session, TrackingStatements sql, string storeKey)
    {
        _session = session;
        _sql = sql;
        _storeKey = storeKey;
    }

    /// <summary>Reads one experiment.</summary>
    /// <param name="statements">The statements that look for it.</param>
    /// <param name="value">What they look for.</param>
    /// <param name="last">Whether the transaction ends with it.</param>
    /// <returns>The experiment; null if there is none.</returns>
    public MlExperiment? Find(ExperimentStatements statements, object value, bool last)
    {
        using SqlResults results = _session.QueryAll([new(statements.Row, [value]), new(statements.Tags, [value])], last);
        SqlRows rows = results.Next();
        if (!rows.Read())
        {
            return null;
        }

        MlExperiment experiment = ReadRow(rows);
        ChildMap<string> tags = new(1);
        rows = results.Next();
        while (rows.Read())
        {
            tags.Add(0, rows.Text(0), rows.TextOrNull(1) ?? "");
        }

        return With(experiment, tags.Of(0));
    }

    /// <summary>Reads a page of a search.</summary>
    /// <param name="page">The page's statement.</param>
    /// <returns>The experiments, in order.</returns>
    public MlPage<MlExperiment> Read(SearchPageStatement page)
    {
        (List<MlExperiment> rows, string? next) = PageReader.Read(_session, page, ReadRow);
        return new MlPage<MlExperiment>(AddTags(rows), next);
    }

    private List<MlExperiment> AddTags(List<MlExperiment> rows)
    {
        if (rows.Count == 0)
        {
            return rows;
        }

        ChildMap<string> tags = new(rows.Count);
        SqlStatement statement = new(_sql.ExperimentTags, [_sql.ListValue(rows.Select(row => row.ExperimentId))]);
        using (SqlResults results = _session.QueryAll([statement], last: true))
        {
            SqlRows children = results.Next();
            while (children.Read())
            {
                tags.Add((int)children.Integer(0), children.Text(1), children.TextOrNull(2) ?? "");
            }
        }

        for (int i = 0; i < rows.Count; i++)
        {
            rows[i] = With(rows[i], tags.Of(i));
        }

        return rows;
    }

    private MlExperiment With(MlExperiment row, ReadOnlyDictionary<string, string> tags) => new()
    {
        ExperimentId = row.ExperimentId,
        Name = row.Name,
        ArtifactLocation = row.ArtifactLocation,
        LifecycleStage = row.LifecycleStage,
        CreationTime = row.CreationTime,
        LastUpdateTime = row.LastUpdateTime,
        Tags = tags,
        StoreKey = _storeKey,
    };

    private static MlExperiment ReadRow(SqlRows row) => new()
    {
        ExperimentId = row.Integer(0).ToString(CultureInfo.InvariantCulture),
        Name = row.Text(1),
        ArtifactLocation = row.TextOrNull(2) ?? "",
        LifecycleStage = LifecycleStages.Read(row.TextOrNull(3)),
        CreationTime = MlTime.FromMilliseconds(row.IntegerOrNull(4)),
        LastUpdateTime = MlTime.FromMilliseconds(row.IntegerOrNull(5)),
    };
}
