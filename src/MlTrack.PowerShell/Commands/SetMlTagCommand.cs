using System.Collections;
using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>
/// Sets tags of a run, an experiment, a registered model or a version: one by name and value, a dictionary, or the rows of a pipeline. An
/// earlier value is overwritten. A piped run, experiment, model or version is what gets the tags.
/// </summary>
[Cmdlet(VerbsCommon.Set, "MlTag", DefaultParameterSetName = ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
public sealed class SetMlTagCommand : MlLogCmdlet
{
    private const string ByName = nameof(ByName);
    private const string ByDictionary = nameof(ByDictionary);

    private TagTarget? _owner;

    /// <summary>The tag's key: letters, digits, blanks and <c>_ - . / :</c>. Wins over a row's own Name or Key.</summary>
    [Parameter(Position = 0, ParameterSetName = ByName)]
    [Alias("Key")]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(TagKeyCompleter))]
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
    [ExperimentIds]
    [ArgumentCompleter(typeof(ExperimentIdCompleter))]
    public string? ExperimentId { get; set; }

    /// <summary>The registered model to tag, or with -Version one of its versions, instead of a run.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelNameCompleter))]
    public string? ModelName { get; set; }

    /// <summary>The number of the version of the registered model to tag.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public object? Version { get; set; }

    private protected override string Kind => "tag";

    private protected override PipedKind RowKind => PipedKind.Row;

    private protected override string? GivenName => Name;

    private protected override object? GivenValue => Value;

    private protected override (string Name, IDictionary? Value) GivenDictionary => (nameof(Tag), Tag);

    /// <inheritdoc/>
    protected override void Begin()
    {
        TagTarget.CheckGiven(
            IsGiven(nameof(Version)),
            (nameof(RunId), IsGiven(nameof(RunId))),
            (nameof(ExperimentId), IsGiven(nameof(ExperimentId))),
            (nameof(ModelName), IsGiven(nameof(ModelName))));
        if (IsGiven(nameof(ExperimentId)))
        {
            MlValidator.ExperimentId(ExperimentId);
            _owner = new TagTarget(CurrentStore, null, ExperimentId);
        }
        else if (IsGiven(nameof(ModelName)))
        {
            _owner = ModelTagTarget(ModelName, IsGiven(nameof(Version)), Version);
        }

        base.Begin();
    }

    /// <inheritdoc/>
    protected override void ProcessArguments()
    {
        if (_owner is { } owner)
        {
            Set(owner, RequireGiven());
        }
        else
        {
            base.ProcessArguments();
        }
    }

    private protected override void ProcessInput(PipedObject piped)
    {
        if (_owner is { } owner)
        {
            if (piped.Kind != PipedKind.Row)
            {
                throw TagTarget.Ambiguous(
                    IsGiven(nameof(ExperimentId)) ? "-ExperimentId" : "-ModelName", piped.KindName + " from the pipeline");
            }

            ForItem(piped.Source, () => Set(owner, [EntryOf(piped)]));
        }
        else if (TagTargetOf(piped) is { } target)
        {
            if (IsGiven(nameof(RunId)))
            {
                throw TagTarget.Ambiguous("-RunId", piped.KindName + " from the pipeline");
            }

            ForItem(piped.Source, () => Set(target, RequireGiven()));
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

    private void Set(TagTarget target, IReadOnlyList<LogEntry> tags)
    {
        string what = tags.Count == 1 ? What(tags[0].Key) : Count(tags.Count);
        if (ShouldProcess(char.ToUpperInvariant(target.Text[0]) + target.Text[1..], $"Set {what}"))
        {
            target.Set([.. tags.Cast<TagEntry>().Select(tag => KeyValuePair.Create(tag.Key, tag.Value))], Token);
            WriteVerbose($"Set {what} of {target.Text}.");
        }
    }
}
