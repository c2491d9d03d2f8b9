using System.Diagnostics;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>How often, and after which pauses, work is done again.</summary>
internal sealed class SqlPatience
{
    // A key that is still taken although nobody was found who has it is taken by something that only looks different to the database.
    private const int Takings = 10;
    private const int LongestConflictPause = 100;
    private const int LongestLossPause = 500;

    private readonly TimeSpan _time;
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _takings;
    private int _changes;
    private int _conflicts;
    private int _losses;

    public SqlPatience(TimeSpan time) => _time = time;

    /// <summary>Whether another try may help.</summary>
    /// <param name="kind">Why the last one failed.</param>
    /// <returns>Whether to go on.</returns>
    public bool MayGoOn(SqlFailure kind) => kind switch
    {
        SqlFailure.Final => false,
        SqlFailure.Taken => ++_takings < Takings,
        SqlFailure.Stale => ++_changes < Takings,

        // A connection that was broken while it lay idle says nothing about the next one, however long the wait may be.
        SqlFailure.Lost when _losses == 0 => true,
        _ => Stopwatch.GetElapsedTime(_start) < _time,
    };

    /// <summary>Waits before the next try.</summary>
    /// <param name="kind">Why the last one failed.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public void Wait(SqlFailure kind, CancellationToken cancellationToken)
    {
        // Of several that stood in each other's way, each waits for another time.
        int pause = kind == SqlFailure.Lost
            ? _losses++ == 0 ? 0 : Math.Min(25 << Math.Min(_losses, 8), LongestLossPause)
            : Random.Shared.Next(1, Math.Min(4 << Math.Min(_conflicts++, 8), LongestConflictPause));
        cancellationToken.WaitHandle.WaitOne(pause);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
