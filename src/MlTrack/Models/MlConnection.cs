namespace MlTrack;

/// <summary>Where MlTrack keeps its data: what Set-MlTrackingUri set, without any secret.</summary>
public sealed class MlConnection
{
    /// <summary>The tracking URI; a password in it is taken out.</summary>
    public string Uri { get; internal init; } = "";

    /// <summary>The registry's URI; the tracking URI unless another was set.</summary>
    public string RegistryUri { get; internal init; } = "";

    /// <summary>The kind of store.</summary>
    public MlBackend Backend { get; internal init; }

    /// <summary>Where new experiments of a SQL store put their artifacts; null where the server decides.</summary>
    public string? ArtifactRoot { get; internal init; }

    /// <summary>Names the store; never holds a secret.</summary>
    internal string? StoreKey { get; init; }

    /// <summary>The tracking URI.</summary>
    /// <returns><see cref="Uri"/>.</returns>
    public override string ToString() => Uri;
}
