using System.Collections.ObjectModel;

namespace MlTrack;

/// <summary>What the file <c>MLmodel</c> of a model's folder says.</summary>
public sealed class MlModelInfo
{
    /// <summary>The URI of the folder: <c>runs:/run_id/model</c> for what was just logged, else as it was asked for.</summary>
    public string ModelUri { get; internal init; } = "";

    /// <summary>The run that logged it; null without one.</summary>
    public string? RunId { get; internal init; }

    /// <summary>The artifact path in its run, or what MLflow 3 writes there: the place of the files.</summary>
    public string? ArtifactPath { get; internal init; }

    /// <summary>The flavors: what a model can be loaded as, with the settings of each.</summary>
    public ReadOnlyDictionary<string, object?> Flavors { get; internal init; } = ReadOnlyDictionary<string, object?>.Empty;

    /// <summary>What the model takes and gives; null if that isn't said.</summary>
    public MlModelSignature? Signature { get; internal init; }

    /// <summary>The user's own facts; empty without any.</summary>
    public ReadOnlyDictionary<string, object?> Metadata { get; internal init; } = ReadOnlyDictionary<string, object?>.Empty;

    /// <summary>Where the input example is and of which kind; empty without one.</summary>
    public ReadOnlyDictionary<string, object?> InputExample { get; internal init; } = ReadOnlyDictionary<string, object?>.Empty;

    /// <summary>The id of this copy: 32 hexadecimal digits (MLflow 3: the model's id).</summary>
    public string? ModelUuid { get; internal init; }

    /// <summary>The id of the logged model of MLflow 3 (<c>m-...</c>); null elsewhere.</summary>
    public string? ModelId { get; internal init; }

    /// <summary>When it was logged (UTC).</summary>
    public DateTimeOffset? UtcTimeCreated { get; internal init; }

    /// <summary>The version of MLflow whose layout it follows.</summary>
    public string? MlflowVersion { get; internal init; }

    /// <summary>The size of the model's own files in bytes; null where it isn't said.</summary>
    public long? ModelSizeBytes { get; internal init; }

    /// <summary>Names the store that this came from; never holds a secret.</summary>
    internal string? StoreKey { get; init; }

    /// <summary>The URI.</summary>
    /// <returns><see cref="ModelUri"/>.</returns>
    public override string ToString() => ModelUri;
}
