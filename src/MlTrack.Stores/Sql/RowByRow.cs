namespace MlTrack.Stores.Sql;

/// <summary>Writes many rows by one statement each.</summary>
internal sealed class RowByRow : RowStatement
{
    private readonly string _text;

    /// <summary>Keeps the statement.</summary>
    /// <param name="text">The statement for one row.</param>
    public RowByRow(string text) => _text = text;

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> For(IReadOnlyList<object?[]> rows) => rows.Select(row => new SqlStatement(_text, row));
}
