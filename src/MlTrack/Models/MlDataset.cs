namespace MlTrack;

/// <summary>A dataset that runs used as input (MLflow's Dataset entity).</summary>
public sealed class MlDataset
{
    /// <summary>The name, up to 500 characters.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>A fingerprint of the content, up to 36 characters; 8 hexadecimal digits as a rule.</summary>
    public string Digest { get; internal init; } = "";

    /// <summary>Where it comes from: <c>local</c>, <c>http</c>, <c>s3</c>, <c>code</c> and so on.</summary>
    public string SourceType { get; internal init; } = "";

    /// <summary>The source as JSON, such as <c>{"uri": "x.csv"}</c>.</summary>
    public string Source { get; internal init; } = "";

    /// <summary>The schema as JSON (<c>mlflow_colspec</c> or <c>mlflow_tensorspec</c>); null without one.</summary>
    public string? Schema { get; internal init; }

    /// <summary>The profile as JSON, such as <c>{"num_rows": 150}</c>; null without one.</summary>
    public string? Profile { get; internal init; }

    /// <summary>The name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
