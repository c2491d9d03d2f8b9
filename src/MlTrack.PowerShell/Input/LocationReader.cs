namespace MlTrack.Input;

/// <summary>Reads where artifacts go: a URI is kept as given, a path is made absolute and plain.</summary>
internal static class LocationReader
{
    /// <summary>Makes a location absolute.</summary>
    /// <param name="parameter">The parameter, for the message.</param>
    /// <param name="location">A path or URI.</param>
    /// <param name="baseFolder">What a relative path starts from: PowerShell's location.</param>
    /// <returns>The location.</returns>
    public static string Absolute(string parameter, string? location, string baseFolder)
    {
        if (string.IsNullOrWhiteSpace(location))
        {
            throw new MlException(
                MlErrorCode.InvalidParameterValue, MlEntity.Uri, $"{parameter} is empty. Give a folder or a URI.", location);
        }

        if (IsUri(location))
        {
            return location;
        }

        if (location.Contains('\0', StringComparison.Ordinal))
        {
            throw new MlException(
                MlErrorCode.InvalidParameterValue, MlEntity.Uri, $"{parameter} holds a NUL character: {MlText.Show(location)}.", location);
        }

        string path = location == "~" || location.StartsWith("~/", StringComparison.Ordinal)
            ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + location[1..]
            : location;
        string full = Path.GetFullPath(path, baseFolder);
        return full.Length > 1 ? full.TrimEnd('/', '\\') : full;
    }

    // A drive letter is no scheme.
    private static bool IsUri(string location)
    {
        int colon = location.IndexOf(':', StringComparison.Ordinal);
        return colon > 1 && Uri.CheckSchemeName(location[..colon]);
    }
}
