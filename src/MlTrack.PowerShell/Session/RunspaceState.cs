using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlTrack.Session;

/// <summary>What belongs to one runspace: its stack of open runs and its default experiments. Parallel runspaces don't disturb each other.</summary>
internal sealed class RunspaceState
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceState> s_states = [];

    // A process that ends orderly ends its open runs, also those of runspaces that are gone by then.
    private static readonly HashSet<ActiveRun> s_open = [];

    private readonly List<ActiveRun> _runs = [];
    private readonly Dictionary<string, string> _defaultExperiments = new(StringComparer.Ordinal);

    // A build agent that cancels a job sends SIGTERM, and the runtime's own answer to it is the process's orderly exit.
    private static readonly PosixSignalRegistration? s_terminated = OperatingSystem.IsWindows()
        ? null
        : PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => EndAll(MlRunStatus.Killed));

    // After the runs, the stores: a SQLite file whose last connection is closed has all of its data in one file.
    static RunspaceState() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        s_terminated?.Dispose();
        EndAll(MlRunStatus.Finished);
        MlSession.Close();
    };

    private RunspaceState()
    {
    }

    /// <summary>Sees to it that an orderly end of the process ends the open runs and closes the stores.</summary>
    public static void WatchExit() => RuntimeHelpers.RunClassConstructor(typeof(RunspaceState).TypeHandle);

    /// <summary>The state of the runspace that the caller's pipeline runs in.</summary>
    public static RunspaceState Current => s_states.GetValue(Runspace.DefaultRunspace, _ => new RunspaceState());

    /// <summary>The open runs, innermost first.</summary>
    public IReadOnlyList<ActiveRun> Runs => [.. Enumerable.Reverse(_runs)];

    /// <summary>The innermost open run, or null.</summary>
    public ActiveRun? Innermost => _runs.Count > 0 ? _runs[^1] : null;

    /// <summary>Puts a run on the stack.</summary>
    /// <param name="run">The run.</param>
    public void Push(ActiveRun run)
    {
        _runs.Add(run);
        lock (s_open)
        {
            s_open.Add(run);
        }
    }

    /// <summary>Stops logging the machine's load to a run that is about to end, whichever runspace of the process has opened it.</summary>
    /// <param name="storeKey">The run's store.</param>
    /// <param name="runId">The run.</param>
    /// <returns>What went wrong with it, for a warning; null if nothing.</returns>
    public static string? StopSystemMetrics(string storeKey, string runId)
    {
        ActiveRun? open;
        lock (s_open)
        {
            open = s_open.FirstOrDefault(run => run.RunId == runId && run.Store.Key == storeKey);
        }

        open?.SystemMetrics?.Dispose();
        return open?.SystemMetrics?.Problem;
    }

    /// <summary>Takes a run off the stack, wherever it stands; does nothing if it isn't there.</summary>
    /// <param name="storeKey">The run's store.</param>
    /// <param name="runId">The run.</param>
    public void Remove(string storeKey, string runId)
    {
        int index = _runs.FindLastIndex(run => run.RunId == runId && run.Store.Key == storeKey);
        if (index >= 0)
        {
            _runs[index].SystemMetrics?.Dispose();
            lock (s_open)
            {
                s_open.Remove(_runs[index]);
            }

            _runs.RemoveAt(index);
        }
    }

    /// <summary>The experiment that Use-MlExperiment chose for a store, or null.</summary>
    /// <param name="storeKey">The store.</param>
    /// <returns>The experiment's id.</returns>
    public string? DefaultExperiment(string storeKey) => _defaultExperiments.GetValueOrDefault(storeKey);

    /// <summary>Makes an experiment the default for a store.</summary>
    /// <param name="storeKey">The store.</param>
    /// <param name="experimentId">The experiment.</param>
    public void SetDefaultExperiment(string storeKey, string experimentId) => _defaultExperiments[storeKey] = experimentId;

    /// <summary>Ends this runspace's open runs as FINISHED; what can't be ended any more is left as it is.</summary>
    public void EndRuns()
    {
        foreach (ActiveRun run in Runs)
        {
            TryEnd(run, MlRunStatus.Finished);
            Remove(run.Store.Key, run.RunId);
        }
    }

    private static void EndAll(MlRunStatus status)
    {
        ActiveRun[] open;
        lock (s_open)
        {
            open = [.. s_open];
            s_open.Clear();
        }

        foreach (ActiveRun run in open)
        {
            TryEnd(run, status);
        }
    }

    private static void TryEnd(ActiveRun run, MlRunStatus status)
    {
        run.SystemMetrics?.Dispose();
        try
        {
            run.Store.Client.EndRun(run.RunId, status);
        }
        catch (MlException)
        {
            // The process or module is on its way out, and there is nobody left to tell.
        }
    }
}
