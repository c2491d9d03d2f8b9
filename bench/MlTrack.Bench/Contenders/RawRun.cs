namespace MlTrack.Bench.Contenders;

/// <summary>A run as raw ADO.NET reads it: the same values in the plainest containers.</summary>
internal sealed class RawRun
{
    public required string RunId { get; init; }

    public string? Name { get; init; }

    public long ExperimentId { get; init; }

    public string? Status { get; init; }

    public long StartTime { get; init; }

    public long? EndTime { get; init; }

    public string? UserId { get; init; }

    public string? LifecycleStage { get; init; }

    public string? ArtifactUri { get; init; }

    public Dictionary<string, double> Metrics { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Params { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public int Count => Metrics.Count + Params.Count + Tags.Count;
}
