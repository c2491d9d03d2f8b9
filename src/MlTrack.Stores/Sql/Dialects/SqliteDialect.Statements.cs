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
    public override object ListValue(IEnumerable<string> items) => PlainJson.Array(items);

    /// <inheritdoc/>
    public override string ListTable(string parameter) => $"(SELECT key AS ord, value AS id FROM json_each({parameter}))";

    /// <inheritdoc/>
    /// <remarks>There is one writer at a time.</remarks>
    public override string ForUpdate => "";

    /// <inheritdoc/>
    /// <remarks>There are no round trips to save, and one statement is kept prepared.</remarks>
    protected override RowStatement Rows(string table, IReadOnlyList<string> columns, string orElse) =>
        new RowByRow(Insert(table, columns) + orElse);

    /// <inheritdoc/>
    protected override string OrKeep(string table, IReadOnlyList<string> columns) => StandardUpserts.OrKeep;

    /// <inheritdoc/>
    protected override string OrChange(IReadOnlyList<string> keys, IReadOnlyList<string> values) =>
        StandardUpserts.OrChange(this, keys, values);

    /// <inheritdoc/>
    protected override string OrChangeIfGreater(
        string table, IReadOnlyList<string> keys, IReadOnlyList<string> values, IReadOnlyList<string> order) =>
        StandardUpserts.OrChangeIfGreater(this, table, keys, values, order);
}
