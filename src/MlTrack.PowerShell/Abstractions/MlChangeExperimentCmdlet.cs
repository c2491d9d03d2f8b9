using System.ComponentModel;
using System.Management.Automation;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;

namespace MlTrack.Abstractions;

/// <summary>A cmdlet that changes experiments as a whole: removes them, or brings them back.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MlChangeExperimentCmdlet : MlExperimentCmdlet
{
    /// <summary>The exact names of experiments.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(ExperimentNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Emits the experiments as they are after the change.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is done, for -WhatIf and -Confirm: 'Remove experiment with its runs'.</summary>
    private protected abstract string Action { get; }

    /// <inheritdoc/>
    protected sealed override void ProcessArguments()
    {
        if (!ForGiven(
            Name,
            (store, name) => Change(new ExperimentTarget(store, null, name)),
            (store, id) => Change(new ExperimentTarget(store, id, null))))
        {
            throw MlErrors.InvalidName("No experiment is named. Give -Name or -ExperimentId, or pipe experiments.", null);
        }
    }

    /// <inheritdoc/>
    private protected sealed override void ProcessInput(PipedObject piped) =>
        ForItem(piped.Source, () => Change(ExperimentOf(piped, isWrite: true)));

    /// <summary>Why an experiment that was named can't be changed, said of its name: the store would say it of an id that nobody gave.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <returns>The error, or null.</returns>
    private protected abstract MlException? Refusal(MlExperiment experiment);

    /// <summary>Changes one experiment.</summary>
    /// <param name="target">The store.</param>
    /// <param name="experimentId">The experiment.</param>
    private protected abstract void Change(StoreHandle target, string experimentId);

    private string IdOfNamed(ExperimentTarget target)
    {
        MlExperiment experiment = target.Read(Token);
        return Refusal(experiment) is { } refusal ? throw refusal : experiment.ExperimentId;
    }

    private void Change(ExperimentTarget target)
    {
        if (ShouldProcess(target.Given, Action))
        {
            string id = target.Id ?? IdOfNamed(target);
            Change(target.Store, id);
            WriteVerbose($"{Action}: {MlText.Show(target.Given)} (id {id}).");
            if (PassThru)
            {
                WriteObject(target.Store.Client.GetExperiment(id, Token));
            }
        }
    }
}
