using System.Globalization;
using MlTrack.Stores.Sql.Connections;

namespace MlTrack.Stores.Sql;

internal sealed partial class SqlStore
{
    /// <inheritdoc/>
    public IReadOnlyList<MlExperimentReport> MeasureExperiments(
        IReadOnlyList<string>? experimentIds, MlViewType viewType, CancellationToken cancellationToken = default) =>
        Read<IReadOnlyList<MlExperimentReport>>(
            (session, sql) =>
            {
                List<MlExperimentReport> reports = [];
                SqlStatement statement = experimentIds is null
                    ? new(sql.MeasureByStage, [StageOf(viewType)])
                    : new(
                        sql.MeasureById,
                        [sql.ListValue(experimentIds.Where(id => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _)))]);
                using SqlResults results = session.QueryAll([statement], last: true);
                SqlRows rows = results.Next();
                while (rows.Read())
                {
                    reports.Add(ReadReport(rows));
                }

                return reports;
            },
            cancellationToken);

    private static string? StageOf(MlViewType viewType) => viewType switch
    {
        MlViewType.ActiveOnly => LifecycleStages.Active,
        MlViewType.DeletedOnly => LifecycleStages.Deleted,
        _ => null,
    };

    private MlExperimentReport ReadReport(SqlRows row) => new()
    {
        ExperimentId = row.Integer(0).ToString(CultureInfo.InvariantCulture),
        Name = row.Text(1),
        LifecycleStage = LifecycleStages.Read(row.TextOrNull(2)),
        RunCount = row.IntegerOrNull(3) ?? 0,
        Finished = row.IntegerOrNull(4) ?? 0,
        Failed = row.IntegerOrNull(5) ?? 0,
        Running = row.IntegerOrNull(6) ?? 0,
        Scheduled = row.IntegerOrNull(7) ?? 0,
        Killed = row.IntegerOrNull(8) ?? 0,
        DeletedRuns = row.IntegerOrNull(9) ?? 0,
        FirstStartTime = MlTime.FromMilliseconds(row.IntegerOrNull(10)),
        LastEndTime = MlTime.FromMilliseconds(row.IntegerOrNull(11)),
        StoreKey = Key,
    };
}
