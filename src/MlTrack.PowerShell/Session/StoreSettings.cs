using MlTrack.Stores;
using MlTrack.Stores.Uris;

namespace MlTrack.Session;

/// <summary>What Set-MlTrackingUri was told, besides the URI.</summary>
internal sealed record StoreSettings
{
    /// <summary>PowerShell's location when the store was named: what relative paths start from.</summary>
    public required string Location { get; init; }

    /// <summary>The absolute artifact root, or a URI; null for <c>./mlruns</c> in the location of the first use.</summary>
    public string? ArtifactRoot { get; init; }

    /// <summary>Where registered models are; null for the tracking store itself.</summary>
    public StoreAddress? Registry { get; init; }

    /// <summary>Never create a database.</summary>
    public bool NoCreate { get; init; }

    /// <summary>How long a request may wait, for a lock for example; null for the store's default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How a server is talked to; its credentials never leave the session.</summary>
    public MlServerOptions Server { get; init; } = new();
}
