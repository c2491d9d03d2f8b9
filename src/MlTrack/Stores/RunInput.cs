namespace MlTrack.Stores;

/// <summary>A dataset that a run used. In an experiment, datasets of one name and digest are one and the same.</summary>
/// <param name="Name">The dataset's name, 1 to 500 characters.</param>
/// <param name="Digest">A fingerprint of its content, 1 to 36 characters.</param>
/// <param name="SourceType">Where it comes from: <c>local</c>, <c>http</c>, <c>s3</c>, <c>code</c>, ...; 1 to 36 characters.</param>
/// <param name="Source">The source as JSON, such as <c>{"uri": "x.csv"}</c>.</param>
public sealed record RunInput(string Name, string Digest, string SourceType, string Source)
{
    /// <summary>The schema as JSON (<c>mlflow_colspec</c> or <c>mlflow_tensorspec</c>); null for none.</summary>
    public string? Schema { get; init; }

    /// <summary>The profile as JSON, such as <c>{"num_rows": 150}</c>; null for none.</summary>
    public string? Profile { get; init; }

    /// <summary>Tags of the input, its context (<see cref="MlTags.DatasetContext"/>) among them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init => field = value ?? []; } = [];
}
