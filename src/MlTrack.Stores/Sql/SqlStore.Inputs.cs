using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Statements;

namespace MlTrack.Stores.Sql;

internal sealed partial class SqlStore
{
    /// <inheritdoc/>
    public void LogInputs(string runId, IReadOnlyList<RunInput> inputs, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                RunLogger log = new(session, sql);
                log.RequireActive(runId);
                long experimentId = ExperimentOf(session, sql, runId);
                foreach (RunInput input in inputs)
                {
                    // Whoever comes first makes the dataset; its id is read back, for it may be somebody else's.
                    session.Enqueue(
                        sql.InsertDataset, NewId(), experimentId, input.Name, input.Digest, input.SourceType, input.Source, input.Schema,
                        input.Profile);
                    string dataset = session.QueryText(sql.DatasetId, experimentId, input.Name, input.Digest)!;
                    string inputId = NewId();
                    session.Enqueue(sql.InsertInput, inputId, "DATASET", dataset, "RUN", runId);
                    if (session.QueryText(sql.InputId, "DATASET", dataset, "RUN", runId) == inputId)
                    {
                        foreach ((string key, string value) in input.Tags)
                        {
                            session.Enqueue(sql.UpsertInputTag, inputId, key, value);
                        }
                    }
                }
            },
            cancellationToken);

    private static long ExperimentOf(SqlSession session, TrackingStatements sql, string runId)
    {
        using SqlRows rows = session.Query(sql.ExperimentOfRun, runId);
        return rows.Read() ? rows.Integer(0) : throw MlErrors.RunNotFound(runId);
    }

    private static string NewId() => Guid.NewGuid().ToString("N");
}
