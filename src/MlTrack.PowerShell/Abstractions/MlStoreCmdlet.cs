using System.ComponentModel;
using MlTrack.Errors;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Abstractions;

/// <summary>A cmdlet that works with a store: finds the store, run or experiment that the user means.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MlStoreCmdlet : MlCmdlet
{
    /// <summary>The store that is meant when no object brings its own.</summary>
    private protected StoreHandle CurrentStore => MlSession.Current(Location).Use(Location);

    /// <summary>The store that an object came from.</summary>
    /// <param name="storeKey">What the object carries.</param>
    /// <returns>The store.</returns>
    private protected StoreHandle StoreOf(string? storeKey) => MlSession.Of(storeKey, Location).Use(Location);

    /// <summary>The innermost open run of this runspace; an error NoActiveRun where there is none.</summary>
    /// <returns>The run.</returns>
    private protected static RunTarget ActiveRun() => RunspaceState.Current.Innermost is { } run
        ? new RunTarget(run.Store, run.RunId)
        : throw MlErrors.NoActiveRun();

    /// <summary>The run that a piped object stands for.</summary>
    /// <param name="piped">The object.</param>
    /// <param name="isWrite">Whether the command changes the run: then only a run itself, its id, or a row that names it will do.</param>
    /// <returns>The run.</returns>
    private protected RunTarget RunOf(PipedObject piped, bool isWrite) => piped.Kind switch
    {
        PipedKind.Text => new RunTarget(CurrentStore, piped.Text!),
        PipedKind.Run => new RunTarget(StoreOf(piped.StoreKey), piped.RunId!),
        PipedKind.Row when piped.RunId is not null => new RunTarget(CurrentStore, piped.RunId),
        PipedKind.Null => throw MlErrors.InvalidId("A run id must not be $null. Find-MlRun lists the runs.", null),
        _ when piped.RunId is not null && !isWrite => new RunTarget(StoreOf(piped.StoreKey), piped.RunId),
        _ => throw MlErrors.InvalidValue(
            $"{CommandName} works on runs, and {piped.KindName} came through the pipeline. Pipe runs, run ids, or objects "
            + "with a property RunId.", piped.Source),
    };

    /// <summary>The experiment that a piped object stands for.</summary>
    /// <param name="piped">The object.</param>
    /// <param name="isWrite">Whether the command changes the experiment: then only an experiment itself or its name will do.</param>
    /// <returns>The experiment.</returns>
    private protected ExperimentTarget ExperimentOf(PipedObject piped, bool isWrite) => piped.Kind switch
    {
        PipedKind.Text => new ExperimentTarget(CurrentStore, null, piped.Text),
        PipedKind.Experiment => new ExperimentTarget(StoreOf(piped.StoreKey), piped.ExperimentId, null),
        PipedKind.Null => throw MlErrors.InvalidId("An experiment must not be $null. Get-MlExperiment lists the experiments.", null),
        _ when piped.ExperimentId is not null && !isWrite => new ExperimentTarget(StoreOf(piped.StoreKey), piped.ExperimentId, null),
        _ when piped.RunId is not null && !isWrite => ExperimentOfRun(piped),
        _ => throw MlErrors.InvalidValue(
            $"{CommandName} works on experiments, and {piped.KindName} came through the pipeline. Pipe experiments or "
            + "their names.", piped.Source),
    };

    /// <summary>Whether the last transfer met errors alone: then there is nothing to put out.</summary>
    private protected bool CameToNothing { get; private set; }

    /// <summary>Transfers with progress; what can't be transferred of a folder is told, and the rest is not given up.</summary>
    private protected T Transfer<T>(string activity, ArtifactTransfer transfer, Func<ArtifactTransfer, T> work)
    {
        using TransferProgress progress = new(this, activity);
        bool hasFailed = false;
        T done = work(transfer with
        {
            Progress = progress,
            OnError = exception =>
            {
                hasFailed = true;
                WriteError(ErrorRecords.From(exception));
            },
        });
        CameToNothing = hasFailed && progress.Files == 0;
        return done;
    }

    private ExperimentTarget ExperimentOfRun(PipedObject piped)
    {
        StoreHandle store = StoreOf(piped.StoreKey);
        return new ExperimentTarget(store, store.Client.GetRun(piped.RunId!, Token).ExperimentId, null);
    }
}
