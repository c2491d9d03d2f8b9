namespace MlTrack.Stores.Sql.Connections;

/// <summary>The rows of several queries, one query after the other.</summary>
internal sealed class SqlResults : IDisposable
{
    private readonly SqlSession? _session;
    private readonly IReadOnlyList<SqlStatement> _statements = [];
    private SqlRows? _rows;
    private int _next;

    /// <summary>Queries that run when their rows are asked for.</summary>
    /// <param name="session">The session.</param>
    /// <param name="statements">The queries.</param>
    public SqlResults(SqlSession session, IReadOnlyList<SqlStatement> statements)
    {
        _session = session;
        _statements = statements;
    }

    /// <summary>Queries that were sent together.</summary>
    /// <param name="rows">The rows of the first one, from which the others' follow.</param>
    public SqlResults(SqlRows rows) => _rows = rows;

    /// <summary>The rows of the next query; those of the one before are given up.</summary>
    /// <returns>The rows, which belong to this.</returns>
    public SqlRows Next()
    {
        if (_session is not null)
        {
            _rows?.Dispose();
            _rows = _session.Query(_statements[_next]);
        }
        else if (_next > 0)
        {
            _rows!.NextStatement();
        }

        _next++;
        return _rows!;
    }

    /// <inheritdoc/>
    public void Dispose() => _rows?.Dispose();
}
