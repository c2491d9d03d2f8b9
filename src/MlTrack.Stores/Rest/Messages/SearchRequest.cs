namespace MlTrack.Stores.Rest.Messages;

/// <summary>A search of runs or experiments.</summary>
internal sealed record SearchRequest
{
    public IReadOnlyList<string>? ExperimentIds { get; init; }

    public string? Filter { get; init; }

    public string? RunViewType { get; init; }

    public string? ViewType { get; init; }

    public long MaxResults { get; init; }

    public IReadOnlyList<string>? OrderBy { get; init; }

    public string? PageToken { get; init; }
}
