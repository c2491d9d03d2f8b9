using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Input;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>Removes tags of a run or an experiment. A missing tag is an error. A piped run or experiment is what loses the tags.</summary>
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
    public string? ExperimentId { get; set; }

    /// <summary>The registered model; not supported yet.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? ModelName { get; set; }

    /// <summary>The version of the registered model; not supported yet.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public object? Version { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        TagTarget.CheckGiven(
            (nameof(RunId), IsGiven(nameof(RunId))),
            (nameof(ExperimentId), IsGiven(nameof(ExperimentId))),
            (nameof(ModelName), IsGiven(nameof(ModelName)) || IsGiven(nameof(Version))));
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
        : TagTarget.Of(ActiveRun()));

    private protected override void ProcessInput(PipedObject piped)
    {
        foreach (string given in new[] { nameof(RunId), nameof(ExperimentId) })
        {
            if (IsGiven(given))
            {
                throw TagTarget.Ambiguous("-" + given, piped.KindName + " from the pipeline");
            }
        }

        ForItem(piped.Source, () => Remove(piped.Kind == PipedKind.Experiment
            ? TagTarget.Of(ExperimentOf(piped, isWrite: true), Token)
            : TagTarget.Of(RunOf(piped, isWrite: true))));
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
