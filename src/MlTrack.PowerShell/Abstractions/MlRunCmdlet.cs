using System.ComponentModel;
using MlTrack.Input;
using MlTrack.Session;

namespace MlTrack.Abstractions;

/// <summary>A cmdlet that does the same for each run that is named or piped.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MlRunCmdlet : MlPipedCmdlet
{
    private const string RunIdParameter = "RunId";

    /// <summary>Whether the command changes runs; one that reads also takes objects that belong to a run.</summary>
    private protected virtual bool IsWrite => true;

    /// <summary>Does the work for one run.</summary>
    /// <param name="run">The run; not known to exist yet.</param>
    private protected abstract void ForRun(RunTarget run);

    /// <inheritdoc/>
    private protected sealed override void ProcessInput(PipedObject piped) => ForItem(piped.Source, () =>
    {
        if (IsGiven(RunIdParameter))
        {
            throw MlErrors.InvalidValue(
                $"{CommandName} was given -RunId, and {piped.KindName} came through the pipeline. Name runs one way or the "
                + "other.", piped.Source);
        }

        ForRun(RunOf(piped, IsWrite));
    });

    /// <summary>The run of a scalar -RunId, or the active one where it is not given. A failure ends the command.</summary>
    /// <param name="runId">The parameter's value.</param>
    private protected void ForOneRun(string? runId) =>
        ForRun(IsGiven(RunIdParameter) ? new RunTarget(CurrentStore, runId ?? "") : ActiveRun());

    /// <summary>The runs of an array -RunId, each on its own: the failure of one leaves the others alone.</summary>
    /// <param name="runIds">The parameter's value, which was given.</param>
    private protected void ForEachRun(IReadOnlyList<string?>? runIds)
    {
        // $null in place of the ids is an id at fault; an empty array names no run, and so nothing is done.
        foreach (string? runId in runIds ?? [null])
        {
            ForItem(runId, () => ForRun(new RunTarget(CurrentStore, runId ?? "")));
        }
    }

    /// <summary>The runs of an array -RunId, which a command without a default needs.</summary>
    /// <param name="runIds">The parameter's value.</param>
    private protected void ForEachNamedRun(IReadOnlyList<string?>? runIds)
    {
        if (!IsGiven(RunIdParameter))
        {
            throw MlErrors.InvalidId(
                $"{CommandName} needs to be told which run is meant. Name runs with -RunId, or pipe them.", null);
        }

        ForEachRun(runIds);
    }

    /// <summary>Reads a run afresh and emits it.</summary>
    /// <param name="run">The run.</param>
    private protected void WriteRun(RunTarget run) => WriteObject(run.Store.Client.GetRun(run.RunId, Token));
}
