using System.Globalization;
using System.Text;

namespace MlTrack.Stores.Sql.Dialects;

// Connections run with case_sensitive_like on, as MLflow's do.
internal sealed partial class SqliteDialect
{
    private const int PatternBytes = 50_000;

    /// <inheritdoc/>
    public override bool NullsAreSmallest => true;

    /// <inheritdoc/>
    public override string? WrongPattern(string pattern) => Encoding.UTF8.GetByteCount(pattern) <= PatternBytes ? null
        : FormattableString.Invariant($"This pattern is too long: SQLite takes up to {PatternBytes} bytes. Shorten it.");

    /// <inheritdoc/>
    public override string OrderedJoin => "CROSS JOIN";

    /// <inheritdoc/>
    public override bool ReadsInOrder => true;

    /// <inheritdoc/>
    public override string? RunCount => "SELECT MAX(rowid) FROM runs";

    /// <inheritdoc/>
    /// <remarks>The tables' keys are indexes beside the table; the row's number saves one of two look-ups.</remarks>
    public override string RowKey(string primaryKey) => "rowid";

    /// <inheritdoc/>
    /// <remarks>The limit is none; without one, the order of a subquery would be ignored.</remarks>
    public override string NewestFirst(string alias) => $"ORDER BY {alias}.rowid DESC LIMIT -1";

    /// <inheritdoc/>
    public override void AppendExact(SqlBuilder sql, string column, string value, bool equal) =>
        sql.Append(column).Append(equal ? " = " : " <> ").Value(value);

    /// <inheritdoc/>
    public override void AppendLike(SqlBuilder sql, string column, string pattern, bool ignoreCase)
    {
        if (ignoreCase)
        {
            sql.Append("lower(").Append(column).Append(") LIKE lower(").Value(pattern).Append(")");
        }
        else
        {
            sql.Append(column).Append(" LIKE ").Value(pattern);
        }
    }

    /// <inheritdoc/>
    public override void AppendIn(SqlBuilder sql, string column, IReadOnlyList<string> values, bool contained) =>
        AppendJson(sql, column, PlainJson.Array(values), contained);

    /// <inheritdoc/>
    public override void AppendIn(SqlBuilder sql, string column, IReadOnlyList<long> values, bool contained) =>
        AppendJson(sql, column, $"[{string.Join(',', values.Select(value => value.ToString(CultureInfo.InvariantCulture)))}]", contained);

    /// <inheritdoc/>
    public override string OrderTerm(string expression, bool descending, bool? nullsFirst)
    {
        // Indexes can serve an order only while it says no more than it must.
        string nulls = nullsFirst is { } first && first == descending ? first ? " NULLS FIRST" : " NULLS LAST" : "";
        return expression + (descending ? " DESC" : "") + nulls;
    }

    /// <inheritdoc/>
    public override string IsTrue(string column) => column + " = 1";

    /// <inheritdoc/>
    public override string IsFalse(string column) => column + " = 0";

    private static void AppendJson(SqlBuilder sql, string column, string json, bool contained) =>
        sql.Append(column).Append(contained ? " IN (SELECT value FROM json_each(" : " NOT IN (SELECT value FROM json_each(")
            .Value(json).Append("))");
}
