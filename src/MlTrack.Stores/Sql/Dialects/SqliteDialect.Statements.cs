using System.Text.Json;

namespace MlTrack.Stores.Sql.Dialects;

internal sealed partial class SqliteDialect
{
    // Without IMMEDIATE a transaction that has read and then writes fails when somebody else wrote in between.
    /// <inheritdoc/>
    public override string BeginWrite => "BEGIN IMMEDIATE";

    /// <inheritdoc/>
    public override string BeginRead => "BEGIN";

    /// <inheritdoc/>
    public override string LastInsertedId => "SELECT last_insert_rowid()";

    /// <inheritdoc/>
    public override string ListColumns =>
        "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'";

    /// <inheritdoc/>
    public override string SchemaScript => "sqlite.sql";

    /// <inheritdoc/>
    public override bool EnforcesColumnSizes => false;

    /// <inheritdoc/>
    public override object ListValue(IEnumerable<string> items) => JsonSerializer.Serialize(items);

    /// <inheritdoc/>
    public override string ListTable(string parameter) => $"(SELECT key AS ord, value AS id FROM json_each({parameter}))";

    /// <inheritdoc/>
    public override string InsertNew(string table, IReadOnlyList<string> columns) => Insert(table, columns) + " ON CONFLICT DO NOTHING";

    /// <inheritdoc/>
    public override string Upsert(string table, IReadOnlyList<string> keys, IReadOnlyList<string> values) =>
        $"{Insert(table, [.. keys, .. values])} ON CONFLICT ({QuotedList(keys)}) DO UPDATE SET "
        + string.Join(", ", values.Select(value => $"{Quote(value)} = excluded.{Quote(value)}"));

    /// <inheritdoc/>
    public override string UpsertGreatest(
        string table, IReadOnlyList<string> keys, IReadOnlyList<string> values, IReadOnlyList<string> order) =>
        $"{Upsert(table, keys, values)} WHERE ({QuotedList(order, "excluded.")}) > ({QuotedList(order, table + ".")})";
}
