namespace MlTrack;

/// <summary>The stage of a model version (MLflow's current_stage). MLflow prefers aliases to stages today, and keeps both.</summary>
public enum MlModelStage
{
    /// <summary>None: the stage of a new version.</summary>
    None,

    /// <summary>Staging: on trial.</summary>
    Staging,

    /// <summary>Production: in use.</summary>
    Production,

    /// <summary>Archived: out of use.</summary>
    Archived,
}
