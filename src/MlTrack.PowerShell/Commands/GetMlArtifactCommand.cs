using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Input;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>Lists the artifacts of a run, or what lies below a URI: one level, or all with -Recurse.</summary>
[Cmdlet(VerbsCommon.Get, "MlArtifact")]
[OutputType(typeof(MlArtifact))]
public sealed class GetMlArtifactCommand : MlArtifactCmdlet
{
    /// <summary>A folder, which is listed, or a file, which is shown by itself. The run's whole artifact folder if left out.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    public string? Path { get; set; }

    /// <summary>Also lists what the folders hold, each after its folder.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Where to look instead of a run: a local folder, or a URI (runs:, models:, s3:, wasbs:, abfss:, mlflow-artifacts:, file:).</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? Uri { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        ArtifactPaths.Folder(Path);
        if (IsGiven(nameof(Uri)) && IsGiven(nameof(RunId)))
        {
            throw MlErrors.InvalidValue("-RunId and -Uri name two places. Give one of them.", null);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessArguments()
    {
        if (IsGiven(nameof(Uri)))
        {
            WriteUri(AbsoluteUri(Uri));
        }
        else
        {
            Write(Open(GivenRun(), forWriting: false), Path ?? "");
        }
    }

    private protected override void ProcessInput(PipedObject piped)
    {
        RefuseRunId(piped);
        if (IsGiven(nameof(Uri)))
        {
            throw MlErrors.InvalidValue($"-Uri is given, and {piped.KindName} came through the pipeline. Give one of them.", piped.Source);
        }

        ForItem(piped.Source, () =>
        {
            if (piped.Kind == PipedKind.Artifact)
            {
                ArtifactTarget artifact = ArtifactTarget.Of(piped);
                if (artifact.RunId is null)
                {
                    WriteUri(artifact.Uri);
                }
                else
                {
                    Write(
                        Open(new(StoreOf(piped.StoreKey), artifact.RunId), forWriting: false), ArtifactPaths.Join(artifact.Path, Path ?? ""));
                }
            }
            else if (piped.Kind == PipedKind.Text && ArtifactUris.IsUri(piped.Text))
            {
                WriteUri(piped.Text!);
            }
            else
            {
                Write(Open(RunOf(piped, isWrite: false), forWriting: false), Path ?? "");
            }
        });
    }

    private void WriteUri(string uri)
    {
        (MlArtifactFolder folder, string start) = CurrentStore.Artifacts.OpenUri(uri, Token);
        using (folder)
        {
            Write(folder, ArtifactPaths.Join(start, Path ?? ""));
        }
    }

    private void Write(MlArtifactFolder folder, string path)
    {
        MlArtifact? found = folder.Find(path, Token);
        if (found is null && path.Length > 0)
        {
            throw ArtifactErrors.NotFound(path, folder.Uri);
        }

        if (found is { IsDirectory: false })
        {
            WriteObject(found);
            return;
        }

        foreach (MlArtifact artifact in folder.List(path, Recurse, Token))
        {
            WriteObject(artifact);
        }
    }
}
