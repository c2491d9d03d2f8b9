using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Readers;
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

        TextPool texts = new();
        using SqlRows rows = keys is null
            ? session.Query(sql.History, runId)
            : session.Query(sql.HistoryOfKeys, runId, sql.ListValue(keys.Distinct(StringComparer.Ordinal)));
        while (rows.Read())
        {
            yield return new MlMetric
            {
                RunId = runId,
                Key = texts.Share(rows.Text(0)),
                Value = StoredNumber.Read(rows.Number(1), rows.Integer(4)),
                Timestamp = MlTime.FromMilliseconds(rows.Integer(2)),
                Step = rows.Integer(3),
                StoreKey = Key,
            };
        }
    }
}
