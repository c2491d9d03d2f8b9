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
    /// <param name="statement">The statement that looks for it.</param>
    /// <param name="value">What it looks for.</param>
    /// <returns>The experiment; null if there is none.</returns>
    public MlExperiment? Find(string statement, object value)
    {
        List<MlExperiment> rows = [];
        using (SqlRows found = _session.Query(statement, value))
        {
            if (found.Read())
            {
                rows.Add(ReadRow(found));
            }
        }

        return AddTags(rows) is [MlExperiment experiment] ? experiment : null;
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
        using (SqlRows children = _session.Query(_sql.ExperimentTags, _sql.ListValue(rows.Select(row => row.ExperimentId))))
        {
            while (children.Read())
            {
                tags.Add((int)children.Integer(0), children.Text(1), children.TextOrNull(2) ?? "");
            }
        }

        for (int i = 0; i < rows.Count; i++)
        {
            MlExperiment row = rows[i];
            rows[i] = new MlExperiment
            {
                ExperimentId = row.ExperimentId,
                Name = row.Name,
                ArtifactLocation = row.ArtifactLocation,
                LifecycleStage = row.LifecycleStage,
                CreationTime = row.CreationTime,
                LastUpdateTime = row.LastUpdateTime,
                Tags = tags.Of(i),
                StoreKey = _storeKey,
            };
        }

        return rows;
    }

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
