using System.Diagnostics;

namespace MlTrack.Stores;

public sealed partial class LogWriter
{
    private static MlException TooLate(LogEntry entry) => new(
        MlErrorCode.TemporarilyUnavailable, MlEntity.None,
        $"{MlText.Show(entry.Key)} of run {entry.RunId} was not stored: the pipeline ended, and the store didn't answer within 2 s.",
        entry.Key);

    private void StartWriter()
    {
        lock (_gate)
        {
            if (_writer is null && !_closed)
            {
                _writer = new Thread(WriteUntilClosed) { IsBackground = true, Name = "MlTrack log writer" };
                _writer.Start();
            }
        }
    }

    private void WriteUntilClosed()
    {
        try
        {
            while (WaitForWork())
            {
                WriteBatch(_writerStop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Close stopped it; what is pending is told there.
        }
    }

    // True when a batch is due, false at the end.
    private bool WaitForWork()
    {
        lock (_gate)
        {
            while (!_closed)
            {
                if (_pending.Count == 0)
                {
                    Monitor.Wait(_gate);
                    continue;
                }

                TimeSpan left = s_delay - Stopwatch.GetElapsedTime(_pending[0].Came);
                if (_pending.Count >= _batchSize || left <= TimeSpan.Zero)
                {
                    return true;
                }

                Monitor.Wait(_gate, left);
            }

            return false;
        }
    }

    private bool WriteBatch(CancellationToken cancellationToken)
    {
        _turn.Wait(cancellationToken);
        try
        {
            List<LogEntry> batch;
            lock (_gate)
            {
                batch = [.. _pending.Take(_batchSize).Select(pending => pending.Entry)];
            }

            if (batch.Count == 0)
            {
                return false;
            }

            Settle(batch, Write(batch, cancellationToken));
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    private IReadOnlyList<LogFailure> Write(List<LogEntry> batch, CancellationToken cancellationToken)
    {
        try
        {
            return _client.Store.Log(batch, cancellationToken);
        }
        catch (MlException failure)
        {
            return batch.ConvertAll(entry => new LogFailure(entry, failure));
        }
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            // On the writer thread nobody else would see it, and the process would end.
            MlException failure = new(
                MlErrorCode.InternalError, MlEntity.None, $"Logging failed unexpectedly: {unexpected.Message}", null, unexpected);
            return batch.ConvertAll(entry => new LogFailure(entry, failure));
        }
    }

    private void Settle(List<LogEntry> batch, IReadOnlyList<LogFailure> failures)
    {
        lock (_gate)
        {
            if (_pending.Count < batch.Count)
            {
                // Close gave up on this batch and has told it as failed already.
                return;
            }

            _pending.RemoveRange(0, batch.Count);
            foreach (LogFailure failure in failures)
            {
                _failures.Enqueue(failure);
            }

            if (_keepsCommitted)
            {
                // Failures come in the order of the entries, so one walk tells the rest.
                int next = 0;
                foreach (LogEntry entry in batch)
                {
                    if (next < failures.Count && ReferenceEquals(failures[next].Entry, entry))
                    {
                        next++;
                    }
                    else
                    {
                        _committed.Enqueue(entry);
                    }
                }
            }

            Monitor.PulseAll(_gate);
        }
    }
}
