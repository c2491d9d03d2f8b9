using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>
/// Removes tags of a run, an experiment, a registered model or a version. A missing tag is an error, but on models and versions, as in
/// MLflow. A piped object is what loses the tags.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "MlTag", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class RemoveMlTagCommand : MlPipedCmdlet
{
    /// <summary>The keys of the tags.</summary>
    [Parameter(Position = 0)]
    [Alias("Key")]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(TagKeyCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The run; the active run if no target is named.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? RunId { get; set; }

    /// <summary>The experiment, instead of a run.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [ExperimentIds]
    [ArgumentCompleter(typeof(ExperimentIdCompleter))]
    public string? ExperimentId { get; set; }

    /// <summary>The registered model, or with -Version one of its versions, instead of a run.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelNameCompleter))]
    public string? ModelName { get; set; }

    /// <summary>The number of the version of the registered model.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public object? Version { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        TagTarget.CheckGiven(
            IsGiven(nameof(Version)),
            (nameof(RunId), IsGiven(nameof(RunId))),
            (nameof(ExperimentId), IsGiven(nameof(ExperimentId))),
            (nameof(ModelName), IsGiven(nameof(ModelName))));
        if (IsGiven(nameof(RunId)))
        {
            MlValidator.RunId(RunId);
        }

        if (IsGiven(nameof(ExperimentId)))
        {
            MlValidator.ExperimentId(ExperimentId);
        }

        if (Name is not { Length: > 0 })
        {
            throw MlErrors.InvalidName("No tag is named. Give -Name with the keys of the tags to remove.", null);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessArguments() => Remove(
        IsGiven(nameof(RunId)) ? new TagTarget(CurrentStore, RunId, null)
        : IsGiven(nameof(ExperimentId)) ? new TagTarget(CurrentStore, null, ExperimentId)
        : IsGiven(nameof(ModelName)) ? ModelTagTarget(ModelName, IsGiven(nameof(Version)), Version)
        : TagTarget.Of(ActiveRun()));

    private protected override void ProcessInput(PipedObject piped)
    {
        foreach (string given in new[] { nameof(RunId), nameof(ExperimentId), nameof(ModelName) })
        {
            if (IsGiven(given))
            {
                throw TagTarget.Ambiguous("-" + given, piped.KindName + " from the pipeline");
            }
        }

        ForItem(piped.Source, () => Remove(TagTargetOf(piped) ?? TagTarget.Of(RunOf(piped, isWrite: true))));
    }

    private void Remove(TagTarget target)
    {
        foreach (string? name in Name!)
        {
            ForItem(name, () =>
            {
                MlValidator.Key("tag", name);
                if (ShouldProcess(target.Text, $"Remove tag {MlText.Show(name)}"))
                {
                    target.Remove(name!, Token);
                    WriteVerbose($"Removed tag {MlText.Show(name)} of {target.Text}.");
                }
            });
        }
    }
}
