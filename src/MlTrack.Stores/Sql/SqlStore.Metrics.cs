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
        TrackingStatements sql = OpenSchema(cancellationToken).Statements;
        List<MlMetric> all = [];
        using (SqlSession session = _database.Rent(cancellationToken))
        {
            session.BeginRead();
            if (!new RunLogger(session, sql).Stages([runId]).ContainsKey(runId))
            {
                throw MlErrors.RunNotFound(runId);
            }

            // Whoever reads the sequence may take a long time, or log what it reads: where that would hold up others, or itself for
            // ever, everything is read first.
            bool streams = !_database.ReadersHoldUpOthers(session);
            TextPool texts = new();
            using SqlRows rows = keys is null
                ? session.Query(sql.History, runId)
                : session.Query(sql.HistoryOfKeys, runId, sql.ListValue(keys.Distinct(StringComparer.Ordinal)));
            while (rows.Read())
            {
                MlMetric point = ReadPoint(rows, runId, texts);
                if (streams)
                {
                    yield return point;
                }
                else
                {
                    all.Add(point);
                }
            }
        }

        foreach (MlMetric point in all)
        {
            yield return point;
        }
    }

    private MlMetric ReadPoint(SqlRows row, string runId, TextPool texts) => new()
    {
        RunId = runId,
        Key = row.SharedText(0, texts),
        Value = StoredNumber.Read(row.Number(1), row.Integer(4)),
        Timestamp = MlTime.FromMilliseconds(row.Integer(2)),
        Step = row.Integer(3),
        StoreKey = Key,
    };
}
