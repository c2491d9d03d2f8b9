using System.Collections;
using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>Creates experiments. A taken name is an error, also when its owner is deleted.</summary>
[Cmdlet(VerbsCommon.New, "MlExperiment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(MlExperiment))]
public sealed class NewMlExperimentCommand : MlPipedCmdlet
{
    private NewExperiment? _template;

    /// <summary>The names, 1 to 500 characters each; may also be piped.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? Name { get; set; }

    /// <summary>Where the artifacts of its runs go: a folder or a URI. By default a folder named by the id, in the artifact root.</summary>
    [Parameter]
    public string? ArtifactLocation { get; set; }

    /// <summary>Tags to set on the new experiment.</summary>
    [Parameter]
    public IDictionary? Tag { get; set; }

    /// <summary>The description (tag mlflow.note.content).</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Emits the experiment of that name instead of an error if there is one already; a deleted one stays an error.</summary>
    [Parameter]
    public SwitchParameter IfNotExists { get; set; }

    /// <inheritdoc/>
    protected override void ProcessArguments()
    {
        if (!IsGiven(nameof(Name)))
        {
            throw MlErrors.InvalidName("No name is given for the new experiment. Give -Name, or pipe names.", null);
        }

        foreach (string? name in Name ?? [null!])
        {
            ForItem(name, () => Create(name ?? ""));
        }
    }

    private protected override void ProcessInput(PipedObject piped) => ForItem(piped.Source, () => Create(piped.Kind switch
    {
        PipedKind.Text => piped.Text!,
        PipedKind.Null => "",
        _ => throw MlErrors.InvalidValue(
            $"New-MlExperiment takes names, and {piped.KindName} came through the pipeline. Pipe texts.", piped.Source),
    }));

    private void Create(string name)
    {
        if (!ShouldProcess(name, "Create experiment"))
        {
            return;
        }

        StoreHandle store = CurrentStore;
        NewExperiment experiment = (_template ??= Template()) with { Name = name };
        WriteObject(IfNotExists
            ? store.Client.GetOrCreateExperiment(experiment, Token)
            : store.Client.CreateExperiment(experiment, Token));
        WriteVerbose($"Experiment {MlText.Show(name)} is in {store.Key}.");
    }

    private NewExperiment Template()
    {
        List<KeyValuePair<string, string>> tags = PairReader.Texts("tag", Tag);
        if (IsGiven(nameof(Description)) && Description is not null)
        {
            if (tags.Exists(tag => tag.Key == MlTags.Description && tag.Value != Description))
            {
                throw MlErrors.InvalidValue(
                    $"-Description is {MlText.Show(Description)}, but the tag {MlTags.Description} says something else. Give one of them.",
                    Description);
            }

            tags.RemoveAll(tag => tag.Key == MlTags.Description);
            tags.Add(new(MlTags.Description, Description));
        }

        return new NewExperiment("")
        {
            ArtifactLocation = IsGiven(nameof(ArtifactLocation))
                ? LocationReader.Absolute("-ArtifactLocation", LocalPaths.OffDrive(SessionState.Path, ArtifactLocation), Location)
                : null,
            Tags = tags,
        };
    }
}
