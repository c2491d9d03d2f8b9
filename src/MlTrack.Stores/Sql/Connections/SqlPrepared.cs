using System.Data.Common;
using System.Globalization;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>A statement that a session keeps prepared. Its parameters are named <c>@p0</c>, <c>@p1</c> and so on.</summary>
internal sealed class SqlPrepared : IDisposable
{
    private readonly SqlSession _session;
    private readonly DbCommand _command;

    public SqlPrepared(SqlSession session, DbCommand command)
    {
        _session = session;
        _command = command;
    }

    /// <summary>Sets the values.</summary>
    /// <param name="values">All of them, by number.</param>
    /// <returns>This.</returns>
    public SqlPrepared Bind(params ReadOnlySpan<object?> values)
    {
        DbParameterCollection parameters = _command.Parameters;
        for (int i = 0; i < values.Length; i++)
        {
            if (i == parameters.Count)
            {
                DbParameter parameter = _command.CreateParameter();
                parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{i}");
                parameters.Add(parameter);
            }

            parameters[i].Value = _session.Checked(values[i]);
        }

        return this;
    }

    /// <summary>Runs the statement.</summary>
    /// <returns>The number of rows that it changed.</returns>
    public int Execute() => _session.Run(_command, _command.CommandText, static command => command.ExecuteNonQuery());

    /// <summary>Runs the query.</summary>
    /// <returns>The rows; dispose them before the next use of this statement.</returns>
    public SqlRows Query() => new(_session, _session.Run(_command, _command.CommandText, static command => command.ExecuteReader()));

    /// <inheritdoc/>
    public void Dispose() => _command.Dispose();
}
