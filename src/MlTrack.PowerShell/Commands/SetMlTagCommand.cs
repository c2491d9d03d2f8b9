using System.Collections;
using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>
/// Sets tags of a run or an experiment: one by name and value, a dictionary, or the rows of a pipeline. An earlier value is overwritten.
/// A piped run or experiment is what gets the tags.
/// </summary>
[Cmdlet(VerbsCommon.Set, "MlTag", DefaultParameterSetName = ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
public sealed class SetMlTagCommand : MlLogCmdlet
{
    private const string ByName = nameof(ByName);
    private const string ByDictionary = nameof(ByDictionary);

    private bool _isExperimentGiven;

    /// <summary>The tag's key: letters, digits, blanks and <c>_ - . / :</c>. Wins over a row's own Name or Key.</summary>
    [Parameter(Position = 0, ParameterSetName = ByName)]
    [Alias("Key")]
    [AllowNull]
    [AllowEmptyString]
    public string? Name { get; set; }

    /// <summary>The value, stored as invariant text, up to 8000 characters on a run. Wins over a row's own Value.</summary>
    [Parameter(Position = 1, ParameterSetName = ByName)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Value { get; set; }

    /// <summary>Several tags as keys and values. All of them are set, or none.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByDictionary)]
    [AllowNull]
    public IDictionary? Tag { get; set; }

    /// <summary>The experiment to tag, instead of a run.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? ExperimentId { get; set; }

    /// <summary>The registered model to tag; not supported yet.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? ModelName { get; set; }

    /// <summary>The version of the registered model to tag; not supported yet.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public object? Version { get; set; }

    private protected override string Kind => "tag";

    private protected override PipedKind RowKind => PipedKind.Row;

    private protected override string? GivenName => Name;

    private protected override object? GivenValue => Value;

    private protected override (string Name, IDictionary? Value) GivenDictionary => (nameof(Tag), Tag);

    private ExperimentTarget GivenExperiment => new(CurrentStore, ExperimentId, null);

    /// <inheritdoc/>
    protected override void Begin()
    {
        TagTarget.CheckGiven(
            (nameof(RunId), IsGiven(nameof(RunId))),
            (nameof(ExperimentId), IsGiven(nameof(ExperimentId))),
            (nameof(ModelName), IsGiven(nameof(ModelName)) || IsGiven(nameof(Version))));
        _isExperimentGiven = IsGiven(nameof(ExperimentId));
        if (_isExperimentGiven)
        {
            MlValidator.ExperimentId(ExperimentId);
        }

        base.Begin();
    }

    /// <inheritdoc/>
    protected override void ProcessArguments()
    {
        if (_isExperimentGiven)
        {
            SetOnExperiment(GivenExperiment, RequireGiven());
        }
        else
        {
            base.ProcessArguments();
        }
    }

    private protected override void ProcessInput(PipedObject piped)
    {
        if (_isExperimentGiven)
        {
            if (piped.Kind != PipedKind.Row)
            {
                throw TagTarget.Ambiguous("-ExperimentId", piped.KindName + " from the pipeline");
            }

            ForItem(piped.Source, () => SetOnExperiment(GivenExperiment, [EntryOf(piped)]));
        }
        else if (piped.Kind == PipedKind.Experiment)
        {
            if (IsGiven(nameof(RunId)))
            {
                throw TagTarget.Ambiguous("-RunId", piped.KindName + " from the pipeline");
            }

            ForItem(piped.Source, () => SetOnExperiment(ExperimentOf(piped, isWrite: true), RequireGiven()));
        }
        else
        {
            base.ProcessInput(piped);
        }
    }

    private protected override LogEntry MakeEntry(string runId, string key, object? value, in LogRow row) =>
        new TagEntry(runId, key, ValueReader.Text(What(key), value));

    private LogEntry EntryOf(PipedObject piped)
    {
        LogRow row = ReadRow(piped);
        string key = KeyOf(row);
        return MakeEntry("", key, ValueOf(row, key), row);
    }

    private void SetOnExperiment(ExperimentTarget experiment, IReadOnlyList<LogEntry> tags)
    {
        string what = tags.Count == 1 ? What(tags[0].Key) : Count(tags.Count);
        if (ShouldProcess($"Experiment {experiment.Given}", $"Set {what}"))
        {
            experiment.Store.Client.SetExperimentTags(
                experiment.Id!, [.. tags.Cast<TagEntry>().Select(tag => KeyValuePair.Create(tag.Key, tag.Value))], Token);
            WriteVerbose($"Set {what} of experiment {experiment.Given}.");
        }
    }
}
