using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;

namespace MlTrack.Input;

/// <summary>Turns PowerShell's paths (drives, ~, relative to the location, provider-qualified) into full paths of the file system.</summary>
internal static class LocalPaths
{
    private const string FileSystem = "FileSystem";

    /// <summary>The full path that is meant literally; nothing needs to be there.</summary>
    /// <param name="paths">The session's paths.</param>
    /// <param name="path">The path, as the user wrote it.</param>
    /// <returns>The full path.</returns>
    public static string Literal(PathIntrinsics paths, string? path)
    {
        try
        {
            if (string.IsNullOrEmpty(path))
            {
                throw ArtifactErrors.SourceNotFound(path ?? "");
            }

            string full = paths.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            Require(provider, path);
            return full;
        }
        catch (Exception exception) when (IsUnknown(exception))
        {
            throw Unknown(path, exception);
        }
    }

    /// <summary>A location with a path on one of PowerShell's drives (<c>TestDrive:/runs.db</c>, <c>Temp:/x</c>) turned into that of the file
    /// system; URIs, and paths that name no such drive, as they are.</summary>
    /// <param name="paths">The session's paths.</param>
    /// <param name="location">A path or URI, as the user wrote it.</param>
    /// <returns>The location.</returns>
    [return: NotNullIfNotNull(nameof(location))]
    public static string? OffDrive(PathIntrinsics paths, string? location)
    {
        if (location is null || location.IndexOf(':', StringComparison.Ordinal) is not (var colon and > 0)
            || location.AsSpan(colon + 1).StartsWith("//"))
        {
            return location;
        }

        try
        {
            string full = paths.GetUnresolvedProviderPathFromPSPath(location, out ProviderInfo provider, out PSDriveInfo drive);

            // What isn't of a drive of that name is a path that happens to hold a colon. A separator at the end says that a folder is meant.
            return provider.Name != FileSystem || !location[..colon].Equals(drive?.Name, StringComparison.OrdinalIgnoreCase) ? location
                : location[^1] is '/' or '\\' && !Path.EndsInDirectorySeparator(full) ? full + Path.DirectorySeparatorChar
                : full;
        }
        catch (Exception exception) when (IsUnknown(exception))
        {
            return location;
        }
    }

    /// <summary>The files and folders that a path with wildcards means. One that is there by that very name wins.</summary>
    /// <param name="paths">The session's paths.</param>
    /// <param name="path">The path, as the user wrote it; a literal one that is missing is RESOURCE_DOES_NOT_EXIST.</param>
    /// <returns>Their full paths; none for a pattern without a match.</returns>
    public static IReadOnlyList<string> Find(PathIntrinsics paths, string? path)
    {
        string literal = Literal(paths, path);
        if (Path.Exists(literal))
        {
            return [literal];
        }

        try
        {
            IReadOnlyList<string> found = paths.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
            Require(provider, path!);
            return found;
        }
        catch (Exception exception) when (exception is ItemNotFoundException or WildcardPatternException || IsUnknown(exception))
        {
            throw Unknown(path, exception);
        }
    }

    private static void Require(ProviderInfo provider, string path)
    {
        if (provider.Name != FileSystem)
        {
            throw MlErrors.InvalidValue(
                $"{MlText.Show(path)} is no path of the file system, but of PowerShell's {provider.Name} provider. Give a file or folder.", path);
        }
    }

    private static bool IsUnknown(Exception exception) => exception
        is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSArgumentException or NotSupportedException or ProviderInvocationException
        // A drive without a home, in which ~ means nothing.
        or PSInvalidOperationException;

    private static MlException Unknown(string? path, Exception cause) => new(
        MlErrorCode.ResourceDoesNotExist, MlEntity.Path, $"There is no file or folder {MlText.Show(path)}. Check the path.", path, cause);
}
