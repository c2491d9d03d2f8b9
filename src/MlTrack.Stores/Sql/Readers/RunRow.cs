using System.Globalization;
using MlTrack.Stores.Sql.Connections;

namespace MlTrack.Stores.Sql.Readers;

/// <summary>A row of table runs, before its children are read.</summary>
internal readonly struct RunRow
{
    private RunRow(SqlRows row, TextPool texts)
    {
        RunId = row.Text(0);
        Name = row.TextOrNull(1);
        ExperimentId = row.IntegerOrNull(2) is { } id ? texts.Share(id.ToString(CultureInfo.InvariantCulture)) : "";
        UserId = row.TextOrNull(3) is { } user ? texts.Share(user) : null;
        Status = RunStatuses.Read(row.TextOrNull(4));
        StartTime = row.IntegerOrNull(5);
        EndTime = row.IntegerOrNull(6);
        LifecycleStage = LifecycleStages.Read(row.TextOrNull(7));
        ArtifactUri = row.TextOrNull(8) ?? "";
    }

    public string RunId { get; }

    public string? Name { get; }

    public string ExperimentId { get; }

    public MlRunStatus Status { get; }

    public long? StartTime { get; }

    public long? EndTime { get; }

    public string? UserId { get; }

    public MlLifecycleStage LifecycleStage { get; }

    public string ArtifactUri { get; }

    /// <summary>Reads the current row.</summary>
    /// <param name="row">Rows whose first columns are those of <see cref="Search.RunSearchSql"/>.</param>
    /// <param name="texts">Shares texts that repeat.</param>
    /// <returns>The row.</returns>
    public static RunRow Read(SqlRows row, TextPool texts) => new(row, texts);
}
