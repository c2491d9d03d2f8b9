namespace MlTrack.Stores.Rest.Artifacts;

/// <summary>Which names a server would store under another one: they are refused rather than lost.</summary>
internal static class ProxyNames
{
    /// <summary>Checks a path that something is to be stored at.</summary>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: the server would refuse or change the name.</exception>
    public static void CheckForUpload(string path)
    {
        if (path.Contains('#', StringComparison.Ordinal))
        {
            throw MlErrors.InvalidName(
                $"The artifact path {MlText.Show(path)} holds '#', which MLflow servers refuse. Rename it.", path);
        }

        if (ArtifactPaths.Parent(path).Contains('?', StringComparison.Ordinal))
        {
            throw MlErrors.InvalidName(
                $"The artifact path {MlText.Show(path)} has a folder with '?' in its name, which MLflow servers can't list. Rename it.", path);
        }

        // A server decodes once more what is left after the first time.
        for (int i = path.IndexOf('%', StringComparison.Ordinal); i >= 0; i = path.IndexOf('%', i + 1))
        {
            if (i + 2 < path.Length && char.IsAsciiHexDigit(path[i + 1]) && char.IsAsciiHexDigit(path[i + 2]))
            {
                throw MlErrors.InvalidName(
                    $"The artifact path {MlText.Show(path)} holds {MlText.Show(path.Substring(i, 3))}, which MLflow servers take for an escape "
                    + "and store under another name. Rename it.", path);
            }
        }
    }

    /// <summary>A path with each part escaped.</summary>
    public static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
