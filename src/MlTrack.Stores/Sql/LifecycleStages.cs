namespace MlTrack.Stores.Sql;

/// <summary>Lifecycle stages as the columns have them.</summary>
internal static class LifecycleStages
{
    public const string Active = "active";
    public const string Deleted = "deleted";

    public static MlLifecycleStage Read(string? text) => text == Deleted ? MlLifecycleStage.Deleted : MlLifecycleStage.Active;
}
