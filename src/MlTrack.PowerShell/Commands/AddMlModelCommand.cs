using System.Collections;
using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>
/// Logs a model to a run as MLflow's log_model does: its files, and beside them MLmodel, what it needs to run, and an input example. Of an
/// ONNX file the signature is read from the model itself.
/// </summary>
[Cmdlet(VerbsCommon.Add, "MlModel", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(MlModelInfo))]
public sealed class AddMlModelCommand : MlPipedCmdlet
{
    /// <summary>The file or folder of the model.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    public string? Path { get; set; }

    /// <summary>The artifact path; 'model' if left out.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? ArtifactPath { get; set; }

    /// <summary>
    /// What kind of model it is: a name such as onnx, mlnet or one of your own, or a dictionary of names and settings. By default what the
    /// file's extension says.
    /// </summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public object? Flavor { get; set; }

    /// <summary>The signature: an object or JSON with inputs, outputs and params, each a list of specs. By default what the model or the example says.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public object? Signature { get; set; }

    /// <summary>An example of the input: rows, a DataTable, lists of numbers, JSON, or the path of a .json or .csv file.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public object? InputExample { get; set; }

    /// <summary>What the model needs, in pip's words, one an entry; or the path of a requirements file.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? Requirement { get; set; }

    /// <summary>Facts of your own, as names and values.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public object? Metadata { get; set; }

    /// <summary>Registers the model under this name as well.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelNameCompleter))]
    public string? RegisteredModelName { get; set; }

    /// <summary>The run; the active run if left out.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? RunId { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (!IsGiven(nameof(Path)))
        {
            throw MlErrors.InvalidName("No model is named. Give -Path with a file or folder.", null);
        }

        if (IsGiven(nameof(RunId)))
        {
            MlValidator.RunId(RunId);
        }

        if (IsGiven(nameof(RegisteredModelName)))
        {
            MlValidator.ModelName(RegisteredModelName);
        }

        ArtifactPaths.Folder(ArtifactPath);
    }

    /// <inheritdoc/>
    protected override void ProcessArguments() => Log(IsGiven(nameof(RunId)) ? new RunTarget(CurrentStore, RunId!) : ActiveRun());

    private protected override void ProcessInput(PipedObject piped) => ForItem(piped.Source, () =>
    {
        if (IsGiven(nameof(RunId)))
        {
            throw MlErrors.InvalidValue(
                $"-RunId is given, and {piped.KindName} came through the pipeline. Name the run by one of them.", piped.Source);
        }

        Log(RunOf(piped, isWrite: true));
    });

    private void Log(RunTarget run)
    {
        ModelToLog model = new(LocalPaths.Literal(SessionState.Path, Path))
        {
            ArtifactPath = string.IsNullOrEmpty(ArtifactPath) ? "model" : ArtifactPath,
            Flavors = IsGiven(nameof(Flavor)) ? ReadFlavor() : null,
            Signature = IsGiven(nameof(Signature)) ? SignatureInput.Read(Signature) : null,
            InputExample = IsGiven(nameof(InputExample)) ? ReadExample() : null,
            Requirements = IsGiven(nameof(Requirement)) ? ReadRequirements() : null,
            Metadata = IsGiven(nameof(Metadata)) ? ObjectJson.Write(Metadata) : null,
            Tags = RunContext.AddTo(MyInvocation.ScriptName, []),
        };
        if (!ShouldProcess($"Run {run.RunId}", $"Log model {Path} as {model.ArtifactPath}"))
        {
            return;
        }

        MlModels models = run.Store.Models;
        MlModelInfo info = Transfer("Logging a model", new ArtifactTransfer(), transfer => models.Log(run.RunId, model, transfer, Token));
        WriteVerbose($"Logged {Path} as {info.ModelUri}.");
        if (IsGiven(nameof(RegisteredModelName)))
        {
            MlModelVersion version = models.Register(new ModelRegistration(RegisteredModelName!, info.ModelUri), Token);
            WriteVerbose($"Registered {info.ModelUri} as {version}.");
        }

        WriteObject(info);
    }

    private string ReadFlavor() => PipedReader.Unwrap(Flavor) switch
    {
        string name when name.AsSpan().TrimStart() is not ['{', ..] => name.Length > 0
            ? ObjectJson.Write(new Hashtable { [name] = new Hashtable() })
            : throw MlErrors.InvalidValue("-Flavor is empty. Give a name such as onnx.", name),
        null => throw MlErrors.InvalidValue("-Flavor is $null. Give a name such as onnx.", null),
        _ => ObjectJson.Write(Flavor),
    };

    // A text is a file's path unless it is JSON.
    private object? ReadExample() => PipedReader.Unwrap(InputExample) switch
    {
        string json when json.AsSpan().TrimStart() is ['{', ..] or ['[', ..] => json,
        string path => ReadFile(path),
        FileInfo file => ReadFile(file.FullName),
        _ => PlainObject.Of(InputExample, "-InputExample")
            ?? throw MlErrors.InvalidValue("-InputExample is $null. Give rows, lists of numbers, JSON or a file, or leave it out.", null),
    };

    private object ReadFile(string path) =>
        DatasetFile.IsTable(path) ? DatasetFile.ReadTable(LocalPaths.Literal(SessionState.Path, path)) : ReadText(path);

    // A text with the extension is a file's path, mistyped or not.
    private string[] ReadRequirements() => Requirement is [string only]
        && (only.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) || File.Exists(LocalPaths.Literal(SessionState.Path, only)))
            ? ReadText(only).Split('\n')
            : Requirement ?? [];

    private string ReadText(string path)
    {
        string full = LocalPaths.Literal(SessionState.Path, path);
        try
        {
            return File.ReadAllText(full);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw ArtifactErrors.SourceNotFound(path);
        }
    }
}
