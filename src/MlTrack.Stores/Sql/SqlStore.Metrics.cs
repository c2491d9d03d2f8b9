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
        List<MlMetric> all = [];
        (SqlSession opened, SqlRows first) = _database.Retry(() => StartHistory(runId, keys, cancellationToken), cancellationToken);
        using (SqlSession session = opened)
        using (SqlRows rows = first)
        {
            // Whoever reads the sequence may take a long time, or log what it reads: where that would hold up others, or itself for
            // ever, everything is read first.
            bool streams = !_database.ReadersHoldUpOthers(session);
            TextPool texts = new();
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

    // A history whose first row can be read.
    private (SqlSession, SqlRows) StartHistory(string runId, IReadOnlyList<string>? keys, CancellationToken cancellationToken)
    {
        TrackingStatements sql = OpenSchema(cancellationToken).Statements;
        SqlSession session = _database.Rent(cancellationToken);
        try
        {
            session.BeginRead();
            SqlResults results = session.QueryAll(
                [
                    new(sql.RunStages, [sql.ListValue([runId])]),
                    keys is null ? new(sql.History, [runId]) : new(sql.HistoryOfKeys, [runId, sql.ListValue(keys.Distinct(StringComparer.Ordinal))]),
                ],
                last: true);
            if (!results.Next().Read())
            {
                results.Dispose();
                throw MlErrors.RunNotFound(runId);
            }

            return (session, results.Next());
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private MlMetric ReadPoint(SqlRows row, string runId, TextPool texts) => new()
    {
        RunId = runId,
        Key = row.SharedText(0, texts),
        Value = StoredNumber.Read(row.Number(1), row.Flag(4)),
        Timestamp = MlTime.FromMilliseconds(row.Integer(2)),
        Step = row.Integer(3),
        StoreKey = Key,
    };
}
