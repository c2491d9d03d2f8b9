namespace MlTrack.Stores;

/// <summary>What the file system's errors mean to a user.</summary>
internal static class LocalErrors
{
    // errno values, which .NET puts into HResult on Linux and macOS: ENOSPC is the same on both, EDQUOT isn't; EROFS is.
    private const int NoSpace = 28;
    private const int QuotaOnLinux = 122;
    private const int QuotaOnMac = 69;
    private const int ReadOnlyFileSystem = 30;

    /// <summary>Whether an exception is one of the file system's.</summary>
    public static bool Covers(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>An error that was met when reading a path.</summary>
    public static MlException Reading(string path, Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => ArtifactErrors.SourceVanished(path, exception),
        _ => Map(path, "read", exception),
    };

    /// <summary>An error that was met when writing a path.</summary>
    public static MlException Writing(string path, Exception exception) => Map(path, "written", exception);

    /// <summary>Whether nothing else can be written either, so that going on with the next file is of no use.</summary>
    public static bool EndsAll(MlException exception) => exception.Entity == MlEntity.Disk;

    private static MlException Map(string path, string what, Exception exception)
    {
        string shown = MlText.Show(path);
        if (IsFull(exception))
        {
            return new(
                MlErrorCode.InternalError, MlEntity.Disk,
                $"The disk is full: {shown} couldn't be {what}, and nothing of it was kept. Make room and try again.", path, exception);
        }

        if (exception is UnauthorizedAccessException || exception.HResult == ReadOnlyFileSystem)
        {
            return new(
                MlErrorCode.PermissionDenied, MlEntity.Path,
                $"{shown} can't be {what}: the file system doesn't allow it. Check the permissions of the file and its folder.",
                path, exception);
        }

        return exception is PathTooLongException
            ? new(
                MlErrorCode.InvalidParameterValue, MlEntity.Name,
                $"{shown} can't be {what}: a name in it is too long for this file system.", path, exception)
            : new(MlErrorCode.InternalError, MlEntity.None, $"{shown} can't be {what}: {FirstLine(exception.Message)}", path, exception);
    }

    private static bool IsFull(Exception exception) => OperatingSystem.IsWindows()
        ? exception.HResult is unchecked((int)0x80070070) or unchecked((int)0x80070027)
        : exception.HResult == NoSpace || exception.HResult == (OperatingSystem.IsMacOS() ? QuotaOnMac : QuotaOnLinux);

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd('\r');
}
