using System.Globalization;
using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>Points an alias to a version of a registered model. One that points elsewhere moves.</summary>
[Cmdlet(VerbsCommon.Set, "MlModelAlias", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
public sealed class SetMlModelAliasCommand : MlModelCmdlet
{
    /// <summary>The exact name of the model. Behind a pipe of versions the first argument is the alias.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelNameCompleter))]
    public string? Name { get; set; }

    /// <summary>The alias: letters, digits, '_' and '-', up to 255; not 'latest', and not 'v' with a number.</summary>
    [Parameter(Position = 1)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelAliasCompleter))]
    public string? Alias { get; set; }

    /// <summary>The number of the version.</summary>
    [Parameter(Position = 2)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelVersionCompleter))]
    public object? Version { get; set; }

    /// <inheritdoc/>
    protected override void ProcessArguments() => Set(GivenModel(Name), Alias, GivenVersion());

    private protected override void ProcessInput(PipedObject piped) => ForItem(piped.Source, () =>
    {
        if (piped.Kind == PipedKind.ModelVersion)
        {
            RefuseGiven(piped, nameof(Version));
            if (IsGiven(nameof(Alias)))
            {
                RefuseGiven(piped, nameof(Name));
            }

            Set(new ModelTarget(StoreOf(piped.StoreKey), piped.ModelName!), IsGiven(nameof(Alias)) ? Alias : Name, piped.ModelVersion!.Value);
        }
        else
        {
            RefuseGiven(piped, nameof(Name));
            Set(ModelOf(piped, isWrite: true), Alias, GivenVersion());
        }
    });

    private int GivenVersion() => IsGiven(nameof(Version))
        ? ValueReader.ModelVersion(Version)
        : throw MlErrors.InvalidValue("No version is given for the alias. Give -Version, or pipe a version.", null);

    private void Set(ModelTarget model, string? alias, int version)
    {
        MlValidator.NewAlias(alias);
        string text = string.Create(CultureInfo.InvariantCulture, $"{model.Name}/{version}");
        if (ShouldProcess($"Model version {text}", $"Set alias {MlText.Show(alias)}"))
        {
            model.Store.Client.SetModelAlias(model.Name, alias, version, Token);
            WriteVerbose($"The alias {MlText.Show(alias)} points to {text}.");
        }
    }
}
