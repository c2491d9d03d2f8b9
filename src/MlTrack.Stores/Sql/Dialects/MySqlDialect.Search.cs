namespace MlTrack.Stores.Sql.Dialects;

// What is to be exact is compared byte by byte, as MLflow does: collations take 'a' and 'A', and most of them 'a' and 'á', for equal.
internal sealed partial class MySqlDialect
{
    /// <inheritdoc/>
    public override bool NullsAreSmallest => true;

    /// <inheritdoc/>
    public override string OrderedJoin => "STRAIGHT_JOIN";

    /// <inheritdoc/>
    public override bool ReadsIndexInOrder => true;

    /// <inheritdoc/>
    public override string AsMaterialized => "AS";

    /// <inheritdoc/>
    public override string? RunCount =>
        "SELECT table_rows FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'runs'";

    /// <inheritdoc/>
    /// <remarks>MariaDB 10.11 reads all runs of an experiment by the index of the foreign key three times as slowly as the table.</remarks>
    public override bool TakesAnyIndex => true;

    /// <inheritdoc/>
    /// <remarks>The engine knows no infinity; the greatest number is what MLflow stores for it.</remarks>
    public override object? Number(object? value) => value is double number ? Math.Clamp(number, double.MinValue, double.MaxValue) : value;

    /// <inheritdoc/>
    /// <remarks>The comparison by collation lets an index find the few rows among which the bytes decide.</remarks>
    public override void AppendExact(SqlBuilder sql, string column, string value, bool equal)
    {
        if (equal)
        {
            sql.Append($"({column} = ").Value(value).Append($" AND {Bytes(column)} = ").Value(value).Append(")");
        }
        else
        {
            sql.Append($"{Bytes(column)} <> ").Value(value);
        }
    }

    /// <inheritdoc/>
    /// <remarks>The primary key of the table has the same collation, so that a run with <c>lr</c> can't have <c>Lr</c> as well.</remarks>
    public override void AppendCollatedKey(SqlBuilder sql, string column, string key) => sql.Append($"{column} = ").Value(key);

    /// <inheritdoc/>
    public override void AppendLike(SqlBuilder sql, string column, string pattern, bool ignoreCase)
    {
        if (ignoreCase)
        {
            sql.Append($"LOWER({column}) LIKE LOWER(").Value(pattern).Append(")");
        }
        else
        {
            sql.Append($"{Bytes(column)} LIKE ").Value(pattern);
        }
    }

    /// <inheritdoc/>
    public override void AppendRegex(SqlBuilder sql, string column, string pattern) =>
        sql.Append($"CONVERT({column} USING utf8mb4) COLLATE utf8mb4_bin REGEXP ").Value(pattern);

    /// <inheritdoc/>
    public override void AppendIn(SqlBuilder sql, string column, IReadOnlyList<string> values, bool contained)
    {
        if (contained)
        {
            AppendList(sql.Append("("), column, values, contained);
            AppendList(sql.Append(" AND "), Bytes(column), values, contained);
            sql.Append(")");
        }
        else
        {
            AppendList(sql, Bytes(column), values, contained);
        }
    }

    /// <inheritdoc/>
    public override void AppendIn(SqlBuilder sql, string column, IReadOnlyList<long> values, bool contained) =>
        AppendList(sql, column, values, contained);

    /// <inheritdoc/>
    public override string OrderTerm(string expression, bool descending, bool? nullsFirst)
    {
        string term = expression + (descending ? " DESC" : "");

        // NULL is the smallest.
        return nullsFirst is not { } first || first != descending ? term : $"{expression} IS NULL{(first ? " DESC" : "")}, {term}";
    }

    /// <inheritdoc/>
    public override string IsTrue(string column) => $"COALESCE({column}, 0) = 1";

    /// <inheritdoc/>
    public override string IsFalse(string column) => column + " = 0";

    private static string Bytes(string column) => $"CAST(CONVERT({column} USING utf8mb4) AS BINARY)";

    private static void AppendList<T>(SqlBuilder sql, string column, IReadOnlyList<T> values, bool contained)
    {
        if (values.Count == 0)
        {
            sql.Append(contained ? "1 = 0" : $"{column} IS NOT NULL");
            return;
        }

        sql.Append(column).Append(contained ? " IN (" : " NOT IN (");
        for (int i = 0; i < values.Count; i++)
        {
            sql.Append(i == 0 ? "" : ", ").Value(values[i]);
        }

        sql.Append(")");
    }
}
