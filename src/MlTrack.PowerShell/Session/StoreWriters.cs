using System.Diagnostics.CodeAnalysis;
using MlTrack.Stores;

namespace MlTrack.Session;

/// <summary>The batch writers of one pipeline: one for each store that its items go to, as a rule a single one.</summary>
/// <param name="keepCommitted">Whether what was committed is kept to be emitted.</param>
internal sealed class StoreWriters(bool keepCommitted) : IDisposable
{
    private readonly List<(StoreHandle Store, LogWriter Writer)> _writers = [];

    /// <summary>Accepts an entry; it is on disk a second later at the latest, or told as a failure.</summary>
    /// <param name="store">The store that it goes to.</param>
    /// <param name="entry">The entry, checked.</param>
    /// <param name="cancellationToken">Stops the waiting for a busy store; the entry is not accepted then.</param>
    public void Add(StoreHandle store, LogEntry entry, CancellationToken cancellationToken) =>
        WriterOf(store).AddChecked(entry, cancellationToken);

    /// <summary>Writes what is still waiting.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    public void Flush(CancellationToken cancellationToken)
    {
        foreach ((_, LogWriter writer) in _writers)
        {
            writer.Flush(cancellationToken);
        }
    }

    /// <summary>Takes the next entry that could not be stored.</summary>
    /// <param name="failure">The entry, and why.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryTakeFailure([NotNullWhen(true)] out LogFailure? failure)
    {
        foreach ((_, LogWriter writer) in _writers)
        {
            if (writer.TryTakeFailure(out failure))
            {
                return true;
            }
        }

        failure = null;
        return false;
    }

    /// <summary>Takes the next entry that is on disk.</summary>
    /// <param name="store">Its store.</param>
    /// <param name="entry">The entry.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryTakeCommitted([NotNullWhen(true)] out StoreHandle? store, [NotNullWhen(true)] out LogEntry? entry)
    {
        foreach ((StoreHandle candidate, LogWriter writer) in _writers)
        {
            if (writer.TryTakeCommitted(out entry))
            {
                store = candidate;
                return true;
            }
        }

        store = null;
        entry = null;
        return false;
    }

    /// <summary>Writes what is still waiting, for two seconds at most.</summary>
    /// <returns>The failures that nobody took yet, and what could not be stored in that time.</returns>
    public IReadOnlyList<LogFailure> Close() => [.. _writers.SelectMany(pair => pair.Writer.Close())];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((_, LogWriter writer) in _writers)
        {
            writer.Dispose();
        }
    }

    private LogWriter WriterOf(StoreHandle store)
    {
        foreach ((StoreHandle candidate, LogWriter writer) in _writers)
        {
            if (ReferenceEquals(candidate, store))
            {
                return writer;
            }
        }

        LogWriter added = new(store.Client, keepCommitted);
        _writers.Add((store, added));
        return added;
    }
}
