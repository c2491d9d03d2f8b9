using System.Text;
using System.Text.Json.Nodes;
using MlTrack.Stores.ModelFormat;

namespace MlTrack.Stores;

/// <summary>A model that was understood: its files, and what <c>MLmodel</c> will say of them.</summary>
internal sealed class ModelContent
{
    private const string OnnxFileName = "model.onnx";

    // The layouts that are written are those of these versions.
    private const string Version2 = "2.22.5";
    private const string Version3 = "3.17.2";

    private readonly List<(string Source, string Path)> _files = [];
    private readonly JsonObject _base;
    private readonly JsonObject _flavors;
    private readonly MlModelSignature? _signature;
    private readonly InputExample? _example;
    private readonly IReadOnlyList<string> _requirements;
    private readonly bool _keepsFiles;
    private readonly JsonObject? _metadata;

    private ModelContent(ModelToLog model)
    {
        bool isFolder = Directory.Exists(model.Path);
        string known = Path.Combine(model.Path, ModelFile.Name);
        _base = isFolder && System.IO.File.Exists(known) ? YamlText.Read(System.IO.File.ReadAllText(known), known) : [];
        _files = [.. isFolder ? FilesOf(model.Path) : [(model.Path, Path.GetFileName(model.Path))]];
        _flavors = Flavors(model, isFolder);
        _example = model.InputExample is null ? null : InputExample.Parse(model.InputExample);
        _signature = model.Signature is not null ? ModelSignatures.Check(model.Signature)
            : Onnx is { } onnx ? WithExample(OnnxFile.ReadSignature(onnx))
            : _base["signature"] is null ? _example?.Signature
            : null;
        _metadata = model.Metadata is null ? null : JsonLine.Parse(model.Metadata, "The metadata") as JsonObject
            ?? throw MlErrors.InvalidValue($"The metadata must be names and values: {MlText.Show(model.Metadata)}.", model.Metadata);
        _keepsFiles = model.Requirements is null;
        string? own = _files.Find(file => file.Path == ModelEnvironment.RequirementsFile).Source;
        _requirements = model.Requirements is not null ? ModelEnvironment.Check(model.Requirements)
            : own is not null ? ModelEnvironment.Check(System.IO.File.ReadLines(own))
            : Onnx is not null ? ["mlflow", "onnx", "onnxruntime"]
            : ["mlflow"];
    }

    // What the file leaves open shows in the example.
    private MlModelSignature? WithExample(MlModelSignature? signature) =>
        signature?.Inputs is not null || _example is null ? signature
        : new MlModelSignature { Inputs = _example.Signature.Inputs, Outputs = signature?.Outputs };

    private long Size => _files.Sum(item => new FileInfo(item.Source).Length);

    private string? Onnx => _flavors.ContainsKey("onnx") && _files is [(string source, OnnxFileName)] ? source : null;

    /// <summary>Understands a model; nothing is written yet.</summary>
    /// <param name="model">The model.</param>
    /// <returns>Its content.</returns>
    public static ModelContent Of(ModelToLog model)
    {
        try
        {
            return Path.Exists(model.Path) ? new ModelContent(model) : throw ArtifactErrors.SourceNotFound(model.Path);
        }
        catch (Exception failure) when (LocalErrors.Covers(failure))
        {
            throw LocalErrors.Reading(model.Path, failure);
        }
    }

    /// <summary>What <c>MLmodel</c> says.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="path">The artifact path, or the place of a logged model.</param>
    /// <param name="uuid">The id of this copy.</param>
    /// <param name="modelId">The logged model's id; null in stores of MLflow 2.</param>
    /// <returns>The file's content.</returns>
    public JsonObject File(string runId, string path, string uuid, string? modelId)
    {
        JsonObject file = (JsonObject)_base.DeepClone();
        file["artifact_path"] = path;
        file["flavors"] = _flavors.DeepClone();
        file["mlflow_version"] = modelId is null ? Version2 : Version3;
        file["model_uuid"] = uuid;
        file["run_id"] = runId;
        file["utc_time_created"] = ModelFile.Time(DateTimeOffset.UtcNow);
        file["model_size_bytes"] = Size;
        if (modelId is null)
        {
            file.Remove("model_id");
        }
        else
        {
            file["model_id"] = modelId;
        }

        if (_signature is not null)
        {
            file["signature"] = new JsonObject { ["inputs"] = _signature.Inputs, ["outputs"] = _signature.Outputs, ["params"] = _signature.Params };
        }

        if (_example is not null)
        {
            file["saved_input_example_info"] = _example.Info;
        }

        if (_metadata is not null)
        {
            file["metadata"] = _metadata.DeepClone();
        }

        return file;
    }

    /// <summary>Writes the model's folder; <c>MLmodel</c> comes last, so that a folder that has it is whole.</summary>
    /// <param name="store">Where to write.</param>
    /// <param name="folder">The folder's path there.</param>
    /// <param name="file">What <c>MLmodel</c> says.</param>
    /// <param name="transfer">How to transfer; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void Write(IArtifactStore store, string folder, JsonObject file, ArtifactTransfer? transfer, CancellationToken cancellationToken)
    {
        Dictionary<string, string> sources = _files.ToDictionary(file => file.Path, file => file.Source, StringComparer.Ordinal);
        TransferReport report = new(transfer?.Progress, Size);
        TransferWorkers.Run(
            sources.Keys.Select(path => new ArtifactEntry(path, IsDirectory: false, Size: null)), store.Parallelism, report,
            (entry, token) =>
            {
                store.Upload(sources[entry.Path], ArtifactPaths.Join(folder, entry.Path), report.Start(entry.Path), token);
                report.FileDone(entry.Path);
            },
            onError: null, cancellationToken);
        report.Finish();

        foreach ((string name, string text) in Texts().Append((ModelFile.Name, YamlText.Write(file))))
        {
            using MemoryStream content = new(Encoding.UTF8.GetBytes(text), writable: false);
            store.Upload(content, ArtifactPaths.Join(folder, name), null, cancellationToken);
        }
    }

    private IEnumerable<(string Name, string Text)> Texts()
    {
        foreach ((string name, string text) in ModelEnvironment.Files(_requirements))
        {
            // What the folder says itself wins over what is made of it.
            if (!_keepsFiles || !_files.Exists(file => file.Path == name))
            {
                yield return (name, text);
            }
        }

        if (_example is not null)
        {
            yield return ("input_example.json", _example.Text);
            yield return ("serving_input_example.json", _example.ServingText);
        }
    }

    // A model without one of its files is none, so what can't be taken along is an error.
    private static IEnumerable<(string Source, string Path)> FilesOf(string folder)
    {
        LocalTree tree = new(folder);
        return tree.Walk("", CancellationToken.None)
            .Where(entry => entry.Error is not null ? throw entry.Error : !entry.IsDirectory && entry.Path != ModelFile.Name)
            .Select(entry => (Source: tree.Resolve(entry.Path), entry.Path))
            .Select(file => System.IO.File.Exists(file.Source) ? file : throw ArtifactErrors.SourceNotFound(tree.Shown(file.Path)))
            .OrderBy(file => file.Path, StringComparer.Ordinal);
    }

    private JsonObject Flavors(ModelToLog model, bool isFolder)
    {
        if (model.Flavors is not null)
        {
            return JsonLine.Parse(model.Flavors, "The flavors") is JsonObject { Count: > 0 } given
                ? Named(given, isFolder)
                : throw MlErrors.InvalidValue($"The flavors must be a JSON object of names and settings, not {MlText.Show(model.Flavors)}.", model.Flavors);
        }

        if (_base["flavors"] is JsonObject { Count: > 0 } kept)
        {
            return (JsonObject)kept.DeepClone();
        }

        string extension = Path.GetExtension(model.Path).ToUpperInvariant();
        string? found = isFolder ? null : extension switch { ".ONNX" => "onnx", ".ZIP" => "mlnet", _ => null };
        return found is not null
            ? Named(new JsonObject { [found] = new JsonObject() }, isFolder)
            : throw MlErrors.InvalidValue(
                $"{MlText.Show(model.Path)} doesn't say what kind of model it is. Give its flavor, such as onnx, mlnet or a name of your own.",
                model.Path);
    }

    // A flavor without settings is told where its data is; ONNX has MLflow's own layout, by which mlflow.onnx loads it.
    private JsonObject Named(JsonObject given, bool isFolder)
    {
        JsonObject flavors = (JsonObject)given.DeepClone();
        if (!isFolder && flavors["onnx"] is JsonObject onnx)
        {
            _files[0] = (_files[0].Source, OnnxFileName);
            onnx.TryAdd("code", null);
            onnx.TryAdd("data", OnnxFileName);
            onnx.TryAdd("onnx_session_options", null);
            onnx.TryAdd("onnx_version", null);
            onnx.TryAdd("providers", new JsonArray("CUDAExecutionProvider", "CPUExecutionProvider"));
            flavors.TryAdd("python_function", new JsonObject
            {
                ["data"] = OnnxFileName,
                ["env"] = new JsonObject { ["conda"] = ModelEnvironment.CondaFile, ["virtualenv"] = ModelEnvironment.PythonFile },
                ["loader_module"] = "mlflow.onnx",
                ["python_version"] = "3.11.7",
            });
        }

        foreach ((string name, JsonNode? settings) in flavors.ToList())
        {
            if (settings is not JsonObject mapping)
            {
                flavors[name] = mapping = [];
            }

            if (!isFolder && mapping.Count == 0)
            {
                mapping["data"] = _files[0].Path;
            }
        }

        return flavors;
    }
}
