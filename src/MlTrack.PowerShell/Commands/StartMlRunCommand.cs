using System.Collections;
using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>
/// Opens a run, which the commands that follow log to until Stop-MlRun ends it. With a script block, the run is open while the block runs
/// in the caller's scope and ends with it: FINISHED, FAILED after an error that leaves the block, KILLED when it is stopped.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "MlRun", DefaultParameterSetName = Unnamed, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(MlRun), typeof(object))]
public sealed partial class StartMlRunCommand : MlPipedCmdlet
{
    // Two sets, so that a script block is one in the first place too, and never becomes a name.
    private const string Named = nameof(Named);
    private const string Unnamed = nameof(Unnamed);

    private List<KeyValuePair<string, string>> _tags = [];
    private PipedObject? _only;

    /// <summary>The run's name; a random one (adjective-noun-number) by default. Names need not be unique.</summary>
    [Parameter(Position = 0, ParameterSetName = Named)]
    [AllowNull]
    [AllowEmptyString]
    public string? Name { get; set; }

    /// <summary>
    /// What to do while the run is open. It runs in the caller's scope, so that its variables are the caller's, and what it emits is
    /// emitted at once. For experiments from the pipeline it runs once each.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = Unnamed)]
    [Parameter(Position = 1, ParameterSetName = Named)]
    [AllowNull]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>The id of the experiment that the run belongs to. It must exist.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [ExperimentIds]
    [ArgumentCompleter(typeof(ExperimentIdCompleter))]
    public string? ExperimentId { get; set; }

    /// <summary>The exact name of the experiment that the run belongs to. It must exist; Use-MlExperiment makes one that is missing.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ExperimentNameCompleter))]
    public string? ExperimentName { get; set; }

    /// <summary>Resumes the run of this id instead of making a new one: its status is RUNNING again until it ends.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public string? RunId { get; set; }

    /// <summary>Opens the run inside the one that is open already, which becomes its parent.</summary>
    [Parameter]
    public SwitchParameter Nested { get; set; }

    /// <summary>The id of the run that the new one is nested in; it must exist and be active, but need not be open.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public string? ParentRunId { get; set; }

    /// <summary>Tags to set on the run.</summary>
    [Parameter]
    [AllowNull]
    public IDictionary? Tag { get; set; }

    /// <summary>The run's description (tag mlflow.note.content).</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>
    /// Logs the machine's load as metrics system/... while the run is open. MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING does so for all runs,
    /// unless -LogSystemMetrics:$false says no.
    /// </summary>
    [Parameter]
    public SwitchParameter LogSystemMetrics { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (IsGiven(nameof(ScriptBlock)) && ScriptBlock is null)
        {
            throw MlErrors.InvalidValue("$null was given for the script block. Give a block, or a name alone and end the run with Stop-MlRun.", null);
        }

        if (IsGiven(nameof(ExperimentId)) && IsGiven(nameof(ExperimentName)))
        {
            throw MlErrors.InvalidValue("-ExperimentId and -ExperimentName are both given. Name the experiment one way.", ExperimentName);
        }

        _tags = PairReader.Texts("tag", Tag);
    }

    /// <inheritdoc/>
    protected override void ProcessArguments()
    {
        ExperimentTarget? experiment = IsGiven(nameof(ExperimentId)) ? new ExperimentTarget(CurrentStore, ExperimentId ?? "", null)
            : IsGiven(nameof(ExperimentName)) ? new ExperimentTarget(CurrentStore, null, ExperimentName ?? "")
            : null;
        if (Open(experiment) is { } run)
        {
            Use(run);
        }
    }

    /// <inheritdoc/>
    private protected override void ProcessInput(PipedObject piped)
    {
        if (ScriptBlock is not null)
        {
            ForPiped(piped);
        }
        else if (_only is null)
        {
            // Without a block one run can be open, so none is opened before it is known that no other experiment comes.
            _only = piped;
        }
        else
        {
            throw new MlException(
                MlErrorCode.InvalidState, MlEntity.ActiveRun,
                "Several experiments came through the pipeline, and without a script block only one run can be opened. Give a block, which "
                + "runs once for each, or pipe one experiment.", piped.Source);
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (_only is not null)
        {
            ForPiped(_only);
        }
    }

    private void ForPiped(PipedObject piped)
    {
        MlRun? run = null;
        ForItem(piped.Source, () =>
        {
            if (IsGiven(nameof(ExperimentId)) || IsGiven(nameof(ExperimentName)))
            {
                throw MlErrors.InvalidValue(
                    $"{piped.KindName} came through the pipeline, and the command names an experiment too. Name it one way.", piped.Source);
            }

            run = Open(ExperimentOf(piped, isWrite: true));
        });
        if (run is not null)
        {
            Use(run);
        }
    }

    private void Use(MlRun run)
    {
        if (ScriptBlock is null)
        {
            WriteObject(run);
        }
        else
        {
            RunBlock(ScriptBlock, run);
        }
    }

    // Nothing is asked of the store before ShouldProcess: with -WhatIf not even an empty database may come into being.
    private MlRun? Open(ExperimentTarget? experiment)
    {
        RunspaceState state = RunspaceState.Current;
        if (state.Innermost is { } open && !Nested)
        {
            throw MlErrors.RunAlreadyActive(open.RunId);
        }

        if (!ShouldProcess(Describe(experiment), IsGiven(nameof(RunId)) ? "Resume" : "Start"))
        {
            return null;
        }

        // A malformed variable is told before there is a run.
        SystemMetricsOptions? systemMetrics = (IsGiven(nameof(LogSystemMetrics)) ? LogSystemMetrics : MlEnvironment.SystemMetrics)
            ? SystemMetricsOptions.FromEnvironment()
            : null;
        StoreHandle store = experiment?.Store ?? CurrentStore;
        bool isRunGiven = IsGiven(nameof(RunId));
        string? resumed = isRunGiven ? RunId ?? "" : MlEnvironment.TakeRunId();
        MlRun run = resumed is null
            ? Create(store, experiment ?? DefaultExperiment.Of(store))
            : MlEnvironment.Naming(isRunGiven ? null : MlEnvironment.RunIdVariable, () => Resume(store, resumed));
        state.Push(new ActiveRun(store, run.RunId, run.ExperimentId)
        {
            SystemMetrics = systemMetrics is null
                ? null
                : SystemMetricsLogger.Start(store.Client, run.RunId, systemMetrics, isResumed: resumed is not null),
        });
        WriteVerbose($"Run {run.RunId} ({MlText.Show(run.Name)}) in experiment {run.ExperimentId} "
            + (resumed is null ? "has started." : "is resumed."));
        return run;
    }

    private string Describe(ExperimentTarget? experiment)
    {
        string run = IsGiven(nameof(RunId)) ? $"Run {MlText.Show(RunId)}" : string.IsNullOrEmpty(Name) ? "Run" : $"Run {MlText.Show(Name)}";
        return experiment is { } named ? $"{run} in experiment {MlText.Show(named.Given)}" : run;
    }

    private MlRun Create(StoreHandle store, ExperimentTarget? experiment) => MlEnvironment.Naming(experiment?.Variable, () => store.Client.CreateRun(
        new NewRun(ExperimentIdOf(store, experiment))
        {
            Name = Name,
            UserId = RunContext.User,
            ParentRunId = Parent(store),
            Description = IsGiven(nameof(Description)) ? Description ?? "" : null,
            Tags = RunContext.AddTo(MyInvocation.ScriptName, _tags),
        },
        WriteWarning,
        Token));

    // MLflow makes the experiment of MLFLOW_EXPERIMENT_NAME if it is missing; one that the user names must be there.
    private string ExperimentIdOf(StoreHandle store, ExperimentTarget? experiment) => experiment is not { } meant ? "0"
        : meant.Id is not null ? meant.Id
        : meant.Variable is not null ? store.Client.GetOrCreateExperiment(meant.Name!, Token).ExperimentId
        : meant.Read(Token).ExperimentId;

    private string? Parent(StoreHandle store) => IsGiven(nameof(ParentRunId)) ? ParentRunId ?? ""
        : RunspaceState.Current.Innermost is { } open && open.Store.Key == store.Key ? open.RunId
        : null;

    private MlRun Resume(StoreHandle store, string runId)
    {
        RunspaceState state = RunspaceState.Current;
        if (state.Runs.Any(open => open.RunId == runId && open.Store.Key == store.Key))
        {
            throw MlErrors.RunAlreadyActive(runId);
        }

        MlRun run = store.Client.GetRun(runId, Token);
        if (state.DefaultExperiment(store.Key) is { } chosen && chosen != run.ExperimentId)
        {
            throw new MlException(
                MlErrorCode.InvalidState, MlEntity.Experiment,
                $"Run {runId} belongs to experiment {run.ExperimentId}, but Use-MlExperiment chose experiment {chosen}. Choose the run's "
                + "experiment first.", runId);
        }

        store.Client.UpdateRun(
            runId,
            new RunUpdate
            {
                Name = string.IsNullOrEmpty(Name) ? null : Name,
                Status = MlRunStatus.Running,
                Description = IsGiven(nameof(Description)) ? Description ?? "" : null,
                Tags = _tags,
            },
            WriteWarning,
            Token);
        return store.Client.GetRun(runId, Token);
    }
}
