using System.Data.Common;
using MlTrack.Stores.Sql.Readers;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>The columns of a reader's current row, as any driver gives them.</summary>
internal class SqlColumns
{
    private readonly DbDataReader _reader;

    public SqlColumns(DbDataReader reader) => _reader = reader;

    /// <summary>Whether a column is NULL.</summary>
    /// <param name="column">The column's number.</param>
    /// <returns>Whether it is.</returns>
    public virtual bool IsNull(int column) => _reader.IsDBNull(column);

    /// <summary>A whole number.</summary>
    /// <param name="column">The column's number.</param>
    /// <returns>The value.</returns>
    public virtual long Integer(int column) => _reader.GetInt64(column);

    /// <summary>A truth value, which engines without booleans keep as 0 and 1.</summary>
    /// <param name="column">The column's number.</param>
    /// <returns>The value.</returns>
    public virtual bool Flag(int column) => _reader.GetBoolean(column);

    /// <summary>A number.</summary>
    /// <param name="column">The column's number.</param>
    /// <returns>The value.</returns>
    public virtual double Number(int column) => _reader.GetDouble(column);

    /// <summary>A text.</summary>
    /// <param name="column">The column's number.</param>
    /// <returns>The value.</returns>
    public virtual string Text(int column) => _reader.GetString(column);

    /// <summary>A text that is likely to come again.</summary>
    /// <param name="column">The column's number.</param>
    /// <param name="texts">Shares equal texts.</param>
    /// <returns>The value.</returns>
    public virtual string SharedText(int column, TextPool texts) => texts.Share(Text(column));
}
