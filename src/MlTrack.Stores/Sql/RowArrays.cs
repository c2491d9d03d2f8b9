namespace MlTrack.Stores.Sql;

/// <summary>Writes many rows by one statement that takes an array for each column. Its text doesn't depend on how many they are.</summary>
internal sealed class RowArrays : RowStatement
{
    private readonly string _text;

    /// <summary>Keeps the statement.</summary>
    /// <param name="text">The statement, with one array a column as parameters.</param>
    public RowArrays(string text) => _text = text;

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> For(IReadOnlyList<object?[]> rows) => rows.Count == 0
        ? []
        : [new SqlStatement(_text, [.. Enumerable.Range(0, rows[0].Length).Select(column => Column(rows, column))])];

    private static Array Column(IReadOnlyList<object?[]> rows, int column) =>
        rows.Select(row => row[column]).FirstOrDefault(value => value is not null) switch
        {
            double => Typed<double>(rows, column),
            long => Typed<long>(rows, column),
            bool => Typed<bool>(rows, column),
            _ => rows.Select(row => (string?)row[column]).ToArray(),
        };

    private static Array Typed<T>(IReadOnlyList<object?[]> rows, int column)
        where T : struct => rows.Any(row => row[column] is null)
        ? rows.Select(row => (T?)row[column]).ToArray()
        : rows.Select(row => (T)row[column]!).ToArray();
}
