using System.Data.Common;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>
/// Ends what a connection runs on its server when a token says so. A cancellation that comes between two statements would be lost, so
/// it is repeated until the session is given back.
/// </summary>
internal sealed class SqlStopper
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(25);

    private readonly object _gate = new();
    private CancellationTokenRegistration _registration;
    private object? _running;
    private int _use;
    private bool _stopped;

    /// <summary>Begins a use.</summary>
    /// <param name="token">Stops what runs in it.</param>
    public void Start(CancellationToken token)
    {
        _stopped = false;
        int use = Volatile.Read(ref _use);
        _registration = token.UnsafeRegister(_ => Stop(use), null);
    }

    /// <summary>Says what runs now.</summary>
    /// <param name="target">A command or a batch.</param>
    public void Runs(object target) => Volatile.Write(ref _running, target);

    /// <summary>Ends a use.</summary>
    /// <returns>Whether nothing had to be stopped.</returns>
    public bool End()
    {
        _registration.Dispose();
        lock (_gate)
        {
            _use++;
            _running = null;
            return !_stopped;
        }
    }

    // A thread of its own: the driver opens a connection to say it, and whoever cancels shouldn't wait for that.
    private void Stop(int use) => new Thread(() => StopUntilEnd(use)) { IsBackground = true, Name = "MlTrack cancel" }.Start();

    private void StopUntilEnd(int use)
    {
        while (true)
        {
            object? running;
            lock (_gate)
            {
                if (_use != use)
                {
                    return;
                }

                _stopped = true;
                running = _running;
            }

            try
            {
                (running as DbCommand)?.Cancel();
                (running as DbBatch)?.Cancel();
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // It has just ended, which drivers say in all sorts of ways; or the server can't be reached, and the statement's own
                // timeout ends it. Nothing may escape from this thread.
            }

            Thread.Sleep(s_pause);
        }
    }
}
