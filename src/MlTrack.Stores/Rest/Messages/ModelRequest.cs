namespace MlTrack.Stores.Rest.Messages;

/// <summary>Everything that is asked about a registered model or one of its versions; what an endpoint doesn't know stays null.</summary>
internal sealed record ModelRequest
{
    public string? Name { get; init; }

    public string? NewName { get; init; }

    public string? Version { get; init; }

    public string? Description { get; init; }

    public string? Source { get; init; }

    public string? RunId { get; init; }

    public string? RunLink { get; init; }

    public string? ModelId { get; init; }

    public string? Stage { get; init; }

    public bool? ArchiveExistingVersions { get; init; }

    public string? Alias { get; init; }

    public IReadOnlyList<PairMessage>? Tags { get; init; }

    public string? Key { get; init; }

    public string? Value { get; init; }
}
