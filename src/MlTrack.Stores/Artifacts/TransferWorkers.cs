using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace MlTrack.Stores;

/// <summary>
/// Transfers what a folder holds, several files at once where the store gains by it. Progress and errors are told on the caller's thread,
/// which waits; an error that ends the transfer stops the others within a moment.
/// </summary>
internal sealed class TransferWorkers : IDisposable
{
    private const int Waiting = 256;

    private readonly IEnumerator<ArtifactEntry> _entries;
    private readonly Action<ArtifactEntry, CancellationToken> _work;
    private readonly Action<MlException>? _onError;
    private readonly CancellationTokenSource _stop;
    private readonly BlockingCollection<Action> _told = new(Waiting);
    private int _running;
    private ExceptionDispatchInfo? _failure;

    private TransferWorkers(
        IEnumerator<ArtifactEntry> entries,
        Action<ArtifactEntry, CancellationToken> work,
        Action<MlException>? onError,
        CancellationToken cancellationToken)
    {
        _entries = entries;
        _work = work;
        _onError = onError;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Transfers everything.</summary>
    /// <param name="entries">What there is, folders before what they hold.</param>
    /// <param name="count">How many at once.</param>
    /// <param name="report">What the work reports to.</param>
    /// <param name="work">Transfers one file or makes one folder.</param>
    /// <param name="onError">Is told what can't be transferred; null to end with the first such error.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static void Run(
        IEnumerable<ArtifactEntry> entries,
        int count,
        TransferReport report,
        Action<ArtifactEntry, CancellationToken> work,
        Action<MlException>? onError,
        CancellationToken cancellationToken)
    {
        using IEnumerator<ArtifactEntry> items = entries.GetEnumerator();
        if (count > 1)
        {
            using TransferWorkers workers = new(items, work, onError, cancellationToken);
            report.Post = workers._told.Add;
            workers.Run(count);
            cancellationToken.ThrowIfCancellationRequested();
            return;
        }

        while (items.MoveNext())
        {
            try
            {
                work(items.Current, cancellationToken);
            }
            catch (MlException exception) when (onError is not null && !LocalErrors.EndsAll(exception))
            {
                onError(exception);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        _told.Dispose();
    }

    private void Run(int count)
    {
        _running = count;
        for (int i = 0; i < count; i++)
        {
            new Thread(Work) { IsBackground = true, Name = "MlTrack transfer" }.Start();
        }

        foreach (Action tell in _told.GetConsumingEnumerable())
        {
            if (_failure is not null)
            {
                continue;
            }

            try
            {
                tell();
            }
            catch (Exception exception)
            {
                // Whoever is told may have had enough; the workers end before that is passed on.
                Fail(exception);
            }
        }

        _failure?.Throw();
    }

    private void Work()
    {
        try
        {
            while (Next() is { } entry)
            {
                try
                {
                    _work(entry, _stop.Token);
                }
                catch (MlException exception) when (_onError is not null && !LocalErrors.EndsAll(exception))
                {
                    _told.Add(() => _onError(exception));
                }
            }
        }
        catch (Exception exception)
        {
            Fail(exception);
        }

        if (Interlocked.Decrement(ref _running) == 0)
        {
            _told.CompleteAdding();
        }
    }

    private ArtifactEntry? Next()
    {
        lock (_entries)
        {
            _stop.Token.ThrowIfCancellationRequested();
            return _entries.MoveNext() ? _entries.Current : null;
        }
    }

    private void Fail(Exception exception)
    {
        Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
        _stop.Cancel();
    }
}
