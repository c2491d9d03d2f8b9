using System.Globalization;

namespace MlTrack;

/// <summary>The errors of artifacts, each worded once.</summary>
internal static class ArtifactErrors
{
    public static MlException NotFound(string path, string root) => new(
        MlErrorCode.ResourceDoesNotExist, MlEntity.Artifact,
        $"There is no artifact {MlText.Show(path)} in {MlText.Show(root)}. Get-MlArtifact -Recurse lists what is there.", path);

    public static MlException NoFile(string path, string root) => new(
        MlErrorCode.ResourceDoesNotExist, MlEntity.Artifact,
        $"The artifact {MlText.Show(path)} in {MlText.Show(root)} is a folder, not a file. Get-MlArtifact lists what it holds.", path);

    public static MlException SourceNotFound(string path) => new(
        MlErrorCode.ResourceDoesNotExist, MlEntity.Path, $"There is no file or folder {MlText.Show(path)}. Check the path.", path);

    public static MlException SourceVanished(string path, Exception? cause = null) => new(
        MlErrorCode.ResourceDoesNotExist, MlEntity.Path,
        $"{MlText.Show(path)} vanished or was cut short while it was read. Try again when nobody changes it.", path, cause);

    /// <summary>What came isn't what is listed: somebody writes it just now, or something else has answered.</summary>
    public static MlException WrongSize(string path, string root, long listed, long came) => new(
        MlErrorCode.TemporarilyUnavailable, MlEntity.Artifact,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The artifact {MlText.Show(path)} in {MlText.Show(root)} has {listed} bytes, but {came} came. Try again when nobody writes it."),
        path);

    public static MlException NoEnd(string uri) => new(
        MlErrorCode.InvalidState, MlEntity.ModelVersion,
        $"The store says of {MlText.Show(uri)} that its files are where another version's are, and so on without end. Register the model anew.",
        uri);

    public static MlException DestinationExists(string path) => new(
        MlErrorCode.ResourceAlreadyExists, MlEntity.Path,
        $"{MlText.Show(path)} is there already. Use -Force to overwrite, -Resume to leave out what is the same, or another destination.",
        path);

    /// <summary>A file is where a folder is needed, or a folder where a file is; no switch makes room for the other.</summary>
    public static MlException InTheWay(string path, bool isFile) => new(
        MlErrorCode.ResourceAlreadyExists, MlEntity.Path,
        isFile
            ? $"{MlText.Show(path)} is a file, and a folder of that name is needed. Choose another path."
            : $"{MlText.Show(path)} is a folder, and a file of that name is to be written. Choose another path.",
        path);

    public static MlException LeadsOut(string path, string root) => MlErrors.InvalidName(
        $"{MlText.Show(path)} is a symbolic link out of {MlText.Show(root)}, or lies behind one. Such links aren't followed; "
        + "name what it points at instead.", path);

    public static MlException LinkLoop(string path) => MlErrors.InvalidName(
        $"{MlText.Show(path)} is a symbolic link to a folder that it lies in, or to itself. Such links aren't followed.", path);

    public static MlException NotRegular(string path) => MlErrors.InvalidName(
        $"{MlText.Show(path)} is neither a file nor a folder (a pipe, a socket or a device). Write its content to a file first.", path);

    public static MlException IntoItself(string source, string target) => MlErrors.InvalidValue(
        $"The folder {MlText.Show(source)} holds {MlText.Show(target)}, where the run keeps its artifacts, and would be copied "
        + "into itself. Log its parts one by one.", source);

    /// <summary>Two artifacts would become one file.</summary>
    public static MlException SameName(string path, string destination) => MlErrors.InvalidName(
        $"{MlText.Show(path)} differs from another artifact only by case, and the file system of {MlText.Show(destination)} can't keep both. "
        + "Save it alone, to another folder.", path);

    public static MlException NoName(string path) => MlErrors.InvalidName(
        $"{MlText.Show(path)} has no name that its artifact could take. Say with -ArtifactPath where its content goes.", path);
}
