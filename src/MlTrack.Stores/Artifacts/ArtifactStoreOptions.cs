namespace MlTrack.Stores;

/// <summary>What artifact stores need to know beside their URI.</summary>
public sealed record ArtifactStoreOptions
{
    /// <summary>
    /// Where relative local paths start (PowerShell's location, for the cmdlets); null for the process's current folder. Databases from
    /// older MLflow versions have roots such as <c>./mlruns/0/...</c>.
    /// </summary>
    public string? BaseFolder { get; init; }

    /// <summary>A local path made absolute. An empty one is an error: it would mean the whole base folder.</summary>
    internal string FullPath(string path)
    {
        try
        {
            ArgumentException.ThrowIfNullOrEmpty(path);
            return Path.GetFullPath(path, BaseFolder ?? Directory.GetCurrentDirectory());
        }
        catch (ArgumentException exception)
        {
            throw new MlException(
                MlErrorCode.InvalidParameterValue, MlEntity.Name, $"{MlText.Show(path)} is no path of a file or folder.", path, exception);
        }
    }
}
