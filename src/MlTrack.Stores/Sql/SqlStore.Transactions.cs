using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Statements;

namespace MlTrack.Stores.Sql;

internal sealed partial class SqlStore
{
    private T Read<T>(Func<SqlSession, TrackingStatements, T> work, CancellationToken cancellationToken) =>
        _database.Retry(
            () =>
            {
                TrackingStatements statements = OpenSchema(cancellationToken).Statements;
                using SqlSession session = _database.Rent(cancellationToken);
                session.BeginRead();
                T result = work(session, statements);
                session.Commit();
                return result;
            },
            cancellationToken);

    /// <summary>Writes in a transaction, which is done again where somebody else's stood in its way or the connection broke before its end.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="work">The work; it may run several times, each time on a state without its own earlier changes.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <param name="isStored">
    /// Looks whether the work is stored, after a commit whose answer never came, where the engine itself can't tell; null where the work
    /// may be done twice without harm.
    /// </param>
    /// <returns>What came of it.</returns>
    private T Write<T>(
        Func<SqlSession, TrackingStatements, T> work, CancellationToken cancellationToken,
        Func<SqlSession, TrackingStatements, T, bool>? isStored = null)
    {
        CommitInDoubt<T>? doubt = null;
        return _database.Retry(
            () =>
            {
                TrackingStatements statements = OpenSchema(cancellationToken).Statements;
                using SqlSession session = _database.Rent(cancellationToken);
                if (doubt is not null)
                {
                    bool stored = _database.WasCommitted(session, doubt.Session)
                        ?? isStored?.Invoke(session, statements, doubt.Result) ?? false;
                    T result = doubt.Result;
                    doubt = null;
                    if (stored)
                    {
                        return result;
                    }
                }

                session.BeginWrite();
                T done = work(session, statements);
                try
                {
                    session.Commit();
                }
                catch (MlException) when (session.IsCommitUnknown)
                {
                    doubt = new CommitInDoubt<T>(session, done);
                    throw;
                }

                return done;
            },
            cancellationToken,
            failure => doubt is null ? failure : InDoubt(failure));
    }

    private void Write(
        Action<SqlSession, TrackingStatements> work, CancellationToken cancellationToken, Func<SqlSession, TrackingStatements, bool>? isStored = null) =>
        Write(
            (session, statements) =>
            {
                work(session, statements);
                return true;
            },
            cancellationToken,
            isStored is null ? null : (session, statements, _) => isStored(session, statements));

    private static MlException InDoubt(MlException failure) => new(
        failure.ErrorCode, failure.Entity,
        $"{failure.Message} The connection broke while the last change was being confirmed: look whether it is stored before doing it again.",
        failure.Target, failure.InnerException);

    /// <summary>A commit that was sent and never answered.</summary>
    private sealed record CommitInDoubt<T>(SqlSession Session, T Result);
}
