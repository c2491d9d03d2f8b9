namespace MlTrack;

/// <summary>MLflow's words for the statuses of runs.</summary>
internal static class MlRunStatuses
{
    public static string Word(MlRunStatus status) => status.ToString().ToUpperInvariant();
}
