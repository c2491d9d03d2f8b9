using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Search;
using MlTrack.Stores;
using ValueReader = MlTrack.Input.ValueReader;

namespace MlTrack.Commands;

/// <summary>Searches experiments with MLflow's filter language and emits them as they are read.</summary>
[Cmdlet(VerbsCommon.Find, "MlExperiment")]
[OutputType(typeof(MlExperiment))]
public sealed class FindMlExperimentCommand : MlStoreCmdlet
{
    /// <summary>The filter, such as <c>name LIKE 'churn%' AND tags.team = 'alpha'</c>; none finds all.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ExperimentFilterCompleter))]
    public string? Filter { get; set; }

    /// <summary>The order, one key an entry: <c>name</c>, <c>creation_time DESC</c>. By default the newest come first.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ExperimentOrderCompleter))]
    public string[]? OrderBy { get; set; }

    /// <summary>Which lifecycle stages to see; active experiments by default.</summary>
    [Parameter]
    public MlViewType ViewType { get; set; }

    /// <summary>The most to emit, 1 or more; all by default.</summary>
    [Parameter]
    [AllowNull]
    public object? MaxResults { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        long? count = IsGiven(nameof(MaxResults)) ? ValueReader.Count(nameof(MaxResults), MaxResults) : null;
        ExperimentSearch search = new() { Filter = Filter, OrderBy = OrderBy ?? [], ViewType = ViewType };
        bool found = false;
        foreach (MlExperiment experiment in CurrentStore.Client.FindExperiments(search, count, Token))
        {
            found = true;
            WriteObject(experiment);
        }

        foreach (string hint in found ? [] : TagHints.Of(SearchKind.Experiments, "experiment", Filter, () => KnownTags.OfExperiments(CurrentStore.Client, ViewType, Token)))
        {
            WriteWarning(hint);
        }
    }
}
