using System.Text;
using Microsoft.Data.Sqlite;
using MlTrack.Stores.Sql.Readers;
using SQLitePCL;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>
/// The columns of SQLite's current row, read from the statement itself: the driver looks three times at every value, and where a page
/// has thousands of short ones that takes longer than to find them.
/// </summary>
internal sealed class SqliteColumns : SqlColumns
{
    private const int LongestShared = 256;

    private readonly sqlite3_stmt _row;

    /// <summary>Reads the rows of a query.</summary>
    /// <param name="reader">The query's reader, on a database whose texts are UTF-8.</param>
    public SqliteColumns(SqliteDataReader reader)
        : base(reader) => _row = reader.Handle!;

    /// <inheritdoc/>
    public override bool IsNull(int column) => raw.sqlite3_column_type(_row, column) == raw.SQLITE_NULL;

    /// <inheritdoc/>
    public override long Integer(int column) => raw.sqlite3_column_int64(_row, column);

    /// <inheritdoc/>
    public override bool Flag(int column) => Integer(column) != 0;

    /// <inheritdoc/>
    public override double Number(int column) => raw.sqlite3_column_double(_row, column);

    /// <inheritdoc/>
    public override string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    /// <inheritdoc/>
    public override string SharedText(int column, TextPool texts)
    {
        ReadOnlySpan<byte> bytes = Bytes(column);
        if (bytes.Length > LongestShared)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        Span<char> text = stackalloc char[LongestShared];
        return texts.Share(text[..Encoding.UTF8.GetChars(bytes, text)]);
    }

    private ReadOnlySpan<byte> Bytes(int column)
    {
        if (raw.sqlite3_column_type(_row, column) != raw.SQLITE_TEXT)
        {
            // A number where a text is expected: SQLite turns it into one, NULL apart.
            _ = raw.sqlite3_column_text(_row, column);
        }

        return raw.sqlite3_column_blob(_row, column);
    }
}
