namespace MlTrack;

/// <summary>Whether an experiment or run counts (MLflow's lifecycle_stage). Deleted things stay in the store and can be restored.</summary>
public enum MlLifecycleStage
{
    /// <summary>In use.</summary>
    Active,

    /// <summary>Marked as deleted: reads work, writes are refused.</summary>
    Deleted,
}
