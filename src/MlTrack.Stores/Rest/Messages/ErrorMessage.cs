namespace MlTrack.Stores.Rest.Messages;

/// <summary>How a server says no.</summary>
internal sealed record ErrorMessage
{
    public string? ErrorCode { get; init; }

    public string? Message { get; init; }
}
