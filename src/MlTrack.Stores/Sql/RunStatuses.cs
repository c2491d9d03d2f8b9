namespace MlTrack.Stores.Sql;

/// <summary>Statuses of runs as the column has them: MLflow's words.</summary>
internal static class RunStatuses
{
    public static string Write(MlRunStatus status) => status switch
    {
        MlRunStatus.Running => "RUNNING",
        MlRunStatus.Scheduled => "SCHEDULED",
        MlRunStatus.Finished => "FINISHED",
        MlRunStatus.Failed => "FAILED",
        MlRunStatus.Killed => "KILLED",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    public static MlRunStatus Read(string? text) => text switch
    {
        "SCHEDULED" => MlRunStatus.Scheduled,
        "FINISHED" => MlRunStatus.Finished,
        "FAILED" => MlRunStatus.Failed,
        "KILLED" => MlRunStatus.Killed,
        _ => MlRunStatus.Running,
    };
}
