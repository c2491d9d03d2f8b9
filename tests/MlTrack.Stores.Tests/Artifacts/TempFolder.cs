namespace MlTrack.Stores.Tests.Artifacts;

/// <summary>A folder that a test has to itself and that goes with it.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder() => FullPath = Directory.CreateTempSubdirectory("mltrack-test-").FullName;

    public string FullPath { get; }

    public string this[string path] => Path.Combine(FullPath, path);

    public string Write(string path, string content = "content")
    {
        string full = this[path];
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        return full;
    }

    public string MakeFolder(string path) => Directory.CreateDirectory(this[path]).FullName;

    public string Link(string path, string target)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "symbolic links need a privilege on Windows");
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        return File.CreateSymbolicLink(this[path], target).FullName;
    }

    /// <summary>All files below, also those that the store hides, with '/' between their parts.</summary>
    public string[] Files(string path = "") =>
    [
        .. Directory.EnumerateFiles(this[path], "*", new EnumerationOptions { AttributesToSkip = 0, RecurseSubdirectories = true })
            .Select(file => Path.GetRelativePath(this[path], file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public void Dispose()
    {
        try
        {
            Directory.Delete(FullPath, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // A test took it away itself.
        }
    }
}
