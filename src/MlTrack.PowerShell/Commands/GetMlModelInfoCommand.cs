using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>Reads what the MLmodel of a model's folder says: flavors, signature, metadata. MlTrack's and MLflow's models are read alike.</summary>
[Cmdlet(VerbsCommon.Get, "MlModelInfo")]
[OutputType(typeof(MlModelInfo))]
public sealed class GetMlModelInfoCommand : MlPipedCmdlet
{
    /// <summary>
    /// The folder: runs:/&lt;run id&gt;/model, models:/&lt;name&gt;/&lt;version&gt; in all its forms, or a local folder. Without it, and
    /// without a pipe, the artifact 'model' of the active run.
    /// </summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    public string? Uri { get; set; }

    /// <inheritdoc/>
    protected override void ProcessArguments()
    {
        if (IsGiven(nameof(Uri)))
        {
            Write(CurrentStore, Uri);
        }
        else
        {
            Write(ActiveRun());
        }
    }

    private protected override void ProcessInput(PipedObject piped) => ForItem(piped.Source, () =>
    {
        if (IsGiven(nameof(Uri)))
        {
            throw MlErrors.InvalidValue($"-Uri is given, and {piped.KindName} came through the pipeline. Give one of them.", piped.Source);
        }

        switch (piped.Kind)
        {
            case PipedKind.ModelVersion:
                Write(StoreOf(piped.StoreKey), FormattableString.Invariant($"models:/{piped.ModelName}/{piped.ModelVersion}"));
                break;
            case PipedKind.ModelInfo:
                Write(StoreOf(piped.StoreKey), piped.ModelUri);
                break;
            case PipedKind.Text when ArtifactUris.IsUri(piped.Text) || !IsRunId(piped.Text!):
                Write(CurrentStore, piped.Text);
                break;
            case PipedKind.Row when ((PSObject)piped.Source!).BaseObject is FileSystemInfo folder:
                Write(CurrentStore, folder.FullName);
                break;
            default:
                Write(RunOf(piped, isWrite: false));
                break;
        }
    });

    private static bool IsRunId(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigit);

    private void Write(RunTarget run)
    {
        MlValidator.RunId(run.RunId);
        Write(run.Store, $"runs:/{run.RunId}/model");
    }

    private void Write(StoreHandle store, string? uri)
    {
        string place = ArtifactUris.IsUri(uri) ? uri! : LocalPaths.Literal(SessionState.Path, uri);
        if (!ArtifactUris.IsUri(place) && !Path.Exists(place))
        {
            throw ArtifactErrors.SourceNotFound(uri ?? "");
        }

        WriteObject(store.Models.GetInfo(place, Token));
    }
}
