using System.Data.Common;
using System.Globalization;

namespace MlTrack.Stores.Sql.Connections;

// Statements that travel together. SQLite is in the process, has no round trips to save, and runs everything at once.
internal sealed partial class SqlSession
{
    private readonly List<SqlStatement> _queued = [];
    private readonly bool _queues;
    private bool _sent;
    private bool _wantsTransactionId;
    private bool _endsWithQuery;

    /// <summary>
    /// Runs a statement that gives no rows, at the latest with the next <see cref="Execute"/>, query or <see cref="Commit"/>. How many
    /// rows it changes stays unknown, and its failure shows there.
    /// </summary>
    /// <param name="text">The statement.</param>
    /// <param name="values">The values of its parameters.</param>
    public void Enqueue(string text, params ReadOnlySpan<object?> values)
    {
        if (_queues)
        {
            _queued.Add(new SqlStatement(text, values.ToArray()));
        }
        else
        {
            Prepare(text).Bind(values).Execute();
        }
    }

    /// <inheritdoc cref="Enqueue(string, ReadOnlySpan{object?})"/>
    /// <param name="statements">Statements with their values.</param>
    public void Enqueue(IEnumerable<SqlStatement> statements)
    {
        foreach (SqlStatement statement in statements)
        {
            if (_queues)
            {
                _queued.Add(statement);
            }
            else
            {
                Prepare(statement.Text).Bind([.. statement.Parameters]).Execute();
            }
        }
    }

    /// <summary>Runs several queries together.</summary>
    /// <param name="statements">The queries.</param>
    /// <param name="last">Whether nothing comes after them in their transaction, which then ends with them.</param>
    /// <returns>Their rows, one query after the other.</returns>
    public SqlResults QueryAll(IReadOnlyList<SqlStatement> statements, bool last = false)
    {
        if (!_queues)
        {
            return new SqlResults(this, statements);
        }

        if (last && _inTransaction)
        {
            SqlRows rows = QueryWithQueue([.. statements, new SqlStatement(_database.Dialect.Commit, [])]);
            _inTransaction = false;
            _endsWithQuery = true;
            return new SqlResults(rows);
        }

        return new SqlResults(QueryWithQueue(statements));
    }

    private int ExecuteWithQueue(SqlStatement statement)
    {
        if (_queued.Count == 1 && !_sent)
        {
            // The beginning of the transaction, which changes no rows.
            return QueryWithQueue([statement]).Finish();
        }

        // Not every driver tells the statements of a batch apart when it counts rows.
        QueryWithQueue([]).Finish();
        return Execute(statement.Text, [.. statement.Parameters]);
    }

    private SqlRows QueryWithQueue(IReadOnlyList<SqlStatement> statements)
    {
        DbBatch batch = _connection.CreateBatch();
        batch.Timeout = _database.CommandSeconds;
        for (int i = 0; i < _queued.Count; i++)
        {
            Add(batch, _queued[i]);
            if (i == 0 && _wantsTransactionId)
            {
                Add(batch, new SqlStatement(_database.Dialect.TransactionId!, []));
            }
        }

        foreach (SqlStatement statement in statements)
        {
            Add(batch, statement);
        }

        bool readsId = _wantsTransactionId;
        _wantsTransactionId = false;
        _queued.Clear();
        _sent = true;
        SqlRows rows = new(this, Run(batch, batch.BatchCommands[^1].CommandText, static batch => batch.ExecuteReader()), batch);
        rows.SkipToColumns();
        if (readsId && rows.Read())
        {
            TransactionId = rows.Text(0);
            rows.NextStatement();
        }

        return rows;
    }

    private void Add(DbBatch batch, SqlStatement statement)
    {
        DbBatchCommand command = batch.CreateBatchCommand();
#pragma warning disable CA2100 // Statement texts are ours; users' values are parameters.
        command.CommandText = statement.Text;
#pragma warning restore CA2100
        for (int i = 0; i < statement.Parameters.Count; i++)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{i}");
            parameter.Value = Checked(statement.Parameters[i]);
            command.Parameters.Add(parameter);
        }

        batch.BatchCommands.Add(command);
    }

    private void ForgetQueue()
    {
        _queued.Clear();
        _wantsTransactionId = false;
        _sent = false;
    }
}
