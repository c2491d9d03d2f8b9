using System.ComponentModel;
using System.Management.Automation;
using MlTrack.Errors;
using MlTrack.Input;
using MlTrack.Session;

namespace MlTrack.Abstractions;

/// <summary>
/// A cmdlet that takes objects from the pipeline. Behind a pipe that brings nothing it does nothing: what counts when nothing is named
/// (the active run, all experiments) counts only without a pipe.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MlPipedCmdlet : MlStoreCmdlet
{
    /// <summary>An object from the pipeline. What it stands for depends on its own kind, not on its property names.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected sealed override void Process()
    {
        if (IsGiven(nameof(InputObject)))
        {
            if (TryRead(InputObject) is { } piped)
            {
                ProcessInput(piped);
            }
        }
        else if (!MyInvocation.ExpectingInput)
        {
            ProcessArguments();
        }
    }

    /// <summary>Does the work for what the command line names, or for the default.</summary>
    protected abstract void ProcessArguments();

    /// <summary>Does the work for one object from the pipeline.</summary>
    /// <param name="piped">The object.</param>
    private protected abstract void ProcessInput(PipedObject piped);

    /// <summary>What gets or loses tags, where a piped object is no run: an experiment, a registered model or a version.</summary>
    /// <param name="piped">The object.</param>
    /// <returns>The target; null for all else.</returns>
    private protected TagTarget? TagTargetOf(PipedObject piped) => piped.Kind switch
    {
        PipedKind.Experiment => TagTarget.Of(ExperimentOf(piped, isWrite: true), Token),
        PipedKind.Model or PipedKind.ModelVersion =>
            TagTarget.Of(new ModelTarget(StoreOf(piped.StoreKey), piped.ModelName!), piped.ModelVersion),
        _ => null,
    };

    /// <summary>The model, or version, of the parameters -ModelName and -Version.</summary>
    /// <param name="name">-ModelName.</param>
    /// <param name="isVersionGiven">Whether -Version is given.</param>
    /// <param name="version">-Version.</param>
    /// <returns>The target.</returns>
    private protected TagTarget ModelTagTarget(string? name, bool isVersionGiven, object? version)
    {
        MlValidator.ModelName(name);
        return TagTarget.Of(new ModelTarget(CurrentStore, name), isVersionGiven ? ValueReader.ModelVersion(version) : null);
    }

    // An object that can't even be read is a bad item like others.
    private PipedObject? TryRead(PSObject? input)
    {
        try
        {
            return PipedReader.Read(input);
        }
        catch (MlException exception)
        {
            WriteError(ErrorRecords.From(exception, input));
            return null;
        }
    }
}
