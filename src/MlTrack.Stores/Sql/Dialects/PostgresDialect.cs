namespace MlTrack.Stores.Sql.Dialects;

/// <summary>PostgreSQL, from 11 on.</summary>
internal sealed partial class PostgresDialect : SqlDialect
{
    /// <summary>The one instance; a dialect has no state.</summary>
    public static readonly PostgresDialect Instance = new();

    /// <inheritdoc/>
    public override MlBackend Backend => MlBackend.PostgreSQL;

    /// <inheritdoc/>
    public override string Quote(string identifier) => $"\"{identifier}\"";
}
