namespace MlTrack.Stores.Sql.Dialects;

// Sessions run at READ COMMITTED, where writers lock the rows that they touch and no gaps between them.
internal sealed partial class MySqlDialect
{
    /// <inheritdoc/>
    public override string BeginWrite => "START TRANSACTION";

    /// <inheritdoc/>
    public override string BeginRead =>
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY";

    /// <inheritdoc/>
    public override string LastInsertedId => "SELECT LAST_INSERT_ID()";

    /// <inheritdoc/>
    public override string ListColumns =>
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = DATABASE()";

    /// <inheritdoc/>
    public override string SchemaScript => "mysql.sql";

    /// <inheritdoc/>
    public override bool EnforcesColumnSizes => true;

    /// <inheritdoc/>
    public override string ForUpdate => " FOR UPDATE";

    /// <inheritdoc/>
    public override string AsInteger(string expression) => $"CAST({expression} AS SIGNED)";

    /// <inheritdoc/>
    /// <remarks>The statement is UTF-8 itself: escapes would only make it longer.</remarks>
    public override object ListValue(IEnumerable<string> items) => PlainJson.Array(items, isRelaxed: true);

    /// <inheritdoc/>
    /// <remarks>Its texts have the database's collation, and so that of the tables: joins use their indexes.</remarks>
    public override string ListTable(string parameter) => ListTable(parameter, 500);

    /// <inheritdoc/>
    /// <remarks>With texts that may be longer than the column, each row of an index would be compared once more.</remarks>
    public override string RunTable(string parameter) => ListTable(parameter, 32);

    /// <inheritdoc/>
    /// <remarks>
    /// The engine takes the first of two indexes that begin with the run, and looks every value up in the table, although MariaDB reads
    /// values that aren't longer than what an index has of them from there.
    /// </remarks>
    public override string OfRuns(string table, string alias, bool isOptimized) =>
        isOptimized ? $"{table} {alias} FORCE INDEX ({RunIndex(table)})" : base.OfRuns(table, alias, isOptimized);

    /// <inheritdoc/>
    protected override RowStatement Rows(string table, IReadOnlyList<string> columns, string orElse) =>
        new RowValues(InsertInto(table, columns) + " VALUES ", orElse);

    /// <inheritdoc/>
    /// <remarks>INSERT IGNORE would also let values pass that the column can't hold.</remarks>
    protected override string OrKeep(string table, IReadOnlyList<string> columns) =>
        $" ON DUPLICATE KEY UPDATE {table}.{Quote(columns[0])} = {table}.{Quote(columns[0])}";

    /// <inheritdoc/>
    protected override string OrChange(IReadOnlyList<string> keys, IReadOnlyList<string> values) =>
        " ON DUPLICATE KEY UPDATE " + string.Join(", ", values.Select(value => $"{Quote(value)} = VALUES({Quote(value)})"));

    /// <inheritdoc/>
    /// <remarks>
    /// Assignments take place one after the other, and later ones see what earlier ones changed. So the compared columns come last,
    /// the least important of them first: while one of them still decides, the more important ones are as they were.
    /// </remarks>
    protected override string OrChangeIfGreater(
        string table, IReadOnlyList<string> keys, IReadOnlyList<string> values, IReadOnlyList<string> order)
    {
        string greater = $"({string.Join(", ", order.Select(column => $"VALUES({Quote(column)})"))}) > ({QuotedList(order)})";
        return " ON DUPLICATE KEY UPDATE " + string.Join(
            ", ", values.Except(order).Concat(order.Reverse()).Select(column => $"{Quote(column)} = IF({greater}, VALUES({Quote(column)}), {Quote(column)})"));
    }

    private static string ListTable(string parameter, int length) => FormattableString.Invariant(
        $"(SELECT j.ord - 1 AS ord, j.id FROM JSON_TABLE({parameter}, '$[*]' COLUMNS (ord FOR ORDINALITY, id VARCHAR({length}) PATH '$')) j)");
}
