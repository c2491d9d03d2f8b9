using System.Text;

namespace MlTrack.Stores.Sql.Dialects;

internal abstract partial class SqlDialect
{
    /// <summary>Begins a transaction that will write.</summary>
    public abstract string BeginWrite { get; }

    /// <summary>Begins a transaction whose reads see one state.</summary>
    public abstract string BeginRead { get; }

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

    /// <summary>Adds a row unless its key is there.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">All columns that get a value, in the order of the parameters.</param>
    /// <returns>A statement that changes 1 row or none.</returns>
    public abstract string InsertNew(string table, IReadOnlyList<string> columns);

    /// <summary>Adds a row, or changes the one of its key.</summary>
    /// <param name="table">The table.</param>
    /// <param name="keys">The columns of the key; the first parameters.</param>
    /// <param name="values">The other columns; the parameters after them.</param>
    /// <returns>The statement.</returns>
    public abstract string Upsert(string table, IReadOnlyList<string> keys, IReadOnlyList<string> values);

    /// <summary>Adds a row, or changes the one of its key if the new one is greater by some columns, compared in turn.</summary>
    /// <param name="table">The table.</param>
    /// <param name="keys">The columns of the key; the first parameters.</param>
    /// <param name="values">The other columns; the parameters after them.</param>
    /// <param name="order">The columns to compare, most important first.</param>
    /// <returns>The statement.</returns>
    public abstract string UpsertGreatest(
        string table, IReadOnlyList<string> keys, IReadOnlyList<string> values, IReadOnlyList<string> order);

    /// <summary>A plain INSERT.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns, in the order of the parameters.</param>
    /// <returns>The statement.</returns>
    public string Insert(string table, IReadOnlyList<string> columns)
    {
        StringBuilder text = new StringBuilder("INSERT INTO ").Append(table).Append(" (").Append(QuotedList(columns)).Append(") VALUES (");
        for (int i = 0; i < columns.Count; i++)
        {
            text.Append(i == 0 ? "@p" : ", @p").Append(i);
        }

        return text.Append(')').ToString();
    }

    /// <summary>Columns with commas between them.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="prefix">What to write before each.</param>
    /// <returns>The list.</returns>
    protected string QuotedList(IEnumerable<string> columns, string prefix = "") =>
        string.Join(", ", columns.Select(column => prefix + Quote(column)));
}
