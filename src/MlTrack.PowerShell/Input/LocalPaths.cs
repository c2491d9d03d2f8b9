using System.Management.Automation;

namespace MlTrack.Input;

/// <summary>Turns PowerShell's paths (drives, ~, relative to the location, provider-qualified) into full paths of the file system.</summary>
internal static class LocalPaths
{
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
        if (provider.Name != "FileSystem")
        {
            throw MlErrors.InvalidValue(
                $"{MlText.Show(path)} is no path of the file system, but of PowerShell's {provider.Name} provider. Give a file or folder.", path);
        }
    }

    private static bool IsUnknown(Exception exception) => exception
        is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSArgumentException or NotSupportedException or ProviderInvocationException;

    private static MlException Unknown(string? path, Exception cause) => new(
        MlErrorCode.ResourceDoesNotExist, MlEntity.Path, $"There is no file or folder {MlText.Show(path)}. Check the path.", path, cause);
}
