using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Statements;

namespace MlTrack.Stores.Sql;

internal sealed partial class SqlStore
{
    /// <inheritdoc/>
    public IEnumerable<MlMetric> GetMetricHistory(
        string runId, IReadOnlyList<string>? keys, CancellationToken cancellationToken = default)
    {
        IEnumerable<MlMetric> points = ReadHistory(runId, keys, cancellationToken);

        // A reader that keeps the only connection would hold up whoever reads: on the same thread for ever.
        return _database.IsSingleSession ? Buffer(points) : points;

        static IEnumerable<MlMetric> Buffer(IEnumerable<MlMetric> points)
        {
            foreach (MlMetric point in points.ToList())
            {
                yield return point;
            }
        }
    }

    private IEnumerable<MlMetric> ReadHistory(string runId, IReadOnlyList<string>? keys, CancellationToken cancellationToken)
    {
        TrackingStatements sql = OpenSchema(cancellationToken).Statements;
        using SqlSession session = _database.Rent(cancellationToken);
        session.BeginRead();
        if (!new RunLogger(session, sql).Stages([runId]).ContainsKey(runId))
        {
            throw MlErrors.RunNotFound(runId);
        }

        foreach (string key in keys ?? MetricKeys(session, sql, runId))
        {
            using SqlRows rows = session.Query(sql.History, runId, key);
            while (rows.Read())
            {
                yield return new MlMetric
                {
                    RunId = runId,
                    Key = key,
                    Value = StoredNumber.Read(rows.Number(0), rows.Integer(3)),
                    Timestamp = MlTime.FromMilliseconds(rows.Integer(1)),
                    Step = rows.Integer(2),
                    StoreKey = Key,
                };
            }
        }
    }

    private static List<string> MetricKeys(SqlSession session, TrackingStatements sql, string runId)
    {
        List<string> keys = [];
        using SqlRows rows = session.Query(sql.MetricKeys, runId);
        while (rows.Read())
        {
            keys.Add(rows.Text(0));
        }

        return keys;
    }
}
