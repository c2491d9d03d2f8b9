namespace MlTrack.Stores;

/// <summary>How artifacts are transferred.</summary>
public sealed record ArtifactTransfer
{
    /// <summary>
    /// Whether a download may replace a local file; otherwise one that is there is RESOURCE_ALREADY_EXISTS. Uploads always replace, as
    /// in MLflow.
    /// </summary>
    public bool Overwrite { get; init; }

    /// <summary>Whether a download leaves out a file that is there with the same size and content.</summary>
    public bool Resume { get; init; }

    /// <summary>Is told how far the transfer has come, some fifty times a second at most and at the end; null to leave that untold.</summary>
    public IProgress<ArtifactProgress>? Progress { get; init; }

    /// <summary>
    /// Is told which files of a folder can't be transferred, and the others are; null to end the transfer with the first such error. What
    /// concerns all of them (a full disk, a folder that can't be written) ends the transfer in any case.
    /// </summary>
    public Action<MlException>? OnError { get; init; }
}
