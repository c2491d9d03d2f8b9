namespace MlTrack.Stores.Sql.Dialects;

internal sealed partial class PostgresDialect
{
    // A condition that no row fulfils.
    private const string Never = "1 = 0";

    /// <inheritdoc/>
    public override bool NullsAreSmallest => false;

    /// <inheritdoc/>
    public override bool ReadsInOrder => true;

    /// <inheritdoc/>
    /// <remarks>An offset, even of nothing, keeps a subquery from being turned into a join.</remarks>
    public override string RowByRow => " OFFSET 0";

    /// <inheritdoc/>
    /// <remarks>A text that the engine can't take is in no row, so that every value differs from it.</remarks>
    public override void AppendExact(SqlBuilder sql, string column, string value, bool equal)
    {
        if (IsPossible(value))
        {
            sql.Append(column).Append(equal ? " = " : " <> ").Value(value);
        }
        else
        {
            sql.Append(equal ? Never : $"{column} IS NOT NULL");
        }
    }

    /// <inheritdoc/>
    public override void AppendIndexedValue(SqlBuilder sql, string column, string value)
    {
        if (IsPossible(value))
        {
            sql.Append($"(left({column}, {IndexedCharacters}) = left(CAST(").Value(value)
                .Append($" AS VARCHAR), {IndexedCharacters}) AND {column} = ").Value(value).Append(")");
        }
        else
        {
            sql.Append(Never);
        }
    }

    /// <inheritdoc/>
    /// <remarks>The engine would rather read a whole table of ten thousand rows than look up a hundred.</remarks>
    public override string JoinFound(string table, string key, bool isFew) => isFew
        ? $"JOIN LATERAL (SELECT * FROM {table} f WHERE f.{key} = p.row_key OFFSET 0) t ON TRUE"
        : base.JoinFound(table, key, isFew);

    /// <inheritdoc/>
    public override void AppendLike(SqlBuilder sql, string column, string pattern, bool ignoreCase)
    {
        if (IsPossible(pattern))
        {
            sql.Append(column).Append(ignoreCase ? " ILIKE " : " LIKE ").Value(pattern);
        }
        else
        {
            sql.Append(Never);
        }
    }

    /// <inheritdoc/>
    public override string? WrongPattern(string pattern) => (pattern.Length - pattern.TrimEnd('\\').Length) % 2 == 0 ? null
        : "PostgreSQL takes a backslash in a pattern for an escape, and behind this one there is nothing. Write two for one.";

    /// <inheritdoc/>
    public override void AppendRegex(SqlBuilder sql, string column, string pattern) => sql.Append(column).Append(" ~ ").Value(pattern);

    /// <inheritdoc/>
    public override void AppendIn(SqlBuilder sql, string column, IReadOnlyList<string> values, bool contained) =>
        AppendArray(sql, column, values.Where(IsPossible).ToArray(), contained);

    /// <inheritdoc/>
    public override void AppendIn(SqlBuilder sql, string column, IReadOnlyList<long> values, bool contained) =>
        AppendArray(sql, column, values.ToArray(), contained);

    /// <inheritdoc/>
    public override string OrderTerm(string expression, bool descending, bool? nullsFirst)
    {
        // Indexes can serve an order only while it says no more than it must: NULL is the greatest.
        string nulls = nullsFirst is { } first && first != descending ? first ? " NULLS FIRST" : " NULLS LAST" : "";
        return expression + (descending ? " DESC" : "") + nulls;
    }

    /// <inheritdoc/>
    public override string IsTrue(string column) => $"COALESCE({column}, FALSE)";

    /// <inheritdoc/>
    public override string IsFalse(string column) => $"NOT {column}";

    private static bool IsPossible(string text) => MlText.IndexOfUnstorable(text) < 0;

    private static void AppendArray(SqlBuilder sql, string column, Array values, bool contained) =>
        sql.Append(column).Append(contained ? " = ANY(" : " <> ALL(").Value(values).Append(")");
}
