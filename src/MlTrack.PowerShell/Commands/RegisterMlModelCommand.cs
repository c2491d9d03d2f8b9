using System.Collections;
using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>
/// Registers what a run logged, or what a URI names, as a new version of a registered model, which is made if it is missing. Piped runs
/// and descriptions of models each become a version.
/// </summary>
[Cmdlet(VerbsLifecycle.Register, "MlModel", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(MlModelVersion))]
public sealed class RegisterMlModelCommand : MlModelCmdlet
{
    private List<KeyValuePair<string, string>> _tags = [];

    /// <summary>The registered model to add the version to.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelNameCompleter))]
    public string? Name { get; set; }

    /// <summary>
    /// Where the model is: runs:/&lt;run id&gt;/&lt;path&gt;, models:/..., a local file or folder, or another URI. Without it, and without a
    /// pipe, the artifact -ArtifactPath of the active run.
    /// </summary>
    [Parameter(Position = 1)]
    [AllowNull]
    [AllowEmptyString]
    public string? ModelUri { get; set; }

    /// <summary>The artifact path of the model in its run; 'model' if left out.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? ArtifactPath { get; set; }

    /// <summary>The description of the version, up to 5000 characters.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>Tags of the version.</summary>
    [Parameter]
    public IDictionary? Tag { get; set; }

    /// <summary>Aliases to point to the version.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelAliasCompleter))]
    public string[]? Alias { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (!IsGiven(nameof(Name)))
        {
            throw MlErrors.InvalidName("No registered model is named. Give the name to register under with -Name.", null);
        }

        MlValidator.ModelName(Name);
        ArtifactPaths.Folder(ArtifactPath);
        if (IsGiven(nameof(ModelUri)) && IsGiven(nameof(ArtifactPath)))
        {
            throw MlErrors.InvalidValue("-ModelUri and -ArtifactPath name two places. Give one of them.", ModelUri);
        }

        foreach (string? alias in Alias ?? [])
        {
            MlValidator.NewAlias(alias);
        }

        _tags = PairReader.Texts("tag", Tag);
    }

    /// <inheritdoc/>
    protected override void ProcessArguments()
    {
        if (IsGiven(nameof(ModelUri)))
        {
            Register(CurrentStore, UriOf(ModelUri));
        }
        else
        {
            Register(ActiveRun());
        }
    }

    private protected override void ProcessInput(PipedObject piped) => ForItem(piped.Source, () =>
    {
        RefuseGiven(piped, nameof(ModelUri));
        if (piped.ModelUri is not null)
        {
            RefuseGiven(piped, nameof(ArtifactPath));
            Register(StoreOf(piped.StoreKey), piped.ModelUri);
        }
        else if (piped.Kind == PipedKind.Text && ArtifactUris.IsUri(piped.Text))
        {
            Register(CurrentStore, piped.Text!);
        }
        else
        {
            Register(RunOf(piped, isWrite: true));
        }
    });

    private string UriOf(string? uri) => ArtifactUris.IsUri(uri) ? uri! : LocalPaths.Literal(SessionState.Path, uri);

    private void Register(RunTarget run)
    {
        MlValidator.RunId(run.RunId);
        string path = IsGiven(nameof(ArtifactPath)) ? ArtifactPath ?? "" : "model";
        Register(run.Store, path.Length == 0 ? $"runs:/{run.RunId}" : $"runs:/{run.RunId}/{path}");
    }

    private void Register(StoreHandle store, string uri)
    {
        if (ShouldProcess($"Model {MlText.Show(Name)}", $"Register {uri}"))
        {
            MlModelVersion version = store.Models.Register(
                new ModelRegistration(Name!, uri) { Description = Description, Tags = _tags, Aliases = Alias ?? [] }, Token);
            WriteVerbose($"Registered {uri} as {version}.");
            WriteObject(version);
        }
    }
}
