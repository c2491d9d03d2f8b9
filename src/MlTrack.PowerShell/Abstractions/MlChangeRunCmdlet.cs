using System.ComponentModel;
using System.Management.Automation;
using MlTrack.Completers;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Abstractions;

/// <summary>A cmdlet that changes runs as a whole: removes them, or brings them back.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MlChangeRunCmdlet : MlRunCmdlet
{
    /// <summary>The ids of the runs. The active run is never meant by default.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public string?[]? RunId { get; set; }

    /// <summary>Emits each run as it stands after the change.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is done, for -WhatIf and -Confirm.</summary>
    private protected abstract string Action { get; }

    /// <summary>What is so afterwards, to follow the run's id: <c>is active again</c>.</summary>
    private protected abstract string Outcome { get; }

    /// <inheritdoc/>
    protected sealed override void ProcessArguments() => ForEachNamedRun(RunId);

    /// <summary>Changes one run.</summary>
    /// <param name="client">Its store.</param>
    /// <param name="runId">The run.</param>
    private protected abstract void Change(MlClient client, string runId);

    /// <inheritdoc/>
    private protected sealed override void ForRun(RunTarget run)
    {
        if (ShouldProcess($"Run {MlText.Show(run.RunId)}", Action))
        {
            Change(run.Store.Client, run.RunId);
            WriteVerbose($"Run {run.RunId} {Outcome}.");
            if (PassThru)
            {
                WriteRun(run);
            }
        }
    }
}
