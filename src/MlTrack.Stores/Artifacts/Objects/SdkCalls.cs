namespace MlTrack.Stores.Artifacts.Objects;

/// <summary>The one place that waits for the storage SDKs, which are asynchronous only.</summary>
internal static class SdkCalls
{
    private const int Tick = 100;
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(700);

    /// <summary>Makes a call and waits for it.</summary>
    /// <remarks>
    /// The call runs on the thread pool, so that no caller's context can lock it up. One that is asked to stop gets a moment to do so and
    /// is left to itself then, because callers must be free within a second.
    /// </remarks>
    /// <param name="call">The call.</param>
    /// <param name="tick">Is run on the caller's thread some times a second and at the end; an exception of its own stops the call.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>What the call gave.</returns>
    public static T Wait<T>(Func<CancellationToken, Task<T>> call, Action? tick, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        CancellationToken stopped = stop.Token;
        Task<T> task = Task.Run(() => call(stopped), CancellationToken.None);
        try
        {
            if (tick is null)
            {
                Task.WaitAny([task], Timeout.Infinite, cancellationToken);
            }
            else
            {
                while (Task.WaitAny([task], Tick, cancellationToken) < 0)
                {
                    tick();
                }

                tick();
            }
        }
        catch (Exception)
        {
            stop.Cancel();
            Task.WaitAny((Task[])[task], s_grace);
            _ = task.ContinueWith(
                static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw;
        }

        return Result(task, cancellationToken);
    }

    /// <summary>Makes a call and waits for it.</summary>
    public static T Wait<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        Wait(call, tick: null, cancellationToken);

    /// <summary>Makes a call without a result and waits for it.</summary>
    public static void Wait(Func<CancellationToken, Task> call, Action? tick, CancellationToken cancellationToken) => Wait(
        async token =>
        {
            await call(token).ConfigureAwait(false);
            return true;
        },
        tick, cancellationToken);

    // SDKs dress a stop up as errors of their own.
    private static T Result<T>(Task<T> task, CancellationToken cancellationToken)
    {
        if (task.IsFaulted)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return task.GetAwaiter().GetResult();
    }
}
