namespace MlTrack.Stores.Sql.Dialects;

/// <summary>
/// How an engine creates, quotes, upserts, compares text, sorts NULL and NaN, and pages. Holds no logic of MLflow: what MLflow means is
/// the store's, how an engine says it is the dialect's.
/// </summary>
internal abstract partial class SqlDialect
{
    /// <summary>The engine.</summary>
    public abstract MlBackend Backend { get; }

    /// <summary>An identifier of ours, quoted where the engine needs it (<c>key</c> is a word of MySQL's).</summary>
    /// <param name="identifier">A column or table of the schema.</param>
    /// <returns>The quoted identifier.</returns>
    public abstract string Quote(string identifier);
}
