namespace MlTrack.Stores.Sql.Statements;

/// <summary>Statements that read one experiment by the same parameter.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Tags">Its tags: key and value.</param>
internal sealed record ExperimentStatements(string Row, string Tags);
