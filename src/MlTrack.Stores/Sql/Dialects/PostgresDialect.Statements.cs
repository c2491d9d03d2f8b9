namespace MlTrack.Stores.Sql.Dialects;

internal sealed partial class PostgresDialect
{
    /// <inheritdoc/>
    public override string BeginWrite => "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

    /// <inheritdoc/>
    public override string BeginRead => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    /// <inheritdoc/>
    public override string TransactionId => "SELECT CAST(txid_current() AS TEXT)";

    /// <inheritdoc/>
    public override string LastInsertedId => "SELECT lastval()";

    /// <inheritdoc/>
    /// <remarks>The catalogue itself: the views of information_schema look up rights for every column, which takes many times longer.</remarks>
    public override string ListColumns =>
        "SELECT c.relname, a.attname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid "
        + "WHERE c.relnamespace = (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = current_schema()) "
        + "AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped";

    /// <inheritdoc/>
    public override string SchemaScript => "postgresql.sql";

    /// <inheritdoc/>
    public override bool EnforcesColumnSizes => true;

    /// <inheritdoc/>
    public override string ForUpdate => " FOR UPDATE";

    /// <inheritdoc/>
    public override object ListValue(IEnumerable<string> items) => items.Where(IsPossible).ToArray();

    /// <inheritdoc/>
    public override string ListTable(string parameter) =>
        $"(SELECT u.ord - 1 AS ord, u.id FROM unnest({parameter}) WITH ORDINALITY AS u(id, ord))";

    /// <inheritdoc/>
    protected override RowStatement Rows(string table, IReadOnlyList<string> columns, string orElse) => new RowArrays(
        $"{InsertInto(table, columns)} SELECT * FROM unnest("
        + string.Join(", ", columns.Select((_, i) => FormattableString.Invariant($"@p{i}"))) + ")" + orElse);

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
