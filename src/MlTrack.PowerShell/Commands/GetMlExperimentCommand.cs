using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>
/// Gets experiments by name or id. With nothing named: all active ones, newest first. An exact name or id also gets a deleted experiment;
/// a pattern matches active ones.
/// </summary>
[Cmdlet(VerbsCommon.Get, "MlExperiment")]
[OutputType(typeof(MlExperiment))]
public sealed class GetMlExperimentCommand : MlExperimentCmdlet
{
    /// <summary>Names of experiments; wildcards are allowed. An exact name wins over a pattern.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(ExperimentNameCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessArguments()
    {
        if (!ForGiven(Name, (store, name) => Write(Named(store, name)), WriteById))
        {
            Write(CurrentStore.Client.FindExperiments(new ExperimentSearch(), null, Token));
        }
    }

    private protected override void ProcessInput(PipedObject piped) => ForItem(piped.Source, () =>
    {
        ExperimentTarget target = ExperimentOf(piped, isWrite: false);
        if (target.Id is not null)
        {
            WriteById(target.Store, target.Id);
        }
        else
        {
            Write(Named(target.Store, target.Name!));
        }
    });

    private void WriteById(StoreHandle store, string id) => WriteObject(store.Client.GetExperiment(id, Token));

    private void Write(IEnumerable<MlExperiment> experiments)
    {
        foreach (MlExperiment experiment in experiments)
        {
            WriteObject(experiment);
        }
    }
}
