using System.ComponentModel;
using MlTrack.Input;
using MlTrack.Session;

namespace MlTrack.Abstractions;

/// <summary>A cmdlet on registered models: finds the model that a parameter or a piped object means.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MlModelCmdlet : MlPipedCmdlet
{
    /// <summary>The model of a scalar -Name, which is needed.</summary>
    /// <param name="name">The parameter's value.</param>
    /// <returns>The model; not known to exist yet.</returns>
    private protected ModelTarget GivenModel(string? name) => IsGiven("Name")
        ? new ModelTarget(CurrentStore, name ?? "")
        : throw MlErrors.InvalidName("No registered model is named. Give -Name, or pipe models or versions. Get-MlModel lists them.", null);

    /// <summary>The model that a piped object stands for.</summary>
    /// <param name="piped">The object.</param>
    /// <param name="isWrite">Whether the command changes the model: then only a model itself or its name will do.</param>
    /// <returns>The model.</returns>
    private protected ModelTarget ModelOf(PipedObject piped, bool isWrite) => piped.Kind switch
    {
        PipedKind.Text => new ModelTarget(CurrentStore, piped.Text!),
        PipedKind.Model => new ModelTarget(StoreOf(piped.StoreKey), piped.ModelName!),
        PipedKind.Null => throw MlErrors.InvalidName("A registered model must not be $null. Get-MlModel lists the models.", null),
        _ when piped.ModelName is not null && !isWrite => new ModelTarget(StoreOf(piped.StoreKey), piped.ModelName),
        _ => throw MlErrors.InvalidValue(
            $"{CommandName} works on registered models, and {piped.KindName} came through the pipeline. Pipe models or "
            + "their names.", piped.Source),
    };

    /// <summary>An error where a parameter names what also comes through the pipeline.</summary>
    /// <param name="piped">The object.</param>
    /// <param name="parameters">The parameters that name the same.</param>
    private protected void RefuseGiven(PipedObject piped, params ReadOnlySpan<string> parameters)
    {
        foreach (string parameter in parameters)
        {
            if (IsGiven(parameter))
            {
                throw MlErrors.InvalidValue(
                    $"-{parameter} is given, and {piped.KindName} came through the pipeline. Name what is meant one way or the other.",
                    piped.Source);
            }
        }
    }
}
