using System.ComponentModel;
using System.Management.Automation;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Abstractions;

/// <summary>A cmdlet that works with the artifacts of runs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MlArtifactCmdlet : MlPipedCmdlet
{
    private readonly Dictionary<RunTarget, MlArtifactFolder> _folders = [];

    /// <summary>The run; the active run if left out.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? RunId { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (IsGiven(nameof(RunId)))
        {
            MlValidator.RunId(RunId);
        }
    }

    /// <inheritdoc/>
    protected override void Release()
    {
        foreach (MlArtifactFolder folder in _folders.Values)
        {
            folder.Dispose();
        }
    }

    /// <summary>The run that -RunId names, or the active one.</summary>
    private protected RunTarget GivenRun() => IsGiven(nameof(RunId)) ? new RunTarget(CurrentStore, RunId!) : ActiveRun();

    /// <summary>The artifacts of a run, which is looked up once for the pipeline.</summary>
    private protected MlArtifactFolder Open(RunTarget run, bool forWriting)
    {
        if (!_folders.TryGetValue(run, out MlArtifactFolder? folder))
        {
            folder = run.Store.Artifacts.Open(run.RunId, forWriting, Token);
            _folders.Add(run, folder);
        }

        return folder;
    }

    /// <summary>A URI as given; a relative local path starts at PowerShell's location. An empty one is an error.</summary>
    private protected string AbsoluteUri(string? uri) => ArtifactUris.IsUri(uri) ? uri! : LocationReader.Absolute("-Uri", LocalPaths.OffDrive(SessionState.Path, uri), Location);

    /// <summary>An error where -RunId names a run and the pipeline brings another.</summary>
    private protected void RefuseRunId(PipedObject piped)
    {
        if (IsGiven(nameof(RunId)))
        {
            throw MlErrors.InvalidValue(
                $"-RunId is given, and {piped.KindName} came through the pipeline. Name the run by one of them.", piped.Source);
        }
    }
}
