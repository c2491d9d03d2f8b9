namespace MlTrack.Stores;

/// <summary>Adds up what a folder holds beside its transfer, for who wants to know how much is left. Short transfers never pay for it.</summary>
internal sealed class FolderSize : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop;

    private FolderSize(CancellationToken cancellationToken) => _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    /// <summary>Begins to add up, after a second.</summary>
    /// <param name="walk">Walks the folder once more.</param>
    /// <param name="report">Is told the sum; nothing is done where nobody listens to it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What ends it.</returns>
    public static FolderSize Measure(
        Func<CancellationToken, IEnumerable<ArtifactEntry>> walk, TransferReport report, CancellationToken cancellationToken)
    {
        FolderSize size = new(cancellationToken);
        if (report.IsTold)
        {
            CancellationToken stop = size._stop.Token;
            _ = Task.Run(() => Add(walk, report, stop), CancellationToken.None);
        }

        return size;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private static async Task Add(
        Func<CancellationToken, IEnumerable<ArtifactEntry>> walk, TransferReport report, CancellationToken stop)
    {
        try
        {
            await Task.Delay(s_patience, stop).ConfigureAwait(false);
            long sum = 0;
            foreach (ArtifactEntry entry in walk(stop))
            {
                stop.ThrowIfCancellationRequested();
                sum += entry.Error is null ? entry.Size ?? 0 : 0;
            }

            report.SetTotal(sum);
        }
        catch (Exception)
        {
            // The transfer is over, or meets the same error itself; the sum stays unknown.
        }
    }
}
