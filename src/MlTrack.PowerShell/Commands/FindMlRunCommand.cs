using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Output;
using MlTrack.Search;
using MlTrack.Session;
using MlTrack.Stores;
using ValueReader = MlTrack.Input.ValueReader;

namespace MlTrack.Commands;

/// <summary>
/// Searches runs with MLflow's filter language, newest first. Without an experiment named, it looks in the default one (Use-MlExperiment,
/// MLFLOW_EXPERIMENT_NAME, MLFLOW_EXPERIMENT_ID), or else in all active ones.
/// </summary>
[Cmdlet(VerbsCommon.Find, "MlRun")]
[OutputType(typeof(MlRun), typeof(PSObject))]
public sealed partial class FindMlRunCommand : MlPipedCmdlet
{
    private const long DefaultMaxResults = 100_000;

    // The experiments to look in, by store, in the order in which they were named.
    private readonly List<(StoreHandle Store, List<string> Experiments)> _collected = [];
    private long _maxResults = DefaultMaxResults;
    private RunProperties? _properties;

    /// <summary>
    /// What the runs must fulfil, such as "metrics.rmse &lt; 0.2 and params.model = 'knn'". A run without the metric is not found, whereas
    /// Where-Object { $_.Metrics.rmse -lt 0.2 } would let it through.
    /// </summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(RunFilterCompleter))]
    public string? Filter { get; set; }

    /// <summary>The ids of the experiments to look in.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [ExperimentIds]
    [ArgumentCompleter(typeof(ExperimentIdCompleter))]
    public string?[]? ExperimentId { get; set; }

    /// <summary>The exact names of the experiments to look in.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ExperimentNameCompleter))]
    public string?[]? ExperimentName { get; set; }

    /// <summary>Looks in all active experiments, also where a default is set.</summary>
    [Parameter]
    public SwitchParameter AllExperiments { get; set; }

    /// <summary>The order, one key an entry, such as "metrics.rmse ASC", "start_time DESC". Then the newest come first.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(RunOrderCompleter))]
    public string[]? OrderBy { get; set; }

    /// <summary>Whether to see active runs, deleted ones or all; active ones by default.</summary>
    [Parameter]
    public MlViewType ViewType { get; set; }

    /// <summary>The most runs to return: 1 or more; 100000 by default.</summary>
    [Parameter]
    [AllowNull]
    public object? MaxResults { get; set; }

    /// <summary>
    /// What to load of the runs, by the column names of -AsTable, also with wildcards: run_id, status, metrics.acc*, params.*. Everything by
    /// default. What isn't named is left empty, and a table has these columns alone, in this order.
    /// </summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RunPropertyCompleter))]
    public string?[]? Property { get; set; }

    /// <summary>Emits flat rows with the columns of MLflow's pandas output (metrics.x, params.y, tags.z), all rows the same ones.</summary>
    [Parameter]
    public SwitchParameter AsTable { get; set; }

    /// <summary>Emits such rows with every number as invariant text, for Export-Csv in any culture.</summary>
    [Parameter]
    public SwitchParameter Text { get; set; }

    private bool NamesExperiments => IsGiven(nameof(ExperimentId)) || IsGiven(nameof(ExperimentName)) || AllExperiments;

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (IsGiven(nameof(MaxResults)))
        {
            _maxResults = ValueReader.Count(nameof(MaxResults), MaxResults);
        }

        if (AllExperiments && (IsGiven(nameof(ExperimentId)) || IsGiven(nameof(ExperimentName))))
        {
            throw MlErrors.InvalidValue("-AllExperiments was given, and experiments are named too. Use one of them.", null);
        }

        _properties = IsGiven(nameof(Property)) ? new RunProperties(Property) : null;
    }

    /// <inheritdoc/>
    protected override void ProcessArguments()
    {
        StoreHandle store = CurrentStore;
        if (AllExperiments)
        {
            Search([(store, null)]);
        }
        else if (NamesExperiments)
        {
            CollectNamed(store);
        }
        else
        {
            // What Use-MlExperiment chose is known to exist; what a variable names may be wrong.
            Search([(store, DefaultExperiment.Of(store) is not { } chosen ? null
                : [chosen is { Variable: null, Id: { } id } ? id : chosen.Read(Token).ExperimentId])]);
        }
    }

    /// <inheritdoc/>
    private protected override void ProcessInput(PipedObject piped) => ForItem(piped.Source, () =>
    {
        if (NamesExperiments)
        {
            throw MlErrors.InvalidValue(
                $"{piped.KindName} came through the pipeline, and the command names experiments too. Name them one way or the other.",
                piped.Source);
        }

        ExperimentTarget experiment = ExperimentOf(piped, isWrite: false);

        // An experiment that came as itself is known to exist; an id or name in a row or text may be wrong.
        Collect(experiment.Store, piped.Kind == PipedKind.Experiment ? experiment.Id! : experiment.Read(Token).ExperimentId);
    });

    /// <inheritdoc/>
    protected override void End()
    {
        if (_collected.Count > 0)
        {
            Search([.. _collected.Select(part => (part.Store, (IReadOnlyList<string>?)part.Experiments))]);
        }
    }

    private void CollectNamed(StoreHandle store)
    {
        if (IsGiven(nameof(ExperimentId)))
        {
            foreach (string? id in ExperimentId ?? [null])
            {
                ForItem(id, () => Collect(store, store.Client.GetExperiment(id?.Trim() ?? "", Token).ExperimentId));
            }
        }

        if (IsGiven(nameof(ExperimentName)))
        {
            foreach (string? name in ExperimentName ?? [null])
            {
                ForItem(name, () => Collect(store, new ExperimentTarget(store, null, name ?? "").Read(Token).ExperimentId));
            }
        }
    }

    private void Collect(StoreHandle store, string experimentId)
    {
        List<string>? experiments = _collected.Find(part => part.Store == store).Experiments;
        if (experiments is null)
        {
            _collected.Add((store, experiments = []));
        }

        if (!experiments.Contains(experimentId))
        {
            experiments.Add(experimentId);
        }
    }

    private void Search(IReadOnlyList<(StoreHandle Store, IReadOnlyList<string>? Experiments)> parts)
    {
        RunSearch search = new()
        {
            Filter = string.IsNullOrEmpty(Filter) ? null : Filter,
            OrderBy = OrderBy ?? [],
            ViewType = ViewType,
        };
        SearchFilter filter = Understand(search.Filter);
        (search, RunTable? table) = LayOut(search, parts);
        long left = _maxResults;
        foreach ((StoreHandle store, IReadOnlyList<string>? experiments) in parts)
        {
            if (left < 1)
            {
                break;
            }

            WriteVerbose(experiments is null
                ? "Searching the runs of all active experiments."
                : $"Searching the runs of the experiments with the ids {string.Join(", ", experiments)}.");
            foreach (MlRun run in store.Client.FindRuns(search with { ExperimentIds = experiments }, left, Token))
            {
                if (left == _maxResults)
                {
                    WarnOfUnknownOrders(run, search, parts);
                }

                left--;
                WriteObject(table is null ? run : table.Row(run));
            }
        }

        if (left == _maxResults)
        {
            WarnOfUnknownKeys(filter, search, parts);
        }
    }
}
