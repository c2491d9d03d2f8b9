namespace MlTrack.Stores.Sql.Dialects;

/// <summary>The ends of INSERT that SQLite has taken over from PostgreSQL: ON CONFLICT.</summary>
internal static class StandardUpserts
{
    /// <inheritdoc cref="SqlDialect.OrKeep"/>
    public const string OrKeep = " ON CONFLICT DO NOTHING";

    /// <inheritdoc cref="SqlDialect.OrChange"/>
    public static string OrChange(SqlDialect dialect, IReadOnlyList<string> keys, IReadOnlyList<string> values) =>
        $" ON CONFLICT ({List(dialect, keys)}) DO UPDATE SET "
        + string.Join(", ", values.Select(value => $"{dialect.Quote(value)} = excluded.{dialect.Quote(value)}"));

    /// <inheritdoc cref="SqlDialect.OrChangeIfGreater"/>
    public static string OrChangeIfGreater(
        SqlDialect dialect, string table, IReadOnlyList<string> keys, IReadOnlyList<string> values, IReadOnlyList<string> order) =>
        $"{OrChange(dialect, keys, values)} WHERE ({List(dialect, order, "excluded.")}) > ({List(dialect, order, table + ".")})";

    private static string List(SqlDialect dialect, IReadOnlyList<string> columns, string prefix = "") =>
        string.Join(", ", columns.Select(column => prefix + dialect.Quote(column)));
}
