using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>
/// Reports on experiments: how many runs each has, by status, and over which time. However many experiments there are, one statement
/// counts them all.
/// </summary>
[Cmdlet(VerbsDiagnostic.Measure, "MlExperiment")]
[OutputType(typeof(MlExperimentReport))]
public sealed class MeasureMlExperimentCommand : MlExperimentCmdlet
{
    // In order of arrival; a store each, since piped experiments may come from several.
    private readonly List<(StoreHandle Store, List<(string Id, object? Source)> Ids)> _wanted = [];
    private bool _all;

    /// <summary>Names of experiments; wildcards are allowed. An exact name wins over a pattern.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(ExperimentNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Which experiments count when none is named exactly; active ones by default.</summary>
    [Parameter]
    public MlViewType ViewType { get; set; }

    /// <inheritdoc/>
    protected override void ProcessArguments() => _all = !ForGiven(Name, WantNamed, (store, id) => Want(store, id, id));

    /// <inheritdoc/>
    protected override void End()
    {
        if (_all)
        {
            Write(CurrentStore.Client.MeasureExperiments(null, ViewType, Token));
        }

        foreach ((StoreHandle store, List<(string Id, object? Source)> ids) in _wanted)
        {
            Report(store, ids);
        }
    }

    private protected override void ProcessInput(PipedObject piped) => ForItem(piped.Source, () =>
    {
        ExperimentTarget target = ExperimentOf(piped, isWrite: false);
        if (target.Id is not null)
        {
            Want(target.Store, target.Id, piped.Source);
        }
        else
        {
            WantNamed(target.Store, target.Name!);
        }
    });

    private void WantNamed(StoreHandle store, string name)
    {
        foreach (MlExperiment experiment in Named(store, name, ViewType))
        {
            Want(store, experiment.ExperimentId, name);
        }
    }

    private void Want(StoreHandle store, string id, object? source)
    {
        MlValidator.ExperimentId(id);
        int index = _wanted.FindIndex(entry => entry.Store == store);
        if (index < 0)
        {
            index = _wanted.Count;
            _wanted.Add((store, []));
        }

        _wanted[index].Ids.Add((id, source));
    }

    private void Report(StoreHandle store, List<(string Id, object? Source)> ids)
    {
        Dictionary<string, MlExperimentReport> reports = new(StringComparer.Ordinal);
        foreach (MlExperimentReport report in store.Client.MeasureExperiments([.. ids.Select(item => item.Id).Distinct()], ViewType, Token))
        {
            reports[report.ExperimentId] = report;
        }

        HashSet<string> written = new(StringComparer.Ordinal);
        foreach ((string id, object? source) in ids)
        {
            ForItem(source, () =>
            {
                if (!reports.TryGetValue(id, out MlExperimentReport? report))
                {
                    // Asking for it alone gives the error that is right for it.
                    store.Client.GetExperiment(id, Token);
                    throw MlErrors.ExperimentNotFound(id);
                }

                if (written.Add(id))
                {
                    WriteObject(report);
                }
            });
        }
    }

    private void Write(IEnumerable<MlExperimentReport> reports)
    {
        foreach (MlExperimentReport report in reports)
        {
            WriteObject(report);
        }
    }
}
