using System.Collections;
using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>
/// Logs files and folders as artifacts of a run, or writes a text, JSON or bytes to one. Files and paths may be piped; a piped run is what
/// gets the artifacts. An artifact that is there already is replaced.
/// </summary>
[Cmdlet(VerbsCommon.Add, "MlArtifact", DefaultParameterSetName = ByPath, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(MlArtifact))]
public sealed class AddMlArtifactCommand : MlArtifactCmdlet
{
    private const string ByPath = nameof(ByPath);
    private const string ByLiteralPath = nameof(ByLiteralPath);
    private const string ByText = nameof(ByText);
    private const string ByJson = nameof(ByJson);
    private const string ByBytes = nameof(ByBytes);

    private string? _json;
    private string? _text;

    /// <summary>Files and folders; wildcards are allowed. One that is there by that very name wins over a pattern.</summary>
    [Parameter(Position = 0, ParameterSetName = ByPath)]
    [SupportsWildcards]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? Path { get; set; }

    /// <summary>Files and folders, their names taken as they are.</summary>
    [Parameter(ParameterSetName = ByLiteralPath)]
    [Alias("FullName", "PSPath")]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? LiteralPath { get; set; }

    /// <summary>
    /// The folder of the artifacts to put it in, such as plots/train. A folder's content goes there; without this, a folder keeps its name.
    /// </summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    [AllowNull]
    [AllowEmptyString]
    public string? ArtifactPath { get; set; }

    /// <summary>A text to write to -ArtifactFile, as UTF-8. Several lines are joined by line feeds.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByText)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Text { get; set; }

    /// <summary>
    /// An object (a dictionary, a list, an object with properties) to write to -ArtifactFile as JSON, indented by 2. A text that begins
    /// with { or [ is taken as JSON that is ready; any other becomes a JSON string.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ByJson)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Json { get; set; }

    /// <summary>Bytes to write to -ArtifactFile.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByBytes)]
    [AllowEmptyCollection]
    public byte[]? Bytes { get; set; }

    /// <summary>The path of the artifact that -Text, -Json or -Bytes is written to, such as reports/summary.json.</summary>
    [Parameter(ParameterSetName = ByText)]
    [Parameter(ParameterSetName = ByJson)]
    [Parameter(ParameterSetName = ByBytes)]
    [AllowNull]
    [AllowEmptyString]
    public string? ArtifactFile { get; set; }

    /// <summary>Emits each artifact when it is stored.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private bool IsContentGiven => ParameterSetName is ByText or ByJson or ByBytes;

    private bool IsSourceGiven => IsContentGiven || IsGiven(nameof(Path)) || IsGiven(nameof(LiteralPath));

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        ArtifactPaths.Folder(ArtifactPath);
        if (IsContentGiven)
        {
            if (!IsGiven(nameof(ArtifactFile)))
            {
                throw MlErrors.InvalidName($"-{ParameterSetName[2..]} is given without -ArtifactFile. Name the artifact to write it to.", null);
            }

            ArtifactPaths.File(ArtifactFile);
            _json = ParameterSetName == ByJson ? ObjectJson.Write(Json) : null;
            _text = ParameterSetName == ByText ? ReadText(Text) : null;
        }
    }

    /// <inheritdoc/>
    protected override void ProcessArguments()
    {
        if (!IsSourceGiven)
        {
            throw MlErrors.InvalidName(
                "Nothing is named to add. Give -Path with files or folders, or -ArtifactFile with -Text, -Json or -Bytes, or pipe files.", null);
        }

        Add(GivenRun());
    }

    private protected override void ProcessInput(PipedObject piped)
    {
        if (!IsSourceGiven)
        {
            ForItem(piped.Source, () => AddFile(GivenRun(), PathOf(piped)));
            return;
        }

        RefuseRunId(piped);
        ForItem(piped.Source, () => Add(RunOf(piped, isWrite: true)));
    }

    private static string ReadText(object? text) => PipedReader.Unwrap(text) switch
    {
        IEnumerable lines and not string => string.Join(
            '\n', lines.Cast<object?>().Select(line => ValueReader.Text("a line of -Text", line))),
        object plain => ValueReader.Text("-Text", plain),
        null => throw MlErrors.InvalidValue("-Text is $null. Give a text; '' is one.", null),
    };

    private string PathOf(PipedObject piped)
    {
        switch (piped.Kind)
        {
            case PipedKind.Text:
                return LocalPaths.Literal(SessionState.Path, piped.Text);
            case PipedKind.Row when ((PSObject)piped.Source!).BaseObject is FileSystemInfo file:
                return file.FullName;
            case PipedKind.Row when PipedReader.TryGet((PSObject)piped.Source!, out object? path, "LiteralPath", "FullName", "PSPath"):
                return LocalPaths.Literal(SessionState.Path, path as string);
            default:
                throw MlErrors.InvalidValue(
                    $"Add-MlArtifact can't tell what to add: {piped.KindName} came through the pipeline. Pipe files, folders or paths, or give "
                    + "-Path and pipe runs.", piped.Source);
        }
    }

    private void Add(RunTarget run)
    {
        if (IsContentGiven)
        {
            AddContent(run);
            return;
        }

        foreach (string? path in Path ?? [])
        {
            ForItem(path, () =>
            {
                foreach (string found in LocalPaths.Find(SessionState.Path, path))
                {
                    ForItem(found, () => AddFile(run, found));
                }
            });
        }

        foreach (string? path in LiteralPath ?? [])
        {
            ForItem(path, () => AddFile(run, LocalPaths.Literal(SessionState.Path, path)));
        }
    }

    private void AddFile(RunTarget run, string path)
    {
        if (!System.IO.Path.Exists(path))
        {
            throw ArtifactErrors.SourceNotFound(path);
        }

        if (ShouldProcess($"Run {run.RunId}", $"Add artifact {path}"))
        {
            MlArtifactFolder folder = Open(run, forWriting: true);
            Finish(run, Transfer("Adding artifacts", new ArtifactTransfer(), transfer =>
                folder.Log(path, IsGiven(nameof(ArtifactPath)) ? ArtifactPath ?? "" : null, transfer, Token)));
        }
    }

    private void AddContent(RunTarget run)
    {
        if (ShouldProcess($"Run {run.RunId}", $"Add artifact {ArtifactFile}"))
        {
            MlArtifactFolder folder = Open(run, forWriting: true);
            Finish(run, _json is not null ? folder.LogJson(ArtifactFile!, _json, Token)
                : _text is not null ? folder.LogText(ArtifactFile!, _text, Token)
                : folder.LogBytes(ArtifactFile!, Bytes!, Token));
        }
    }

    private void Finish(RunTarget run, MlArtifact added)
    {
        WriteVerbose($"Added artifact {MlText.Show(added.Path)} to run {run.RunId}.");
        if (PassThru)
        {
            WriteObject(added);
        }
    }
}
