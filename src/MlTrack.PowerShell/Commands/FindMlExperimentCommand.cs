using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Search;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>Searches experiments with MLflow's filter language and emits them as they are read.</summary>
[Cmdlet(VerbsCommon.Find, "MlExperiment")]
[OutputType(typeof(MlExperiment))]
public sealed class FindMlExperimentCommand : MlFindCmdlet
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

    /// <inheritdoc/>
    protected override void Process()
    {
        ExperimentSearch search = new() { Filter = Filter, OrderBy = OrderBy ?? [], ViewType = ViewType };
        WriteFound(
            CurrentStore.Client.FindExperiments(search, Count, Token), SearchKind.Experiments, "experiment", Filter,
            () => KnownTags.OfExperiments(CurrentStore.Client, ViewType, Token));
    }
}
