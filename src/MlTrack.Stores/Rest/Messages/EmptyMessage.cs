namespace MlTrack.Stores.Rest.Messages;

/// <summary>An answer that holds nothing that we need.</summary>
internal sealed record EmptyMessage;
