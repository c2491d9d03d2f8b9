namespace MlTrack;

/// <summary>MLflow's words for the stages and the status of model versions.</summary>
internal static class ModelStages
{
    /// <summary>The stage of a deleted version, which stays as a row.</summary>
    public const string Deleted = "Deleted_Internal";

    public static string Word(MlModelStage stage) =>
        Enum.IsDefined(stage) ? stage.ToString() : throw new ArgumentOutOfRangeException(nameof(stage), stage, null);

    /// <summary>Reads a stage in any case of letters.</summary>
    public static bool TryRead(string? word, out MlModelStage stage)
    {
        foreach (MlModelStage candidate in Enum.GetValues<MlModelStage>())
        {
            if (Word(candidate).Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                stage = candidate;
                return true;
            }
        }

        stage = MlModelStage.None;
        return false;
    }

    /// <summary>Reads a stored stage; a word that isn't MLflow's counts as None.</summary>
    public static MlModelStage Read(string? word) => TryRead(word, out MlModelStage stage) ? stage : MlModelStage.None;

    /// <summary>Reads a stored status; nothing and a word that isn't MLflow's count as READY.</summary>
    public static MlModelVersionStatus ReadStatus(string? word) => word?.ToUpperInvariant() switch
    {
        "PENDING_REGISTRATION" => MlModelVersionStatus.PendingRegistration,
        "FAILED_REGISTRATION" => MlModelVersionStatus.FailedRegistration,
        _ => MlModelVersionStatus.Ready,
    };
}
