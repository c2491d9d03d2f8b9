using System.ComponentModel;
using System.Management.Automation;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;

namespace MlTrack.Abstractions;

/// <summary>A cmdlet on versions of registered models, which are named by model and number or alias, or piped.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MlVersionCmdlet : MlModelCmdlet
{
    /// <summary>The exact name of the registered model.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelNameCompleter))]
    public string? Name { get; set; }

    /// <summary>The number of the version.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelVersionCompleter))]
    public object? Version { get; set; }

    /// <summary>The alias that points to the version.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelAliasCompleter))]
    public string? Alias { get; set; }

    /// <summary>The stage whose highest version is meant; null where the cmdlet has no such parameter, or it isn't given.</summary>
    private protected virtual MlModelStage? GivenStage => null;

    /// <summary>Whether the highest version is meant.</summary>
    private protected virtual bool IsLatestGiven => false;

    /// <summary>What may name a version, for messages.</summary>
    private protected virtual string Selectors => "-Version or -Alias";

    /// <summary>Does the work for one version.</summary>
    /// <param name="version">The version; not known to exist yet.</param>
    private protected abstract void ForVersion(VersionTarget version);

    /// <inheritdoc/>
    protected override void ProcessArguments() => ForVersion(Select(GivenModel(Name)));

    /// <inheritdoc/>
    private protected override void ProcessInput(PipedObject piped) => ForItem(piped.Source, () =>
    {
        RefuseGiven(piped, nameof(Name));
        if (piped.Kind == PipedKind.ModelVersion)
        {
            RefuseGiven(piped, nameof(Version), nameof(Alias));
            ForVersion(new VersionTarget(new ModelTarget(StoreOf(piped.StoreKey), piped.ModelName!), piped.ModelVersion));
        }
        else
        {
            ForVersion(Select(ModelOf(piped, isWrite: true)));
        }
    });

    /// <summary>Whether the command line says which version of a model is meant.</summary>
    private protected bool IsAnySelected => IsGiven(nameof(Version)) || IsGiven(nameof(Alias)) || GivenStage is not null || IsLatestGiven;

    /// <summary>The one version of a model that the command line says.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The version.</returns>
    private protected VersionTarget Select(ModelTarget model)
    {
        int count = (IsGiven(nameof(Version)) ? 1 : 0) + (IsGiven(nameof(Alias)) ? 1 : 0) + (GivenStage is null ? 0 : 1) + (IsLatestGiven ? 1 : 0);
        if (count != 1)
        {
            throw MlErrors.InvalidValue(
                count == 0
                    ? $"Which version of {MlText.Show(model.Name)} is meant? Give {Selectors}, or pipe a version."
                    : $"The version of {MlText.Show(model.Name)} is named more than once. Give one of {Selectors}.", model.Name);
        }

        if (IsGiven(nameof(Alias)))
        {
            MlValidator.Alias(Alias);
        }

        return new VersionTarget(
            model,
            IsGiven(nameof(Version)) ? ValueReader.ModelVersion(Version) : null,
            IsGiven(nameof(Alias)) ? Alias : null,
            GivenStage);
    }
}
