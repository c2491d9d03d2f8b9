namespace MlTrack;

/// <summary>Which lifecycle stages a search sees (MLflow's ViewType).</summary>
public enum MlViewType
{
    /// <summary>ACTIVE_ONLY, the default.</summary>
    ActiveOnly,

    /// <summary>DELETED_ONLY.</summary>
    DeletedOnly,

    /// <summary>ALL.</summary>
    All,
}
