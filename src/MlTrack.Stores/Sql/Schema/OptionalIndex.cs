namespace MlTrack.Stores.Sql.Schema;

/// <summary>An index that MlTrack may add to MLflow's schema.</summary>
/// <param name="Table">The table.</param>
/// <param name="Name">The index's name, which no index of MLflow's has.</param>
/// <param name="Columns">Its columns, as the engine writes them.</param>
internal sealed record OptionalIndex(string Table, string Name, string Columns);
