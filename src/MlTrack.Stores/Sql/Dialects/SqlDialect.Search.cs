namespace MlTrack.Stores.Sql.Dialects;

// What searches need: how an engine compares texts exactly, takes lists, and places NULL in an order.
internal abstract partial class SqlDialect
{
    /// <summary>Whether NULL sorts before all values where nothing else is said (SQLite, MySQL), or behind them (PostgreSQL).</summary>
    public abstract bool NullsAreSmallest { get; }

    /// <summary>What makes a pattern of LIKE one that the engine refuses; it is told before the engine sees the pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <returns>What is wrong and what would be right, in one line; null if the engine takes it.</returns>
    public virtual string? WrongPattern(string pattern) => null;

    /// <summary>
    /// A join whose left side stays outside: what a page found is looked up row by row, and never the other way round.
    /// </summary>
    public virtual string OrderedJoin => "JOIN";

    /// <summary>
    /// Whether the engine reads an index in its order and stops at a limit, although more than the index decides about the order.
    /// </summary>
    public virtual bool ReadsInOrder => false;

    /// <summary>Whether the engine does so where the index decides about the whole order.</summary>
    public virtual bool ReadsIndexInOrder => ReadsInOrder;

    /// <summary>
    /// A fast query for about how many runs there are, on an engine that must be told where to begin; null where the engine itself knows.
    /// </summary>
    public virtual string? RunCount => null;

    /// <summary>Whether the engine takes an index that leads to every row, where reading the table through is faster.</summary>
    public virtual bool TakesAnyIndex => false;

    /// <summary>What at the end of a subquery after EXISTS makes the engine ask it row by row.</summary>
    public virtual string RowByRow => "";

    /// <summary>What stands between the name and the parentheses of a WITH query that is to be worked out once.</summary>
    public virtual string AsMaterialized => "AS MATERIALIZED";

    /// <summary>What makes a subquery read a table from its end, where the newest rows are; null where that can't be said.</summary>
    /// <param name="alias">How the subquery calls the table.</param>
    /// <returns>The end of the subquery, or null.</returns>
    public virtual string? NewestFirst(string alias) => null;

    /// <summary>The column that leads to a row fastest.</summary>
    /// <param name="primaryKey">The primary key's one column.</param>
    /// <returns>A column's name: the primary key, or what the engine has beside it.</returns>
    public virtual string RowKey(string primaryKey) => primaryKey;

    /// <summary>Compares a text exactly, whatever the column's collation is.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="column">The column.</param>
    /// <param name="value">The text.</param>
    /// <param name="equal">Whether to ask for equality or its contrary.</param>
    public abstract void AppendExact(SqlBuilder sql, string column, string value, bool equal);

    /// <summary>
    /// Compares a key where MLflow leaves it to the column's collation: where results are ordered by the key, and where IS NULL and
    /// IS NOT NULL ask for it. A run has one such key at most, because the collation also decides what is unique.
    /// </summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="column">The column.</param>
    /// <param name="key">The key.</param>
    public virtual void AppendCollatedKey(SqlBuilder sql, string column, string key) => AppendExact(sql, column, key, equal: true);

    /// <summary>Looks for a param's or tag's value, exactly, in the words that MlTrack's own index of the table serves.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="column">The column.</param>
    /// <param name="value">The text.</param>
    public virtual void AppendIndexedValue(SqlBuilder sql, string column, string value) => AppendExact(sql, column, value, equal: true);

    /// <summary>Joins the rows of a page, which a subquery called <c>p</c> has found by their keys; they are called <c>t</c>.</summary>
    /// <param name="table">The table.</param>
    /// <param name="key">Its key's column.</param>
    /// <param name="isFew">Whether they are few beside the table.</param>
    /// <returns>The join.</returns>
    public virtual string JoinFound(string table, string key, bool isFew) => $"{OrderedJoin} {table} t ON t.{key} = p.row_key";

    /// <summary>A number to compare with, as the engine can hold it.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The value to bind.</returns>
    public virtual object? Number(object? value) => value;

    /// <summary>Matches a pattern with <c>%</c> and <c>_</c>.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="column">The column.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="ignoreCase">Whether case matters not.</param>
    public abstract void AppendLike(SqlBuilder sql, string column, string pattern, bool ignoreCase);

    /// <summary>Looks for a regular expression, minding case.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="column">The column.</param>
    /// <param name="pattern">The expression.</param>
    public virtual void AppendRegex(SqlBuilder sql, string column, string pattern) =>
        sql.Append(column).Append(" REGEXP ").Value(pattern);

    /// <summary>Looks for a text in a list, exactly. The statement's text doesn't depend on how long the list is.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="column">The column.</param>
    /// <param name="values">The list; any length.</param>
    /// <param name="contained">Whether to ask for IN or NOT IN.</param>
    public abstract void AppendIn(SqlBuilder sql, string column, IReadOnlyList<string> values, bool contained);

    /// <summary>Looks for a number in a list. The statement's text doesn't depend on how long the list is.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="column">The column.</param>
    /// <param name="values">The list; any length.</param>
    /// <param name="contained">Whether to ask for IN or NOT IN.</param>
    public abstract void AppendIn(SqlBuilder sql, string column, IReadOnlyList<long> values, bool contained);

    /// <summary>One term of ORDER BY.</summary>
    /// <param name="expression">What to order by.</param>
    /// <param name="descending">Whether large values come first.</param>
    /// <param name="nullsFirst">Where NULL goes; null if there is none.</param>
    /// <returns>The term; several if the engine needs that.</returns>
    public abstract string OrderTerm(string expression, bool descending, bool? nullsFirst);

    /// <summary>A boolean column as a condition.</summary>
    /// <param name="column">The column.</param>
    /// <returns>The condition; NULL counts as false.</returns>
    public abstract string IsTrue(string column);

    /// <summary>The contrary of <see cref="IsTrue"/>, of a column that is never NULL, as an index can serve it.</summary>
    /// <param name="column">The column.</param>
    /// <returns>The condition.</returns>
    public virtual string IsFalse(string column) => $"NOT {IsTrue(column)}";
}
