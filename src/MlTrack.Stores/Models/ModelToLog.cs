namespace MlTrack.Stores;

/// <summary>A model to be logged to a run.</summary>
/// <param name="Path">The full local path of the file or folder.</param>
public sealed record ModelToLog(string Path)
{
    /// <summary>The artifact path, which in MLflow 3 is the model's name.</summary>
    public string ArtifactPath { get; init; } = "model";

    /// <summary>
    /// The flavors as a JSON object of names and settings, such as <c>{"forest": {}}</c>. Null for what the file says: .onnx is <c>onnx</c>, .zip is <c>mlnet</c>, and a
    /// folder that has an <c>MLmodel</c> keeps what stands there.
    /// </summary>
    public string? Flavors { get; init; }

    /// <summary>The signature; null for what the file or the example says.</summary>
    public MlModelSignature? Signature { get; init; }

    /// <summary>
    /// An input example; null for none. A dictionary or a list of dictionaries are rows; a DataTable, a DataView or their rows are a table;
    /// lists and arrays of numbers, in lists too, are a tensor. A text is the same as JSON. The signature shows in the .NET types.
    /// </summary>
    public object? InputExample { get; init; }

    /// <summary>What the model needs, in pip's words; null for what its flavor needs.</summary>
    public IReadOnlyList<string>? Requirements { get; init; }

    /// <summary>The user's own facts as a JSON object; null for none.</summary>
    public string? Metadata { get; init; }

    /// <summary>Tags of the logged model, such as who logged it and from where. In stores of MLflow 2 a model has none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init => field = value ?? []; } = [];
}
