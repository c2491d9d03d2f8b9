namespace MlTrack.Stores.Sql;

/// <summary>Makes the statements that write many rows, in as few as the engine takes.</summary>
internal abstract class RowStatement
{
    /// <summary>The statements for rows.</summary>
    /// <param name="rows">The rows, all with the columns that the statement was made for.</param>
    /// <returns>The statements, to be run one after the other.</returns>
    public abstract IEnumerable<SqlStatement> For(IReadOnlyList<object?[]> rows);
}
