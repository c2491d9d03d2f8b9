namespace MlTrack.Stores.Sql.Dialects;

internal abstract partial class SqlDialect
{
    /// <summary>Begins a transaction that will write.</summary>
    public abstract string BeginWrite { get; }

    /// <summary>Begins a transaction whose reads see one state.</summary>
    public abstract string BeginRead { get; }

    /// <summary>Asks how the engine calls the transaction that runs; null where that can't be used to find out what became of it.</summary>
    public virtual string? TransactionId => null;

    /// <summary>Commits.</summary>
    public virtual string Commit => "COMMIT";

    /// <summary>Rolls back.</summary>
    public virtual string Rollback => "ROLLBACK";

    /// <summary>Asks for the id that the last INSERT of this connection drew.</summary>
    public abstract string LastInsertedId { get; }

    /// <summary>Lists all tables with their columns: rows of table and column.</summary>
    public abstract string ListColumns { get; }

    /// <summary>The embedded script that makes the tables of a new database.</summary>
    public abstract string SchemaScript { get; }

    /// <summary>Whether the engine refuses texts that are longer than their column says.</summary>
    public abstract bool EnforcesColumnSizes { get; }

    /// <summary>A list of texts as one parameter's value, for <see cref="ListTable"/>.</summary>
    /// <param name="items">The texts.</param>
    /// <returns>The value to bind.</returns>
    public abstract object ListValue(IEnumerable<string> items);

    /// <summary>A parameter that holds a list, as a table of <c>ord</c> (its place, from 0) and <c>id</c> (the text).</summary>
    /// <param name="parameter">The parameter's name.</param>
    /// <returns>A table expression without a name.</returns>
    public abstract string ListTable(string parameter);

    /// <summary>The same for ids of runs that are there: of others, which may be longer, the end can get lost.</summary>
    /// <param name="parameter">The parameter's name.</param>
    /// <returns>The table.</returns>
    public virtual string RunTable(string parameter) => ListTable(parameter);

    /// <summary>A table of keys and values, from which the rows of some runs are read.</summary>
    /// <param name="table">The table.</param>
    /// <param name="alias">How the statement calls it.</param>
    /// <param name="isOptimized">Whether MlTrack's own indexes are there.</param>
    /// <returns>The table and its alias.</returns>
    public virtual string OfRuns(string table, string alias, bool isOptimized) => $"{table} {alias}";

    /// <summary>What makes a SELECT lock the rows that it finds until the transaction ends; begins with a blank, or is empty.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>A text as a whole number.</summary>
    /// <param name="expression">The text.</param>
    /// <returns>The expression.</returns>
    public virtual string AsInteger(string expression) => $"CAST({expression} AS INTEGER)";

    /// <summary>Adds a row unless its key is there. How many rows it says to have changed means nothing.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">All columns that get a value, in the order of the parameters.</param>
    /// <returns>The statement.</returns>
    public string InsertNew(string table, IReadOnlyList<string> columns) => Insert(table, columns) + OrKeep(table, columns);

    /// <summary>Adds a row, or changes the one of its key.</summary>
    /// <param name="table">The table.</param>
    /// <param name="keys">The columns of the key; the first parameters.</param>
    /// <param name="values">The other columns; the parameters after them.</param>
    /// <returns>The statement.</returns>
    public string Upsert(string table, IReadOnlyList<string> keys, IReadOnlyList<string> values) =>
        Insert(table, [.. keys, .. values]) + OrChange(keys, values);

    /// <summary>As <see cref="Insert"/>, for many rows at once.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns, in the order of a row.</param>
    /// <returns>What makes the statements.</returns>
    public RowStatement InsertRows(string table, IReadOnlyList<string> columns) => Rows(table, columns, "");

    /// <summary>As <see cref="InsertNew"/>, for many rows at once.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">All columns that get a value, in the order of a row.</param>
    /// <returns>What makes the statements.</returns>
    public RowStatement InsertNewRows(string table, IReadOnlyList<string> columns) => Rows(table, columns, OrKeep(table, columns));

    /// <summary>As <see cref="Upsert"/>, for many rows at once. No two of them may have the same key.</summary>
    /// <param name="table">The table.</param>
    /// <param name="keys">The columns of the key; the first ones of a row.</param>
    /// <param name="values">The other columns.</param>
    /// <returns>What makes the statements.</returns>
    public RowStatement UpsertRows(string table, IReadOnlyList<string> keys, IReadOnlyList<string> values) =>
        Rows(table, [.. keys, .. values], OrChange(keys, values));

    /// <summary>
    /// Adds rows, or changes those of their keys where the new one is greater by some columns, compared in turn. No two of the new ones
    /// may have the same key.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="keys">The columns of the key; the first ones of a row.</param>
    /// <param name="values">The other columns.</param>
    /// <param name="order">The columns to compare, most important first.</param>
    /// <returns>What makes the statements.</returns>
    public RowStatement UpsertGreatestRows(
        string table, IReadOnlyList<string> keys, IReadOnlyList<string> values, IReadOnlyList<string> order) =>
        Rows(table, [.. keys, .. values], OrChangeIfGreater(table, keys, values, order));

    /// <summary>A plain INSERT.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns, in the order of the parameters.</param>
    /// <returns>The statement.</returns>
    public string Insert(string table, IReadOnlyList<string> columns) =>
        $"{InsertInto(table, columns)} VALUES ({string.Join(", ", columns.Select((_, i) => FormattableString.Invariant($"@p{i}")))})";

    /// <summary>How the engine takes many rows at once.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns, in the order of a row.</param>
    /// <param name="orElse">What stands behind the rows of an INSERT.</param>
    /// <returns>What makes the statements.</returns>
    protected abstract RowStatement Rows(string table, IReadOnlyList<string> columns, string orElse);

    /// <summary>The end of an INSERT that leaves a row alone whose key is there.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns.</param>
    /// <returns>The end, with a blank before it.</returns>
    protected abstract string OrKeep(string table, IReadOnlyList<string> columns);

    /// <summary>The end of an INSERT that changes the row whose key is there.</summary>
    /// <param name="keys">The columns of the key.</param>
    /// <param name="values">The columns to change.</param>
    /// <returns>The end, with a blank before it.</returns>
    protected abstract string OrChange(IReadOnlyList<string> keys, IReadOnlyList<string> values);

    /// <summary>The end of an INSERT that changes the row whose key is there if the new one is greater.</summary>
    /// <param name="table">The table.</param>
    /// <param name="keys">The columns of the key.</param>
    /// <param name="values">The columns to change.</param>
    /// <param name="order">The columns to compare, most important first.</param>
    /// <returns>The end, with a blank before it.</returns>
    protected abstract string OrChangeIfGreater(
        string table, IReadOnlyList<string> keys, IReadOnlyList<string> values, IReadOnlyList<string> order);

    /// <summary>The beginning of an INSERT.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns.</param>
    /// <returns>The beginning, up to the columns.</returns>
    protected string InsertInto(string table, IReadOnlyList<string> columns) => $"INSERT INTO {table} ({QuotedList(columns)})";

    /// <summary>Columns with commas between them.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="prefix">What to write before each.</param>
    /// <returns>The list.</returns>
    protected string QuotedList(IEnumerable<string> columns, string prefix = "") =>
        string.Join(", ", columns.Select(column => prefix + Quote(column)));
}
