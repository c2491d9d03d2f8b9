using System.Collections;
using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>
/// Logs a dataset as an input of runs: a local file or folder, which is read to find out its digest and, of a CSV file, its columns and
/// rows; or one that is described by hand. A dataset that the run has already stays as it is.
/// </summary>
[Cmdlet(VerbsCommon.Add, "MlDataset", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(MlDataset))]
public sealed class AddMlDatasetCommand : MlPipedCmdlet
{
    private RunInput? _given;

    /// <summary>The file or folder; files may also be piped.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    public string? Path { get; set; }

    /// <summary>The name, up to 500 characters; by default the file's name without its extension, or 'dataset'.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? Name { get; set; }

    /// <summary>Where the dataset comes from: a path, a URI, or JSON that says it in MLflow's words.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public object? Source { get; set; }

    /// <summary>The kind of source: local, http, s3, code, ...; by default what the source looks like.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? SourceType { get; set; }

    /// <summary>A fingerprint of the content, up to 36 characters; by default that of the file, or of the description.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? Digest { get; set; }

    /// <summary>The schema: JSON, an object, or a list of columns with type and name.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public object? Schema { get; set; }

    /// <summary>The profile: JSON, or an object such as @{ num_rows = 150 }.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public object? Profile { get; set; }

    /// <summary>What the dataset is used for: training, eval, ...</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? Context { get; set; }

    /// <summary>Tags of the input, beside the context.</summary>
    [Parameter]
    public IDictionary? Tag { get; set; }

    /// <summary>The run; the active run if left out.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? RunId { get; set; }

    private bool IsDescribed => IsGiven(nameof(Path)) || IsGiven(nameof(Source)) || IsGiven(nameof(Name)) || IsGiven(nameof(Digest));

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (IsGiven(nameof(RunId)))
        {
            MlValidator.RunId(RunId);
        }

        if (IsGiven(nameof(Path)) && IsGiven(nameof(Source)))
        {
            throw MlErrors.InvalidValue("-Path and -Source name two places. Give one of them.", Path);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessArguments()
    {
        if (!IsDescribed)
        {
            throw MlErrors.InvalidName("No dataset is named. Give -Path with a file or folder, or describe it with -Name and -Source.", null);
        }

        Log(GivenRun(), Given());
    }

    private protected override void ProcessInput(PipedObject piped) => ForItem(piped.Source, () =>
    {
        if (piped.Kind == PipedKind.Row && ((PSObject)piped.Source!).BaseObject is FileSystemInfo file)
        {
            if (IsGiven(nameof(Path)) || IsGiven(nameof(Source)))
            {
                throw MlErrors.InvalidValue($"A dataset is named, and a file came through the pipeline. Give one of them.", file);
            }

            Log(GivenRun(), Complete(Read(file.FullName)));
            return;
        }

        if (IsGiven(nameof(RunId)))
        {
            throw MlErrors.InvalidValue(
                $"-RunId is given, and {piped.KindName} came through the pipeline. Name the run by one of them.", piped.Source);
        }

        RunTarget run = RunOf(piped, isWrite: true);
        if (!IsDescribed)
        {
            throw MlErrors.InvalidName("No dataset is named for the run. Give -Path with a file or folder, or -Name and -Source.", null);
        }

        Log(run, Given());
    });

    private RunTarget GivenRun() => IsGiven(nameof(RunId)) ? new RunTarget(CurrentStore, RunId!) : ActiveRun();

    // Read once, however many runs use it.
    private RunInput Given() => _given ??= Complete(IsGiven(nameof(Path))
        ? Read(LocalPaths.Literal(SessionState.Path, Path))
        : DatasetSource.Describe(
            IsGiven(nameof(Source)) ? SourceText() : null,
            IsGiven(nameof(SourceType)) ? SourceType : null));

    private string SourceText() => PipedReader.Unwrap(Source) switch
    {
        string text when text.Length > 0 => text,
        null or "" => throw MlErrors.InvalidValue("-Source is empty. Give a path, a URI or JSON, or leave it out.", Source),
        _ => ObjectJson.Write(Source),
    };

    private RunInput Read(string path) => Transfer(
        "Reading a dataset", new ArtifactTransfer(), transfer => DatasetFile.Describe(path, transfer.Progress, Token));

    // What the command line says wins over what was found.
    private RunInput Complete(RunInput found)
    {
        RunInput input = found with
        {
            Name = IsGiven(nameof(Name)) ? Name ?? "" : found.Name,
            SourceType = IsGiven(nameof(SourceType)) ? SourceType ?? "" : found.SourceType,
            Schema = IsGiven(nameof(Schema)) ? DatasetSource.Schema(ObjectJson.Write(Schema)) : found.Schema,
            Profile = IsGiven(nameof(Profile)) ? ObjectJson.Write(Profile) : found.Profile,
            Tags = Tags(),
        };
        return IsGiven(nameof(Digest)) ? input with { Digest = Digest ?? "" } : DatasetSource.WithDigest(input);
    }

    private List<KeyValuePair<string, string>> Tags()
    {
        List<KeyValuePair<string, string>> tags = PairReader.Texts("tag", Tag);
        if (IsGiven(nameof(Context)))
        {
            if (string.IsNullOrEmpty(Context))
            {
                throw MlErrors.InvalidValue("-Context is empty. Give what the dataset is used for, such as training, or leave it out.", Context);
            }

            tags.RemoveAll(tag => tag.Key == MlTags.DatasetContext);
            tags.Insert(0, new(MlTags.DatasetContext, Context));
        }

        return tags;
    }

    private void Log(RunTarget run, RunInput input)
    {
        if (ShouldProcess($"Run {run.RunId}", $"Log dataset {MlText.Show(input.Name)} ({input.Digest})"))
        {
            MlClient client = run.Store.Client;
            client.LogInputs(run.RunId, [input], Token);
            WriteVerbose($"Logged dataset {MlText.Show(input.Name)} ({input.Digest}) to run {run.RunId}.");
            WriteObject(new MlDataset
            {
                Name = input.Name,
                Digest = input.Digest,
                SourceType = input.SourceType,
                Source = input.Source,
                Schema = input.Schema,
                Profile = input.Profile,
            });
        }
    }
}
