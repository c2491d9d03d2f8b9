using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>
/// Saves artifacts of a run, or what a URI names, in a local folder. An artifact keeps its whole path below the destination. A file that
/// is there already is an error, unless -Force or -Resume says what to do.
/// </summary>
[Cmdlet(VerbsData.Save, "MlArtifact", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo), typeof(DirectoryInfo))]
public sealed class SaveMlArtifactCommand : MlArtifactCmdlet
{
    // 'Get-MlArtifact -Recurse | Save-MlArtifact' brings a folder, and then what came along with it.
    private readonly HashSet<(string Root, string Folder)> _savedFolders = [];
    private string _destination = "";

    /// <summary>
    /// A file or folder of the run, or a URI (runs:, models:, s3:, wasbs:, abfss:, mlflow-artifacts:, file:). The run's whole artifact folder if left
    /// out.
    /// </summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    public string? Path { get; set; }

    /// <summary>The folder to save in, made if it is missing; PowerShell's location if left out.</summary>
    [Parameter(Position = 1)]
    [AllowNull]
    [AllowEmptyString]
    public string? Destination { get; set; }

    /// <summary>
    /// Where to save from instead of a run: a local folder, or a URI (runs:, models:, s3:, wasbs:, abfss:, mlflow-artifacts:, file:). -Path
    /// starts there.
    /// </summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? Uri { get; set; }

    /// <summary>Overwrites files that are there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Goes on with an interrupted save: leaves out files that are there with the same size and content.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        if (IsGiven(nameof(Uri)) && IsGiven(nameof(RunId)))
        {
            throw MlErrors.InvalidValue("-RunId and -Uri name two places. Give one of them.", null);
        }

        if (!ArtifactUris.IsUri(Path))
        {
            ArtifactPaths.Folder(Path);
        }
        else if (IsGiven(nameof(Uri)) || IsGiven(nameof(RunId)))
        {
            throw MlErrors.InvalidValue($"-Path is a URI, so it needs neither -RunId nor -Uri.", Path);
        }

        if (IsGiven(nameof(Destination)) && string.IsNullOrEmpty(Destination))
        {
            throw MlErrors.InvalidName("-Destination is empty. Give a folder, or leave it out for PowerShell's location.", Destination);
        }

        _destination = IsGiven(nameof(Destination)) ? LocalPaths.Literal(SessionState.Path, Destination) : Location;
    }

    /// <inheritdoc/>
    protected override void ProcessArguments()
    {
        if (IsGiven(nameof(Uri)))
        {
            SaveUri(AbsoluteUri(Uri), Path);
        }
        else if (ArtifactUris.IsUri(Path))
        {
            SaveUri(Path!, null);
        }
        else
        {
            SaveFromRun(GivenRun());
        }
    }

    private protected override void ProcessInput(PipedObject piped)
    {
        RefuseRunId(piped);
        if (IsGiven(nameof(Uri)) || ArtifactUris.IsUri(Path))
        {
            throw MlErrors.InvalidValue($"A URI is given, and {piped.KindName} came through the pipeline. Give one of them.", piped.Source);
        }

        ForItem(piped.Source, () =>
        {
            if (piped.Kind == PipedKind.Artifact)
            {
                SaveArtifact(piped);
            }
            else if (piped.Kind == PipedKind.Text && ArtifactUris.IsUri(piped.Text))
            {
                SaveUri(piped.Text!, Path);
            }
            else
            {
                SaveFromRun(RunOf(piped, isWrite: false));
            }
        });
    }

    private void SaveArtifact(PipedObject piped)
    {
        if (IsGiven(nameof(Path)))
        {
            throw MlErrors.InvalidValue(
                $"-Path is {MlText.Show(Path)}, and an artifact came through the pipeline. Give the folder to save in with -Destination.", Path);
        }

        ArtifactTarget artifact = ArtifactTarget.Of(piped);

        // What a store lists is its word alone.
        ArtifactPaths.Folder(artifact.Path);
        StoreHandle store = StoreOf(piped.StoreKey);
        (string Root, string Folder) place = (artifact.RunId is null ? artifact.Root : store.Key + "\n" + artifact.RunId, artifact.Path);
        string local = System.IO.Path.Combine(_destination, artifact.Path);
        if (CameWithItsFolder(place) && System.IO.Path.Exists(local))
        {
            WriteObject(InfoOf(local));
            return;
        }

        Save(artifact.Path, artifact.RunId is null ? artifact.Uri : $"run {artifact.RunId}", transfer => artifact.RunId is null
            ? store.Artifacts.Download(artifact.ToArtifact(), _destination, transfer, Token)
            : Open(new RunTarget(store, artifact.RunId), forWriting: false).Download(artifact.Path, _destination, transfer, Token));
        if (Directory.Exists(local))
        {
            _savedFolders.Add(place);
        }
    }

    private bool CameWithItsFolder((string Root, string Folder) place)
    {
        for (string folder = place.Folder; folder.Length > 0;)
        {
            folder = ArtifactPaths.Parent(folder);
            if (_savedFolders.Contains((place.Root, folder)))
            {
                return true;
            }
        }

        return false;
    }

    private void SaveFromRun(RunTarget run) => Save(
        string.IsNullOrEmpty(Path) ? "all artifacts" : Path,
        $"run {run.RunId}",
        transfer => Open(run, forWriting: false).Download(Path, _destination, transfer, Token));

    private void SaveUri(string uri, string? path) => Save(
        string.IsNullOrEmpty(path) ? uri : path,
        uri,
        transfer => CurrentStore.Artifacts.DownloadUri(uri, path, _destination, transfer, Token));

    private void Save(string what, string origin, Func<ArtifactTransfer, string> work)
    {
        if (!ShouldProcess(_destination, $"Save {what} of {origin}"))
        {
            return;
        }

        string saved = Transfer("Saving artifacts", new ArtifactTransfer { Overwrite = Force, Resume = Resume }, work);
        if (!CameToNothing)
        {
            WriteVerbose($"Saved {what} of {origin} in {_destination}.");
            WriteObject(InfoOf(saved));
        }
    }

    private static FileSystemInfo InfoOf(string path) => Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
}
