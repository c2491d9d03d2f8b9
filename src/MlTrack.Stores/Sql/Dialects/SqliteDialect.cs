namespace MlTrack.Stores.Sql.Dialects;

/// <summary>SQLite, from 3.38 on.</summary>
internal sealed partial class SqliteDialect : SqlDialect
{
    /// <summary>The one instance; a dialect has no state.</summary>
    public static readonly SqliteDialect Instance = new();

    /// <inheritdoc/>
    public override MlBackend Backend => MlBackend.SQLite;

    /// <inheritdoc/>
    public override string Quote(string identifier) => $"\"{identifier}\"";
}
