using System.Data.Common;
using MlTrack.Stores.Sql.Readers;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>The rows of a query, read one after the other.</summary>
internal sealed class SqlRows : IDisposable
{
    private readonly SqlSession _session;
    private readonly DbDataReader _reader;
    private readonly SqlColumns _columns;
    private readonly DbBatch? _batch;

    public SqlRows(SqlSession session, DbDataReader reader, DbBatch? batch = null)
    {
        _session = session;
        _reader = reader;
        _columns = session.Columns(reader);
        _batch = batch;
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Read() => Use(static reader => reader.Read());

    /// <summary>Goes to the rows of the next query that was sent along.</summary>
    public void NextStatement()
    {
        Use(static reader => reader.NextResult());
        SkipToColumns();
    }

    /// <summary>Goes on to the first result that has columns: what INSERT and its kin leave has none.</summary>
    public void SkipToColumns()
    {
        while (_reader.FieldCount == 0 && Use(static reader => reader.NextResult()))
        {
        }
    }

    /// <summary>Hands out the driver's reader, for what is known only when it is read; the driver's errors are turned into ours.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="use">Uses the reader.</param>
    /// <returns>What came of it.</returns>
    public T Use<T>(Func<DbDataReader, T> use)
    {
        try
        {
            return use(_reader);
        }
        catch (Exception exception) when (_session.FailedBy(exception) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>A whole number.</summary>
    /// <param name="column">The column's number.</param>
    /// <returns>The value.</returns>
    public long Integer(int column) => _columns.Integer(column);

    /// <summary>A whole number, or null for NULL.</summary>
    /// <param name="column">The column's number.</param>
    /// <returns>The value.</returns>
    public long? IntegerOrNull(int column) => _columns.IsNull(column) ? null : _columns.Integer(column);

    /// <summary>A truth value, which engines without booleans keep as 0 and 1.</summary>
    /// <param name="column">The column's number.</param>
    /// <returns>The value.</returns>
    public bool Flag(int column) => _columns.Flag(column);

    /// <summary>A number.</summary>
    /// <param name="column">The column's number.</param>
    /// <returns>The value.</returns>
    public double Number(int column) => _columns.Number(column);

    /// <summary>A text.</summary>
    /// <param name="column">The column's number.</param>
    /// <returns>The value.</returns>
    public string Text(int column) => _columns.Text(column);

    /// <summary>A text, or null for NULL.</summary>
    /// <param name="column">The column's number.</param>
    /// <returns>The value.</returns>
    public string? TextOrNull(int column) => _columns.IsNull(column) ? null : _columns.Text(column);

    /// <inheritdoc cref="SqlColumns.SharedText"/>
    public string SharedText(int column, TextPool texts) => _columns.SharedText(column, texts);

    /// <summary>Reads to the end of everything that was sent together: the failure of a later statement shows only there.</summary>
    /// <returns>The number of rows that the statements changed.</returns>
    public int Finish()
    {
        try
        {
            while (Use(static reader => reader.NextResult()))
            {
            }

            return _reader.RecordsAffected;
        }
        finally
        {
            Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _reader.Dispose();
        }
        catch (Exception exception) when (_session.FailedBy(exception) is { } failure)
        {
            throw failure;
        }
        finally
        {
            _batch?.Dispose();
        }
    }
}
