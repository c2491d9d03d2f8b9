namespace MlTrack.Stores.Sql.Dialects;

/// <summary>MariaDB from 10.6 on, and MySQL from 8.0 on.</summary>
internal sealed partial class MySqlDialect : SqlDialect
{
    /// <summary>The one instance; a dialect has no state.</summary>
    public static readonly MySqlDialect Instance = new();

    /// <inheritdoc/>
    public override MlBackend Backend => MlBackend.MySQL;

    /// <inheritdoc/>
    public override string Quote(string identifier) => $"`{identifier}`";
}
