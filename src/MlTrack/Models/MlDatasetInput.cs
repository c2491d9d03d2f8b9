using System.Collections.ObjectModel;

namespace MlTrack;

/// <summary>A dataset as one run used it.</summary>
public sealed class MlDatasetInput
{
    /// <summary>The dataset.</summary>
    public MlDataset Dataset { get; internal init; } = new();

    /// <summary>What it was used for (<c>training</c>, <c>eval</c>, ...): the input tag <c>mlflow.data.context</c>; null without one.</summary>
    public string? Context => Tags.GetValueOrDefault(MlTags.DatasetContext);

    /// <summary>The input's tags, the context among them.</summary>
    public ReadOnlyDictionary<string, string> Tags { get; internal init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The dataset's name and context.</summary>
    /// <returns><c>name (context)</c>, or the name alone.</returns>
    public override string ToString() => Context is null ? Dataset.Name : $"{Dataset.Name} ({Context})";
}
